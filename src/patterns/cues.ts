import { CueCode } from './cue-code.js'
import { CueGroups, NO_GROUP } from './cue-groups.js'
import { marksOf } from './cue-marks.js'
import { placesOf, spanned, type Reach } from './cue-places.js'
import type { CueNode, Need } from './cue-program.js'
import { beginsOrEndsWithGap, firstSymbols, layOut, needOf, neededSets, waysOf } from './cue-program.js'
import { laidOut } from './cue-records.js'
import { CueError, CueSymbols, type CueOptions } from './cue-symbols.js'
import { CUE, type CueTables } from './cue-tables.js'
import { rowsOf } from './rows.js'

export type { CueHit, CueMatcher } from './cue-matcher.js'
export { cueMatcher } from './cue-matcher.js'
export type { CueOptions } from './cue-symbols.js'
export type { CueTables } from './cue-tables.js'
export { plainForm } from './plain-form.js'

export interface CueFault {
  /** Index of the cue. */
  readonly cue: number
  /** What is wrong; no full stop. */
  readonly fault: string
}

/** Compiles cues. A faulty one is named and found nowhere. */
export function compileCues(
  sources: readonly string[],
  options: CueOptions,
): { readonly tables: CueTables; readonly faults: readonly CueFault[] } {
  const symbols = new CueSymbols(options)
  const frequency = (symbol: number): number => symbols.frequency(symbol)
  const faults: CueFault[] = []
  const plans = new Int32Array(CUE * sources.length)
  const firsts: (readonly number[])[] = []
  const ways: number[][] = []
  const groups = new CueGroups()
  const code = new CueCode()
  const needs = new Map<CueNode, Need | null>()
  const rarest = new Map<Need, readonly number[]>()
  for (const [cue, source] of sources.entries()) {
    try {
      const root = symbols.resolve(source)
      if (beginsOrEndsWithGap(root)) throw new CueError('begins or ends with a gap')
      const program = layOut(root)
      const first = firstSymbols(program)
      const need = needOf(root, needs)
      if (first === null || need === null) throw new CueError('can match without any word')
      const places = placesOf(program)
      let reach: Reach | undefined
      for (const way of waysOf(need)) {
        const [filed = [], next] = neededSets(way, frequency, rarest)
        const needed = next === undefined ? NO_GROUP : groups.add(next)
        for (const symbol of new Set(filed)) {
          const place = places.get(symbol)
          if (place === undefined) continue
          const { before, after } = place
          ;(ways[symbol] ??= []).push(...laidOut({ cue, needed, before, after }))
          reach = spanned(reach, place.reach)
        }
      }
      if (reach === undefined) continue
      const { low, high } = marksOf(first)
      plans.set([code.add(program), low, high, reach.least, reach.most], CUE * cue)
      firsts[cue] = [...first]
    } catch (error) {
      if (!(error instanceof CueError)) throw error
      faults.push({ cue, fault: error.message })
    }
  }
  const tables: CueTables = {
    plans,
    first: rowsOf(firsts),
    code: code.laidOut(),
    ways: rowsOf(ways),
    groups: groups.bySymbol(),
    groupCount: groups.count,
    asked: symbols.asked(),
  }
  return { tables, faults }
}
