import type { Parts } from './clauses.js'
import type { MarkerKind } from './markers.js'
import type { Reading } from './reading.js'
import { COST, LEAST_CERTAIN, SIGN, opposite, overlap } from './reading.js'
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
    if (fresh.length > 0 && !fresh.some(({ found }) => found.target === reading.found.target)) continue
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
 * or in the two before. A rejection in the clause of a claim, or all of the next, turns the claim also when
 * nobody else is named.
 */
export function resolve(
  earlier: Reading[],
  fresh: Reading[],
  scanned: readonly Scanned[],
  index: number,
  parts: () => Parts,
): void {
  const sentence = scanned[index]
  if (sentence === undefined) return
  const of = (kind: MarkerKind): readonly Range[] => sentence.markers.get(kind) ?? []
  const rejections = of('rejection')
  const rejected = rejections.length > 0
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
        fresh[i] = settled(reading, rejected && !isRejection(reading, rejections))
      } else if (
        rejected &&
        !reported &&
        reading.why === 'said' &&
        !reading.turned &&
        (opened || isRejected(rejections, reading, parts()))
      ) {
        fresh[i] = settled(reading, true)
      }
    }
  }
  if (sentence.asks && fresh.some(isOpen)) return
  // "No idea" and "whether that is true, I cannot say" answer nothing.
  if (undecided) return
  const answer = answerOf(sentence, parts)
  for (let i = earlier.length - 1; i >= 0; i--) {
    const reading = earlier[i]
    if (reading === undefined || index - reading.sentence > 2) break
    const own = fresh.some(
      ({ found, polarity, weight }) =>
        found.target === reading.found.target && polarity !== 'neither' && weight >= SIGN,
    )
    if (own) continue
    if (isOpen(reading)) {
      if (answer === 'no' || rejected) earlier[i] = settled(reading, !agreesToNo(reading, rejected))
      else if (answer === 'yes' || adopted) earlier[i] = settled(reading, false)
    } else if (answer === 'no' && isTagQuestion(reading, scanned, index)) {
      earlier[i] = settled(reading, reading.lean === 'favor')
    }
  }
}

const isOpen = ({ why }: Reading): boolean => why === 'reported' || why === 'asked'

function settled(reading: Reading, turned: boolean): Reading {
  const polarity = turned ? opposite(reading.lean) : reading.lean
  const weight = Math.max(reading.weight * COST.resolved, LEAST_CERTAIN)
  return { ...reading, polarity, lean: polarity, why: 'resolved', weight }
}

/**
 * "Is that not a bubble? No." agrees that it is none, and so does "nonsense" with mockery of those who see one; "he says it
 * is none. Nonsense" holds that it is one.
 */
function agreesToNo({ why, lean, turned, found }: Reading, rejected: boolean): boolean {
  if (lean !== 'against') return false
  return found.cue.ownVoice || (why === 'asked' && turned && !rejected)
}

/** "Isn't it a bubble? No.": what the question took for granted is denied by the very next sentence. */
function isTagQuestion(
  { why, sentence, found }: Reading,
  scanned: readonly Scanned[],
  index: number,
): boolean {
  return why === 'said' && sentence === index - 1 && scanned[sentence]?.asks === true && !found.cue.rhetorical
}

/** "Yes" or "no" that opens a sentence and is a clause there; "yes, says my broker" is the broker's. */
function answerOf(sentence: Scanned, parts: () => Parts): 'yes' | 'no' | null {
  if (isAnswer(sentence, 'no', parts)) return 'no'
  if (sentence.asks || !isAnswer(sentence, 'yes', parts)) return null
  return STRANGERS.some((kind) => (sentence.markers.get(kind) ?? []).length > 0) ? null : 'yes'
}

/** "Nobody." answers and "nobody pays" does not; "yes of course" is one answer. */
function isAnswer(sentence: Scanned, kind: 'yes' | 'no', parts: () => Parts): boolean {
  const ranges = sentence.markers.get(kind) ?? []
  let at = sentence.from
  for (;;) {
    const ends = ranges.filter(({ from }) => from === at).map(({ to }) => to)
    if (ends.length === 0) return false
    if (ends.some((to) => parts().ends(to))) return true
    at = Math.max(...ends)
  }
}

/** What makes a "yes" somebody else's, or takes it back. */
const STRANGERS: readonly MarkerKind[] = ['report', 'hypothetical', 'counterfactual', 'irony']

/** "I don't believe the story" is the rejection itself; "who says it is none has not looked" rejects a denial. */
function isRejection({ lean, found }: Reading, rejections: readonly Range[]): boolean {
  return lean !== 'favor' && (found.cue.ownVoice || !rejections.some(({ from }) => from >= found.to))
}

/** A rejection in the clause of a claim, or one that is all of the next: "the bubble talk, nonsense". */
function isRejected(ranges: readonly Range[], { found }: Reading, parts: Parts): boolean {
  if (found.cue.ownNegation) return false
  const claim = parts.around(found)
  return ranges.some((range) => {
    if (overlap(range, found)) return false
    const verdict = parts.around(range)
    if (overlap(verdict, claim)) return true
    return verdict.from === claim.to && verdict.from === range.from && verdict.to === range.to
  })
}
