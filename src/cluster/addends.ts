import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ThreadRecord } from '../report/record.js'
import { sumLine } from '../report/sums.js'
import { sumShapes, threadSums } from '../report/tables.js'
import { Utf8 } from '../report/utf8.js'
import { EXIT, Failure, reasonOf } from '../run/failure.js'
import { PartFault, PartReader, readPart } from '../worker/part.js'
import type { Part } from '../worker/part.js'
import { SHAPES, shapesText } from './totals.js'

/** The folder of a line per thread: one that is there twice would be counted twice. */
const THREADS = 'threads'

const PIECE = 1 << 20

/**
 * What the threads of a part add to each table of sums, for machines that add it up: `folder`/TABLE/PART.tsv, with the lines of
 * `sumLine`, and `folder`/shapes.json. Every file appears whole or not at all. Throws a Failure: 2 when the part is not whole, 3
 * when a file cannot be written.
 */
export function addends(path: string, folder: string): void {
  const part = wholePart(path)
  const { targets } = part.end
  const name = basename(path).replace(/\.[^.]*$/, '')
  const files = new Map<string, Whole>()
  const file = (table: string): Whole => {
    let one = files.get(table)
    if (one === undefined) files.set(table, (one = new Whole(join(folder, table), `${name}.tsv`)))
    return one
  }
  const reader = new PartReader()
  try {
    // Also where a table has no rows: whoever adds up finds a folder for each.
    for (const { name: table } of [{ name: THREADS }, ...sumShapes(targets)]) file(table)
    for (const entry of part.entries) {
      if (entry.quarantine !== null) continue
      const record: ThreadRecord = JSON.parse(reader.read(entry))
      file(THREADS).write(sumLine({ keys: [record.thread], sums: [], first: null, last: null }))
      for (const [table, rows] of threadSums(record, targets, null)) {
        const lines = file(table.replace(/\.tsv$/, ''))
        for (const row of rows) lines.write(sumLine(row))
      }
    }
    const shapes = new Whole(folder, SHAPES)
    files.set(SHAPES, shapes)
    shapes.write(shapesText(targets))
    for (const one of files.values()) one.commit()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      EXIT.output,
      `The addends of ${path} cannot be written to ${folder}: ${reasonOf(error)}.`,
    )
  } finally {
    reader.close()
    for (const one of files.values()) one.discard()
  }
}

function wholePart(path: string): Part {
  try {
    return readPart(path)
  } catch (error) {
    if (!(error instanceof PartFault)) throw error
    throw new Failure(EXIT.usage, `${path}: ${error.message}.`)
  }
}

/** A file that is hidden until it is whole, under a name of its own: two attempts at a part may be at work at a time. */
class Whole {
  readonly #path: string
  readonly #hidden: string
  readonly #file: number
  readonly #text = new Utf8()
  #open = true

  constructor(folder: string, name: string) {
    mkdirSync(folder, { recursive: true })
    this.#path = join(folder, name)
    this.#hidden = join(folder, `.${name}-${randomUUID()}`)
    this.#file = openSync(this.#hidden, 'wx')
  }

  write(text: string): void {
    this.#text.append(text)
    if (this.#text.size >= PIECE) this.#flush()
  }

  commit(): void {
    this.#flush()
    this.#close()
    renameSync(this.#hidden, this.#path)
  }

  discard(): void {
    this.#close()
    rmSync(this.#hidden, { force: true })
  }

  #flush(): void {
    writeFileSync(this.#file, this.#text.take())
  }

  #close(): void {
    if (this.#open) closeSync(this.#file)
    this.#open = false
  }
}
