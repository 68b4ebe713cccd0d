import type { Parts } from './clauses.js'
import type { MarkerKind } from './markers.js'
import { opposite, overlap, within } from './reading.js'
import type { CueFound, Range, Scanned } from './scan.js'

/** How many words a negation reaches over; a longer cue can hold a clause with a negation of its own. */
const REACH = 6

/** The negations, denials and rejections of a sentence: which of its cues they turn. */
export class Denials {
  readonly #sentence: Scanned
  readonly #parts: Parts
  readonly #cues: readonly CueFound[]
  readonly #negations: readonly Range[]
  readonly #nors: readonly Range[]
  readonly #denials: readonly Range[]
  readonly #late: readonly Range[]
  readonly #answers: readonly Range[]

  constructor(sentence: Scanned, parts: Parts, cues: readonly CueFound[]) {
    this.#sentence = sentence
    this.#parts = parts
    this.#cues = cues
    const of = (kind: MarkerKind): readonly Range[] => sentence.markers.get(kind) ?? []
    const masks = of('notNegation')
    const unmasked = (ranges: readonly Range[], by: readonly Range[]): Range[] =>
      ranges.filter((range) => !by.some((mask) => within(range, mask)))
    this.#denials = joined(unmasked(of('denial'), masks))
    this.#negations = distinct(unmasked(of('negation'), [...masks, ...this.#denials]))
    this.#nors = of('nor')
    this.#late = unmasked(distinct(of('lateNegation')), masks)
    this.#answers = of('no')
  }

  /**
   * Another cue reads the words together with their negation: "neither the listing nor …" beside "the listing … the
   * reason".
   */
  isReadWithItsNegation(found: CueFound): boolean {
    if (found.cue.ownNegation || found.cue.polarity === 'neither') return false
    return this.#cues.some(
      (other) =>
        other.target === found.target &&
        other.cue.polarity === opposite(found.cue.polarity) &&
        (other.cue.ownNegation || other.negates) &&
        overlap(other, found) &&
        this.#negations.some((range) => within(range, other) && !within(range, found)),
    )
  }

  /** A negation among the words that a long cue skips: whether it denies the cue, its words do not show. */
  isMuddled(found: CueFound): boolean {
    if (found.cue.ownNegation || found.negates || isShort(found)) return false
    return this.#negations.some((range) => within(range, found) && !this.#belongsToOther(range, found))
  }

  /** Whether the cue holds the opposite of what its words say. */
  turn(found: CueFound): boolean {
    if (found.cue.ownVoice) return false
    const denied = this.#denials.filter((range) => this.#denies(range, found)).length
    // What is denied by its own words is turned by nothing less than a denial: "don't tell me it is no bubble".
    if (found.cue.ownNegation) return found.negates && denied % 2 === 1
    const negated = this.#negations.filter((range) => this.#negates(range, found)).length
    const turns = denied + negated + (this.#nors.some((nor) => this.#reaches(nor, found)) ? 1 : 0)
    const answered = turns === 0 && !this.#sentence.asks && this.#isAnsweredNo(found) ? 1 : 0
    const late = this.#late.filter((range) => this.#negatesLate(range, found)).length
    return (turns + answered + late) % 2 === 1
  }

  #denies(range: Range, found: CueFound): boolean {
    const parts = this.#parts
    // A denial may end in the words that it denies ("since when is | is a bubble"), unless they are a denial themselves.
    const before =
      range.to <= found.from || (range.from < found.from && !found.cue.ownNegation && !found.negates)
    if (!before) return false
    const clause = parts.clause(range.to - 1)
    // "I don't believe that he stops | because of the listing".
    const governs = parts.joins(found.from) && clause === parts.clause(found.from - 1)
    return clause === parts.clause(found.from) || governs
  }

  #negates(range: Range, found: CueFound): boolean {
    if (this.#belongsToOther(range, found)) return false
    const nor = this.#nors.find((one) => within(range, one))
    if (this.#reaches(range, found)) return nor === undefined || nor.to > found.from
    const inside = range.from > found.from && range.to <= found.to
    if (!inside || found.negates || (nor !== undefined && nor.from < found.from)) return false
    return isShort(found) || this.#isInHead(range, found)
  }

  /** "It's a boom, not a bubble": the cue began in another clause, and its last is negated. */
  #isInHead(range: Range, found: CueFound): boolean {
    const head = this.#parts.clause(found.to - 1)
    return this.#parts.clause(range.from) === head && this.#parts.clause(found.from) !== head
  }

  #reaches(range: Range, found: CueFound): boolean {
    const { clause, segment } = this.#parts
    const distance = found.from - range.to
    if (distance < 0 || distance > REACH) return false
    return segment(range.from) === segment(found.from) && clause(range.to - 1) === clause(found.from)
  }

  /** A negation that is part of another cue ("nothing left to gain") says nothing about this one. */
  #belongsToOther(range: Range, found: CueFound): boolean {
    return this.#cues.some(
      (other) =>
        other.target === found.target &&
        (other.cue.ownNegation || other.negates) &&
        within(range, other) &&
        other.cue.id !== found.cue.id,
    )
  }

  /**
   * "A bubble, no: the order books are full" and "all expect a bubble, I don't", but not "After the listing, no more tea with
   * them".
   */
  #isAnsweredNo(found: CueFound): boolean {
    const parts = this.#parts
    return this.#answers.some(({ from, to }) => {
      if (!parts.ends(to)) return false
      if (from === found.to) return true
      return (
        to === this.#sentence.to && parts.ends(from) && parts.clause(from - 1) === parts.clause(found.to - 1)
      )
    })
  }

  #negatesLate(range: Range, found: CueFound): boolean {
    const distance = range.from - found.to
    if (distance < 0 || distance > REACH) return false
    if (this.#parts.clause(range.from) !== this.#parts.clause(found.to - 1)) return false
    return !this.#negations.some((other) => within(other, range) && other.to <= found.from)
  }
}

function isShort({ from, to }: Range): boolean {
  return to - from <= REACH
}

/** Ranges that do not lie within a longer one ("ne crois pas" holds "pas"). */
function distinct(ranges: readonly Range[]): Range[] {
  return ranges.filter(
    (range, i) =>
      !ranges.some(
        (other, j) =>
          i !== j &&
          within(range, other) &&
          (other.to - other.from > range.to - range.from || (j < i && within(other, range))),
      ),
  )
}

/** Ranges that overlap made one ("je ne vois pas en quoi" and "en quoi c'est" deny once). */
function joined(ranges: readonly Range[]): Range[] {
  const found: Range[] = []
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1)
    if (last === undefined || last.to <= from) found.push({ from, to })
    else found[found.length - 1] = { from: last.from, to: Math.max(last.to, to) }
  }
  return found
}
