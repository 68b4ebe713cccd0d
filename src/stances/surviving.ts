import type { Within } from './codebook.js'
import { overlap, within } from './reading.js'
import type { CueFound, Range, Scanned } from './scan.js'

/** The cues of a sentence whose context fits, without those inside of a longer one of the same target, which knows more. */
export function survivingIn(scanned: readonly Scanned[], index: number): CueFound[] {
  const fitting = merged((scanned[index]?.cues ?? []).filter((found) => fits(found, scanned, index)))
  return fitting
    .filter((found) => !fitting.some((other) => isInside(found, other)))
    .map((found) => ({ ...found, weight: weightAmong(found, fitting) }))
}

function fits({ cue }: CueFound, scanned: readonly Scanned[], index: number): boolean {
  const has = (source: string, place: Within): boolean => {
    if (place === 'post') return scanned.some((sentence) => sentence.holds(source))
    const near = place === 'neighbours' ? [index, index - 1, index + 1] : [index]
    return near.some((at) => scanned[at]?.holds(source) === true)
  }
  return (
    cue.near.every((source) => has(source, cue.within)) &&
    !cue.notNear.some((source) => has(source, cue.notWithin))
  )
}

/** Two patterns of one cue that meet in a word are one finding, the longer. */
function merged(cues: readonly CueFound[]): CueFound[] {
  const found: CueFound[] = []
  for (const cue of cues) {
    const i = found.findIndex((other) => other.cue === cue.cue && overlap(other, cue))
    const other = found[i]
    if (other === undefined) found.push(cue)
    else if (lengthOf(cue) > lengthOf(other)) found[i] = cue
  }
  return found
}

function isInside(inner: CueFound, outer: CueFound): boolean {
  return inner.target === outer.target && within(inner, outer) && lengthOf(inner) < lengthOf(outer)
}

/** A cue is as sure as the surest of the same polarity that it swallows. */
function weightAmong(found: CueFound, all: readonly CueFound[]): number {
  let weight = found.weight
  for (const { target, cue, from, to } of all) {
    if (target !== found.target || cue.polarity !== found.cue.polarity) continue
    if (cue.weight > weight && within({ from, to }, found)) weight = cue.weight
  }
  return weight
}

function lengthOf({ from, to }: Range): number {
  return to - from
}
