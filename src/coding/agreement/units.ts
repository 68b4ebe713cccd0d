import type { Code } from '../../model/coding.js'
import type { CodingRecord, StanceRecord, ThreadRecord } from '../../report/record.js'

/** One post's codes toward one target, by coder; who did not code it is not in the map. */
export interface CodedUnit {
  /** At least one. */
  readonly people: ReadonlyMap<string, Code>
  /** What the machines coded the same post. */
  readonly machines: ReadonlyMap<string, Code>
}

export interface CodedPost extends CodedUnit {
  readonly post: number
  /** Id of the codebook's target. */
  readonly stance: string
}

/**
 * What people coded in a thread, with the machines' codes for the same posts, in order of post, then target as given. The
 * codebook codes every post: where it writes no row, its code is `none`. So does the learned coder, unless it abstains: then it
 * has no code.
 */
export function codedPosts(record: ThreadRecord, targets: readonly string[]): CodedPost[] {
  const { codings, stances, learned } = record
  if (codings.length === 0) return []
  const coded = grouped(codings)
  const read = grouped(stances)
  const abstained = new Set(learned?.abstentions.map(({ post, stance }) => `${post} ${stance}`))
  return [...coded.keys()]
    .sort((a, b) => a - b)
    .flatMap((post) =>
      targets.flatMap((stance): CodedPost[] => {
        const people = new Map(
          coded.get(post)?.flatMap((one) => (one.stance === stance ? [[one.coder, one.code]] : [])),
        )
        const judged = learned?.targets.includes(stance) === true && !abstained.has(`${post} ${stance}`)
        const rows = (read.get(post) ?? []).filter((one) => one.stance === stance)
        const machines = machineCodes(rows, judged ? ['codebook', 'model'] : ['codebook'])
        return people.size === 0 ? [] : [{ post, stance, people, machines }]
      }),
    )
}

/** The code that everybody gave who coded the unit; undefined where they differ. */
export function agreedCode({ people }: CodedUnit): Code | undefined {
  const codes = new Set(people.values())
  const [code] = codes
  return codes.size === 1 ? code : undefined
}

function machineCodes(
  stances: readonly StanceRecord[],
  machines: readonly string[],
): ReadonlyMap<string, Code> {
  const codes = new Map<string, Code>(machines.map((machine) => [machine, 'none']))
  for (const { coder, polarity } of stances) codes.set(coder, polarity)
  return codes
}

function grouped<T extends CodingRecord | StanceRecord>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const group = groups.get(row.post)
    if (group === undefined) groups.set(row.post, [row])
    else group.push(row)
  }
  return groups
}
