import { compareCodePoints } from '../text/order.js'
import { timeKey, timeOfKey } from './times.js'

/**
 * A table of sums over the whole corpus: what one thread adds is written as partial rows, one a line, and the table is made at the end
 * by grouping them. Partial rows are the one definition of what is counted; who groups them (`foldGroups` in memory, SQL
 * beyond) only adds.
 */
export interface SumShape {
  readonly name: string
  /** How many texts tell the groups apart, and how many numbers are added up. */
  readonly keys: number
  readonly sums: number
}

/** A partial row, and a group: then `sums` are added, `first` the earliest and `last` the latest of its times. */
export interface SumRow {
  readonly keys: readonly string[]
  readonly sums: readonly number[]
  readonly first: string | null
  readonly last: string | null
}

/** The name of the file of partial rows. */
export function sumFile({ name }: SumShape): string {
  return `${name}.tsv`
}

/** One line: keys, sums, first and last, parted by tabs. Lines with equal keys begin alike, and sort as the keys do. */
export function sumLine({ keys, sums, first, last }: SumRow): string {
  let line = ''
  for (const key of keys) line += `${escaped(key)}\t`
  for (const sum of sums) line += `${sum}\t`
  const from = first === null ? '' : timeKey(first)
  // Most rows have one time.
  const to = last === first ? from : last === null ? '' : timeKey(last)
  return `${line}${from}\t${to}\n`
}

/** The row of a line's cells. */
export function sumRow(cells: readonly string[], { keys, sums }: SumShape): SumRow {
  const first = cells[keys + sums] ?? ''
  const last = cells[keys + sums + 1] ?? ''
  return {
    keys: cells.slice(0, keys).map(unescaped),
    sums: cells.slice(keys, keys + sums).map(Number),
    first: first === '' ? null : timeOfKey(first),
    last: last === '' ? null : timeOfKey(last),
  }
}

/** The groups of the lines, in order of their keys by code point. Holds all groups in memory. */
export function foldGroups(lines: string, shape: SumShape): SumRow[] {
  const groups = new Map<string, { keys: string[]; sums: number[]; first: string; last: string }>()
  const numbers = shape.keys + shape.sums
  for (let from = 0; from < lines.length;) {
    const end = lines.indexOf('\n', from)
    const cells = lines.slice(from, end).split('\t')
    from = end + 1
    const keys = cells.slice(0, shape.keys)
    const [first = '', last = ''] = cells.slice(numbers)
    const name = keys.join('\t')
    const group = groups.get(name)
    if (group === undefined) {
      groups.set(name, { keys, sums: cells.slice(shape.keys, numbers).map(Number), first, last })
      continue
    }
    for (let i = 0; i < shape.sums; i++) {
      group.sums[i] = (group.sums[i] ?? 0) + Number(cells[shape.keys + i])
    }
    if (first !== '' && (group.first === '' || first < group.first)) group.first = first
    if (last > group.last) group.last = last
  }
  const inOrder = [...groups.values()].sort((a, b) => byKeys(a.keys, b.keys))
  return inOrder.map(({ keys, sums, first, last }) =>
    sumRow([...keys, ...sums.map(String), first, last], shape),
  )
}

/** Groups of lines that come in order: those of one group follow each other. */
export class GroupAdder {
  readonly #shape: SumShape
  #keys: string | null = null
  #sums: number[] = []
  #first = ''
  #last = ''

  constructor(shape: SumShape) {
    this.#shape = shape
  }

  /** The group before, when the line, without its LF, begins another one. */
  add(line: string): SumRow | null {
    const end = keysEnd(line, this.#shape.keys)
    const keys = line.slice(0, end)
    const cells = line.slice(end + 1).split('\t')
    const [first = '', last = ''] = cells.slice(this.#shape.sums)
    if (keys === this.#keys) {
      for (let i = 0; i < this.#shape.sums; i++) this.#sums[i] = (this.#sums[i] ?? 0) + Number(cells[i])
      if (first !== '' && (this.#first === '' || first < this.#first)) this.#first = first
      if (last > this.#last) this.#last = last
      return null
    }
    const group = this.end()
    this.#keys = keys
    this.#sums = cells.slice(0, this.#shape.sums).map(Number)
    this.#first = first
    this.#last = last
    return group
  }

  /** The group that is open, null when there is none. */
  end(): SumRow | null {
    if (this.#keys === null) return null
    const cells = [...this.#keys.split('\t'), ...this.#sums.map(String), this.#first, this.#last]
    this.#keys = null
    return sumRow(cells, this.#shape)
  }
}

/** Where the keys end: before the tab behind the last one. */
function keysEnd(line: string, keys: number): number {
  let end = -1
  for (let i = 0; i < keys; i++) end = line.indexOf('\t', end + 1)
  return end
}

function byKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareCodePoints(a[i] ?? '', b[i] ?? '')
    if (order !== 0) return order
  }
  return 0
}

const ESCAPE = '\u0001'
const FIRST_PRINTED = 0x20
const SHIFT = 0x40

/** Control characters would part cells and lines. Each becomes two characters that keep its place in the order of all. */
function escaped(key: string): string {
  let clean = ''
  let from = 0
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i)
    if (unit >= FIRST_PRINTED) continue
    clean += key.slice(from, i) + ESCAPE + String.fromCharCode(unit + SHIFT)
    from = i + 1
  }
  return from === 0 ? key : clean + key.slice(from)
}

function unescaped(cell: string): string {
  const [first = '', ...rest] = cell.split(ESCAPE)
  let key = first
  for (const part of rest) key += String.fromCharCode(part.charCodeAt(0) - SHIFT) + part.slice(1)
  return key
}
