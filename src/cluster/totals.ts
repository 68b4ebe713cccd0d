import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { dialects } from '../report/dialect.js'
import type { DialectName } from '../report/dialect.js'
import { HashedFile } from '../report/hashed-file.js'
import type { WrittenFile } from '../report/report.js'
import { sumTables } from '../report/sum-tables.js'
import { sumRow } from '../report/sums.js'
import type { SumRow, SumShape } from '../report/sums.js'
import { TableText } from '../report/table-text.js'
import { allTables, sumShapes } from '../report/tables.js'
import { Utf8, utf8 } from '../report/utf8.js'
import { EXIT, Failure, reasonOf } from '../run/failure.js'
import { openOutput } from '../run/output.js'
import { compareCodePoints } from '../text/order.js'
import { fileLines } from './file-lines.js'

/** The file that says what the lines of a folder of addends, or of their groups, hold. */
export const SHAPES = 'shapes.json'

const shapesSchema = z.object({
  targets: z.array(z.string()),
  tables: z.record(z.string(), z.object({ keys: z.number(), sums: z.number() })),
})

/** What is in SHAPES: the codebook's targets, and per table how many keys and sums a line has. */
export function shapesText(targets: readonly string[]): string {
  const tables = Object.fromEntries(sumShapes(targets).map(({ name, keys, sums }) => [name, { keys, sums }]))
  return `${JSON.stringify({ targets, tables }, null, 2)}\n`
}

const PIECE = 1 << 20

/**
 * The tables of sums, from lines that were added up elsewhere: `groups`/TABLE/* are their files, to be read in order of their names, in
 * order of the keys all through. Writes all tables to `output`, with a `run.json` that names them, or none; memory does not
 * grow with them. Throws a Failure: 2 when a file is missing, is not of this version, or is out of order; 3 when a table cannot be written.
 */
export async function totals(
  groups: string,
  output: string,
  dialect: DialectName,
  version: string,
): Promise<void> {
  const targets = targetsIn(groups)
  const shapes = new Map(sumShapes(targets).map((shape) => [shape.name, shape]))
  const tables = allTables(targets)
  const out = openOutput(output)
  try {
    const written: WrittenFile[] = []
    for (const { name, rows } of sumTables(targets)) {
      const shape = shapes.get(name)
      if (shape === undefined) continue
      const table = new TableText(tables[name].columns, dialects[dialect])
      const file = new HashedFile(`${name}.csv`, out.sink(`${name}.csv`))
      file.write(table.header())
      const text = new Utf8()
      for await (const row of rows(groupsIn(join(groups, name), shape))) {
        table.row(text, row)
        if (text.size >= PIECE) file.write(text.take())
      }
      file.write(text.take())
      written.push(file.end())
    }
    const files = Object.fromEntries(written.map(({ name, sha256 }) => [name, sha256]))
    const manifest = { format: 1, program: 'polylogue', version, options: { dialect }, files }
    out.sink('run.json').write(utf8(`${JSON.stringify(manifest, null, 2)}\n`))
    out.commit()
  } finally {
    out.discard()
  }
}

function targetsIn(groups: string): readonly string[] {
  const path = join(groups, SHAPES)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Failure(EXIT.usage, `${path} cannot be read: ${reasonOf(error)}.`)
  }
  const { data } = shapesSchema.safeParse(parsed(text))
  if (data === undefined || JSON.stringify(data) !== JSON.stringify(parsed(shapesText(data.targets)))) {
    throw new Failure(EXIT.usage, `${path} is not what this version of polylogue addends writes.`)
  }
  return data.targets
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* groupsIn(folder: string, shape: SumShape): AsyncGenerator<SumRow> {
  let last: readonly string[] | null = null
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    let line = 0
    for await (const bytes of fileLines(path)) {
      line++
      const cells = bytes.toString('utf8').split('\t')
      if (cells.length !== shape.keys + shape.sums + 2)
        throw odd(path, line, 'has not as many cells as a group')
      if (last !== null && compareKeys(last, cells, shape.keys) >= 0) {
        throw odd(path, line, 'does not come behind the one before it')
      }
      last = cells
      yield sumRow(cells, shape)
    }
  }
}

function compareKeys(a: readonly string[], b: readonly string[], keys: number): number {
  for (let n = 0; n < keys; n++) {
    const order = compareCodePoints(a[n] ?? '', b[n] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && !name.startsWith('_'))
      .toSorted()
  } catch (error) {
    throw new Failure(EXIT.usage, `${folder} cannot be read: ${reasonOf(error)}.`)
  }
}

function odd(path: string, line: number, what: string): Failure {
  return new Failure(
    EXIT.usage,
    `${path}:${line} ${what}: the groups are to be sorted by their keys, in the order of the code points.`,
  )
}
