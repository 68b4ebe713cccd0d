import type { Evidence } from '../model/reply.js'
import type { ReplyRecord, StanceRecord, ThreadRecord } from './record.js'

const COUNTED: ReadonlySet<Evidence> = new Set(['structure', 'attribution', 'quote', 'mention'])

/** Whether an answer enters the counting tables: those that rest on the order alone stand only in replies.csv. */
export function isCounted(reply: ReplyRecord): boolean {
  return COUNTED.has(reply.evidence)
}

const MACHINES: ReadonlySet<string> = new Set(['codebook', 'model'])

/**
 * One code per post and target, in order of post: that of `coder` where one is chosen; else the code on which all people
 * who coded it agree; else the codebook's.
 */
export function countedStances(record: ThreadRecord, coder: string | null): readonly StanceRecord[] {
  if (coder !== null) return record.stances.filter((stance) => stance.coder === coder)
  if (record.stances.every((stance) => stance.coder === 'codebook')) return record.stances
  const groups = new Map<string, StanceRecord[]>()
  for (const stance of record.stances) {
    const key = `${stance.post} ${stance.stance}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [stance])
    else group.push(stance)
  }
  return [...groups.values()].flatMap((group) => agreed(group) ?? [])
}

function agreed(group: readonly StanceRecord[]): StanceRecord | undefined {
  const people = group.filter((stance) => !MACHINES.has(stance.coder))
  const first = people[0]
  if (first !== undefined && people.every((stance) => stance.polarity === first.polarity)) return first
  return group.find((stance) => stance.coder === 'codebook')
}
