import type { Code, Coding, CodingFault } from '../model/coding.js'
import { postId } from '../report/ids.js'
import { byTexts } from '../report/order.js'
import type { CodingRecord, ThreadRecord } from '../report/record.js'
import { fault, placeOf } from './fault.js'
import { matchCodings } from './match.js'
import type { MatchedCoding } from './match.js'

export interface CodedThread {
  /** The record given, with `codings` in order of post, coder (code point), target (codebook). */
  readonly record: ThreadRecord
  /** Codings that fit no post of the thread, in the order given. */
  readonly rest: readonly Coding[]
  readonly faults: readonly CodingFault[]
}

/**
 * A thread with what people said of its posts. Pure. `codings` are those meant for this thread (`CodingJoiner` knows
 * which). Where one coder codes a post twice the same code counts once; different codes for a target are named and none is used.
 */
export function withCodings(record: ThreadRecord, codings: readonly Coding[]): CodedThread {
  if (codings.length === 0) return { record, rest: codings, faults: [] }
  const { matched, rest, faults: matchFaults } = matchCodings(record, codings)
  const faults = [...matchFaults]
  const rows = new Map<string, MatchedCoding[]>()
  for (const one of matched) {
    const same = rows.get(`${one.post} ${one.coding.coder}`)
    if (same === undefined) rows.set(`${one.post} ${one.coding.coder}`, [one])
    else same.push(one)
  }
  const coded = [...rows.values()].flatMap((same) => agreedRows(record, same, faults))
  coded.sort((a, b) => a.post - b.post || byTexts<CodingRecord>(({ coder }) => coder)(a, b))
  return { record: { ...record, codings: [...record.codings, ...coded] }, rest, faults }
}

/** What all rows of one coder about one post say together. */
function agreedRows(
  record: ThreadRecord,
  rows: readonly MatchedCoding[],
  faults: CodingFault[],
): CodingRecord[] {
  const [first] = rows
  if (first === undefined) return []
  const { post } = first
  const said = new Map<string, MatchedCoding & { readonly code: Code }>()
  const disputed = new Set<string>()
  for (const row of rows) {
    const { coding } = row
    const again = new Set<Coding>()
    for (const { stance, code } of coding.codes) {
      const earlier = said.get(stance)
      if (earlier === undefined) said.set(stance, { ...row, code })
      else if (earlier.code === code) again.add(earlier.coding)
      else {
        disputed.add(stance)
        faults.push(contradiction(record, row, stance, code, earlier))
      }
    }
    // Two whole files of one coder are told once, for the file.
    for (const earlier of again) {
      const told = earlier.sourceFile !== coding.sourceFile && earlier.key === coding.key
      if (!told) faults.push(duplicate(record, row, earlier))
    }
  }
  const memos = [...new Set(rows.flatMap(({ coding }) => coding.memo ?? []))]
  return [...said].flatMap(([stance, { coding, match, code }]) =>
    disputed.has(stance)
      ? []
      : {
          post,
          coder: coding.coder,
          stance,
          code,
          memo: memos.length === 0 ? null : memos.join('\n'),
          match,
          source_file: coding.sourceFile,
          row: coding.row,
        },
  )
}

function contradiction(
  record: ThreadRecord,
  { coding, post }: MatchedCoding,
  stance: string,
  code: Code,
  earlier: { readonly coding: Coding; readonly code: Code },
): CodingFault {
  return fault(
    coding,
    'coding-contradiction',
    `${JSON.stringify(coding.coder)} codes ${postId(record, post)} twice for "${stance}": ${code} here, ${earlier.code} in ` +
      `${placeOf(earlier.coding)}. Neither is used: keep one.`,
  )
}

function duplicate(record: ThreadRecord, { coding, post }: MatchedCoding, earlier: Coding): CodingFault {
  const message = `This row says the same of ${postId(record, post)} as ${placeOf(earlier)}; it counts once.`
  return fault(coding, 'coding-duplicate', message)
}
