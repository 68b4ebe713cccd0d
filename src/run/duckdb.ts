import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { GroupAdder } from '../report/sums.js'
import type { SumRow, SumShape } from '../report/sums.js'
import { linesOfFile } from './file-lines.js'

// Beyond it DuckDB goes on in files. Each thread, and each buffer of what is read, takes its share of it: two threads, or the
// 32 MB buffers that are usual, leave too little to sort millions of lines. More does not make it faster; half as much is too little
// for the three million lines of a corpus of 1 GB.
const MEMORY = '128MB'
const THREADS = '1'
const BUFFER = 2 << 20

/**
 * The groups of a file of partial rows, in order of their keys: what `foldGroups` gives, in bounded memory. DuckDB sorts the lines, in
 * files where they do not fit into memory, and equal keys are added up as they come: its own sums keep the texts of times where they
 * cannot be moved to a file. Texts are compared by their bytes in UTF-8, which is the order of the code points. The sorted lines
 * become a file too: handed over one by one they take memory that nobody counts, and end in silence when there is none left.
 * Throws when the sorted file has not all bytes.
 * @param scratch a folder for what does not fit into memory; it need not exist
 */
export async function* queryGroups(path: string, shape: SumShape, scratch: string): AsyncGenerator<SumRow> {
  mkdirSync(scratch, { recursive: true })
  const sorted = join(scratch, 'sorted.tsv')
  await sort(path, sorted, scratch)
  const [given, back] = [statSync(path).size, statSync(sorted).size]
  if (given !== back) throw new Error(`DuckDB sorted ${given} bytes into ${back}`)
  const groups = new GroupAdder(shape)
  for (const { line } of linesOfFile(sorted)) {
    const group = groups.add(line.toString('utf8'))
    if (group !== null) yield group
  }
  const last = groups.end()
  if (last !== null) yield last
  rmSync(sorted)
}

async function sort(path: string, sorted: string, scratch: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    threads: THREADS,
    temp_directory: scratch,
    preserve_insertion_order: 'false',
  })
  try {
    const connection = await instance.connect()
    try {
      await connection.run(
        `COPY (${sortedLines(path)}) TO ${literal(sorted)} (FORMAT csv, HEADER false, ${AS_IT_IS})`,
      )
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

// Lines hold no other control characters, so this, and the same in `sortedLines`, means: one column, nothing is quoted, nothing
// stands for NULL.
const AS_IT_IS = `DELIM '\u0002', QUOTE '', ESCAPE '', NULLSTR '\u0003'`

function sortedLines(path: string): string {
  return [
    `SELECT line FROM read_csv(${literal(globbed(path))}, buffer_size = ${BUFFER}, auto_detect = false, header = false, new_line = '\\n',`,
    `delim = '\u0002', quote = '', escape = '', nullstr = '\u0003', columns = {'line': 'VARCHAR'})`,
    // A key that another one begins with is the smaller one, so what parts keys must be smaller than any character.
    `ORDER BY replace(line, chr(9), chr(0))`,
  ].join(' ')
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A path is a pattern to `read_csv`: this one means itself. */
function globbed(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
