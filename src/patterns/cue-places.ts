import { ANY_MARKS, marksOf, NO_MARKS, united, type Marks } from './cue-marks.js'
import type { CueProgram } from './cue-program.js'

/** How many words stand before a place in a match: `least` to `most`. */
export interface Reach {
  readonly least: number
  readonly most: number
}

/** Where in a match a symbol's word can stand, and what can stand directly before and behind it there. */
export interface CuePlace {
  readonly reach: Reach
  readonly before: Marks
  readonly after: Marks
}

/** The places of a program's symbols. Steps lead to steps of lower index only. */
export function placesOf({ steps, entry }: CueProgram): ReadonlyMap<number, CuePlace> {
  const reaches: (Reach | undefined)[] = []
  reaches[entry] = { least: 0, most: 0 }
  /** What can stand before a step. */
  const before: Marks[] = steps.map(() => NO_MARKS)
  before[entry] = ANY_MARKS
  const lead = (to: number, reach: Reach, marks: Marks): void => {
    reaches[to] = spanned(reaches[to], reach)
    before[to] = united(before[to] ?? NO_MARKS, marks)
  }
  const openings = openingsOf({ steps, entry })
  const places = new Map<number, CuePlace>()
  for (let index = entry; index >= 0; index--) {
    const step = steps[index]
    const reach = reaches[index]
    const marks = before[index] ?? NO_MARKS
    if (step === undefined || reach === undefined) continue
    if (step.op === 'word') {
      const after = openings[step.next] ?? ANY_MARKS
      places.set(step.symbol, joined(places.get(step.symbol), { reach, before: marks, after }))
      lead(step.next, moved(reach, 1, 1), marksOf([step.symbol]))
    } else if (step.op === 'gap') lead(step.next, moved(reach, step.min, step.max), ANY_MARKS)
    else if (step.op === 'split') {
      lead(step.next, reach, marks)
      lead(step.other, reach, marks)
    } else for (const to of step.entries) lead(to, reach, marks)
  }
  return places
}

/** Per step what the match can go on with from there. */
export function openingsOf({ steps }: CueProgram): readonly Marks[] {
  const openings: Marks[] = []
  const of = (index: number): Marks => openings[index] ?? NO_MARKS
  for (const step of steps) {
    if (step.op === 'word') openings.push(marksOf([step.symbol]))
    else if (step.op === 'split') openings.push(united(of(step.next), of(step.other)))
    else if (step.op === 'either') openings.push(step.entries.map(of).reduce(united, NO_MARKS))
    else openings.push(ANY_MARKS)
  }
  return openings
}

function moved({ least, most }: Reach, min: number, max: number): Reach {
  return { least: least + min, most: most + max }
}

export function spanned(a: Reach | undefined, b: Reach): Reach {
  if (a === undefined) return b
  return { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) }
}

function joined(a: CuePlace | undefined, b: CuePlace): CuePlace {
  if (a === undefined) return b
  return {
    reach: spanned(a.reach, b.reach),
    before: united(a.before, b.before),
    after: united(a.after, b.after),
  }
}
