import type { Code } from '../model/coding.js'
import type { Evidence } from '../model/reply.js'
import type { Polarity } from '../model/stance.js'
import type { CodingRecord, ReplyRecord, ThreadRecord } from './record.js'

const COUNTED: ReadonlySet<Evidence> = new Set(['structure', 'attribution', 'quote', 'mention'])

/** Whether an answer enters the counting tables: those that rest on the order alone stand only in replies.csv. */
export function isCounted(reply: ReplyRecord): boolean {
  return COUNTED.has(reply.evidence)
}

/** The coders that are no people; nobody's codings can have one of these names. */
export const MACHINES = ['codebook', 'model'] as const

export function isMachine(coder: string): boolean {
  return (MACHINES as readonly string[]).includes(coder)
}

/** Stands for several people who say the same. */
export const AGREED = 'agreed'

/** A post's code for a target. */
export interface CountedStance {
  readonly post: number
  readonly stance: string
  readonly polarity: Polarity
  /** `codebook`, `model`, a person's name, or `agreed`. */
  readonly coder: string
}

/**
 * One code per post and target: that of `coder` where one is chosen; else the code on which all people who coded it agree,
 * `none` being no code; else the codebook's. In order of post.
 */
export function countedStances(record: ThreadRecord, coder: string | null): readonly CountedStance[] {
  const { stances, codings } = record
  if (coder !== null) {
    return isMachine(coder)
      ? stances.filter((stance) => stance.coder === coder)
      : codings.filter((coding) => coding.coder === coder).flatMap(asStance)
  }
  const codebook = stances.every((stance) => stance.coder === 'codebook')
    ? stances
    : stances.filter((stance) => stance.coder === 'codebook')
  if (codings.length === 0) return codebook
  const people = agreedCodings(codings)
  return [
    ...[...people.values()].flatMap((coding) => (coding === null ? [] : asStance(coding))),
    ...codebook.filter((stance) => (people.get(unitOf(stance)) ?? null) === null),
  ].sort((a, b) => a.post - b.post)
}

type Coded = Pick<CodingRecord, 'post' | 'stance' | 'code' | 'coder'>

/** Per post and target one of its codings where all people who coded it say the same, null where they differ. */
function agreedCodings(codings: readonly CodingRecord[]): ReadonlyMap<string, Coded | null> {
  const agreed = new Map<string, Coded | null>()
  for (const coding of codings) {
    const unit = unitOf(coding)
    const first = agreed.get(unit)
    if (first === undefined) agreed.set(unit, coding)
    else if (first !== null) agreed.set(unit, first.code === coding.code ? { ...first, coder: AGREED } : null)
  }
  return agreed
}

function unitOf({ post, stance }: { readonly post: number; readonly stance: string }): string {
  return `${post} ${stance}`
}

function asStance({ post, stance, code, coder }: Coded): CountedStance[] {
  return isPolarity(code) ? [{ post, stance, polarity: code, coder }] : []
}

/** Whether a code is a row of stances.csv. */
export function isPolarity(code: Code): code is Polarity {
  return code !== 'none'
}
