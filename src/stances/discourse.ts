import type { Parts } from './clauses.js'
import type { MarkerKind } from './markers.js'
import type { Reading } from './reading.js'
import { COST, LEAST_CERTAIN, opposite, overlap } from './reading.js'
import type { Range, Scanned } from './scan.js'

/** "A bubble or not? I could not care less": what was asked or reported in the sentence before is no position either. */
export function setAside(readings: Reading[], sentence: Scanned, index: number): void {
  if ((sentence.markers.get('aside') ?? []).length === 0) return
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i]
    if (reading === undefined || reading.sentence < index - 1) break
    if (reading.why === 'asked' || reading.why === 'reported') readings.splice(i, 1)
  }
}

/** "It is a bubble? They say so. No idea who is right": a sentence that only leaves open what the one before said. */
export function leaveOpen(readings: Reading[], sentence: Scanned, index: number): void {
  if (sentence.cues.length > 0 || (sentence.markers.get('undecided') ?? []).length === 0) return
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i]
    if (reading === undefined || reading.sentence < index - 1) break
    if (reading.why !== 'said' || reading.polarity === 'neither') continue
    readings[i] = { ...reading, polarity: 'neither', why: 'asked', weight: reading.weight * COST.asked }
  }
}

/**
 * "But" at the start of a sentence turns what the sentence before conceded. "Sure, demand is real. But they judge their
 * own case" goes on about another target, and the demand stays real.
 */
export function concedeBefore(
  readings: Reading[],
  fresh: readonly Reading[],
  scanned: readonly Scanned[],
  index: number,
): void {
  const before = scanned[index - 1]
  if (before === undefined || (before.markers.get('concession') ?? []).length === 0) return
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i]
    if (reading === undefined || reading.sentence < index - 1) break
    if (reading.why !== 'said' || reading.polarity === 'neither') continue
    if (fresh.length > 0 && !fresh.some(({ target }) => target === reading.target)) continue
    const polarity = opposite(reading.polarity)
    readings[i] = {
      ...reading,
      polarity,
      lean: polarity,
      why: 'conceded',
      weight: reading.weight * COST.conceded,
    }
  }
}

/**
 * "They are right", "that is nonsense", "no": what the author thinks of a claim reported or asked in the same sentence
 * or in the two before. A rejection in the clause of a claim turns the claim also when nobody else is named. A sentence
 * without claims of its own needs no parts.
 */
export function resolve(
  earlier: Reading[],
  fresh: Reading[],
  sentence: Scanned,
  index: number,
  parts: Parts | null,
): void {
  const of = (kind: MarkerKind): readonly Range[] => sentence.markers.get(kind) ?? []
  const answers = (kind: 'yes' | 'no'): boolean => of(kind).some(({ from }) => from === sentence.from)
  const settle = (list: Reading[], i: number, turned: boolean): void => {
    const reading = list[i]
    if (reading === undefined) return
    const polarity = turned ? opposite(reading.lean) : reading.lean
    list[i] = {
      ...reading,
      polarity,
      lean: polarity,
      why: 'resolved',
      weight: Math.max(reading.weight * COST.resolved, LEAST_CERTAIN),
    }
  }
  const isOpen = (reading: Reading): boolean => reading.why === 'reported' || reading.why === 'asked'
  const rejected = of('rejection').length > 0
  // "Right or wrong, time will tell" takes nobody's side, and "is that true?" asks.
  const undecided = of('undecided').length > 0
  const adopted = !rejected && !undecided && !sentence.asks && of('adoption').length > 0
  if (rejected || adopted) {
    const reported = fresh.some(isOpen)
    // "That this is the reason, I do not believe": the sentence opens with what it then rejects.
    const opened = of('subordinate').some(({ from }) => from === sentence.from)
    for (const [i, reading] of fresh.entries()) {
      if (isOpen(reading) && !(sentence.asks && reading.why === 'asked')) {
        // What rejects a claim may itself be a cue against it ("the pretext of a listing").
        if (adopted || reading.lean === 'favor') settle(fresh, i, rejected)
        else settle(fresh, i, false)
      } else if (
        rejected &&
        !reported &&
        reading.why === 'said' &&
        !reading.turned &&
        (opened || (parts !== null && inClauseOf(of('rejection'), reading, sentence, parts)))
      ) {
        settle(fresh, i, true)
      }
    }
  }
  if (sentence.asks && fresh.some(isOpen)) return
  // "No idea" and "whether that is true, I cannot say" answer nothing.
  if (undecided) return
  const yes = !sentence.asks && answers('yes')
  const no = answers('no')
  for (let i = earlier.length - 1; i >= 0; i--) {
    const reading = earlier[i]
    if (reading === undefined || index - reading.sentence > 2) break
    if (!isOpen(reading)) continue
    const own = fresh.some((other) => other.target === reading.target && other.polarity !== 'neither')
    if (own) continue
    if (no || rejected) settle(earlier, i, true)
    else if (yes || adopted) settle(earlier, i, false)
  }
}

function inClauseOf(ranges: readonly Range[], reading: Reading, sentence: Scanned, parts: Parts): boolean {
  const cue = sentence.cues.find((found) => found.target === reading.target && found.cue.id === reading.cue)
  if (cue === undefined || cue.cue.ownNegation) return false
  return ranges.some(
    (range) =>
      !overlap(range, cue) &&
      (parts.clause(range.from) === parts.clause(cue.to - 1) ||
        parts.clause(range.to - 1) === parts.clause(cue.from)),
  )
}
