import type { Span } from '../model/span.js'
import type { Polarity } from '../model/stance.js'
import type { Words } from '../text/words.js'
import type { Parts } from './clauses.js'
import { partsOf } from './clauses.js'
import { concedeBefore, leaveOpen, resolve, setAside } from './discourse.js'
import type { MarkerKind } from './markers.js'
import type { Reading, Why } from './reading.js'
import { COST, LEAST_CERTAIN, opposite, overlap, within } from './reading.js'
import type { CueFound, Range, Scanned } from './scan.js'
import { survivingIn } from './surviving.js'

/** How many words a negation reaches over; a longer cue can hold a clause with a negation of its own. */
const REACH = 6
const LATE_REACH = 6

/** The readings of a post, in order of place. */
export function readPost(text: string, scanned: readonly Scanned[], words: Words): Reading[] {
  const readings: Reading[] = []
  for (const [index, sentence] of scanned.entries()) {
    const last = readings.at(-1)
    // Without a cue a sentence only changes what the two before it said.
    if (sentence.cues.length === 0 && (last === undefined || last.sentence < index - 2)) continue
    let known: Parts | null = null
    const parts = (): Parts => (known ??= partsOf(text, sentence, words))
    const fresh = sentence.cues.length === 0 ? [] : readCues(sentence, parts(), words, scanned, index)
    setAside(readings, sentence, index)
    leaveOpen(readings, sentence, index)
    const opensWithContrast = (sentence.markers.get('contrast') ?? []).some(
      ({ from }) => from === sentence.from,
    )
    if (opensWithContrast) concedeBefore(readings, fresh, scanned, index)
    resolve(readings, fresh, scanned, index, parts)
    readings.push(...fresh.map((reading) => doubted(reading, fresh, scanned)))
  }
  return readings
}

function readCues(
  sentence: Scanned,
  parts: Parts,
  words: Words,
  scanned: readonly Scanned[],
  index: number,
): Reading[] {
  const cues = survivingIn(scanned, index).filter(({ from, cue }) => !cue.scare || parts.scare(from))
  return cues.length === 0 ? [] : new SentenceReader(sentence, parts, words, index).read(cues)
}

/** What the words around it take from a claim that is said outright. */
function doubted(reading: Reading, all: readonly Reading[], scanned: readonly Scanned[]): Reading {
  if (reading.why !== 'said' || reading.turned || reading.polarity === 'neither') return reading
  let { weight } = reading
  if (isInPassing(reading, scanned)) weight *= COST.passing
  // A vague cue counts for less in a sentence that is plainly about another target.
  const other = (): boolean =>
    all.some((one) => one.found.target !== reading.found.target && one.weight >= PLAIN)
  if (reading.polarity === 'favor' && reading.weight < VAGUE && other()) weight *= COST.elsewhere
  return weight === reading.weight ? reading : { ...reading, weight }
}

/**
 * A few words with hardly another of their target beside them, in a post of some length that also goes on about something
 * else: such words are mentioned more often than meant.
 */
function isInPassing({ found, sentence }: Reading, scanned: readonly Scanned[]): boolean {
  if (found.to - found.from > MAX_BARE) return false
  const own = ({ target }: CueFound): boolean => target === found.target
  const beside = new Set(scanned[sentence]?.cues.filter(own).map(({ cue }) => cue.id))
  if (beside.size > MAX_BESIDE) return false
  const words = scanned.reduce((sum, { from, to }) => sum + to - from, 0)
  return words > SHORT_POST && scanned.some(({ cues }) => !cues.some(own))
}

const MAX_BESIDE = 2
const SHORT_POST = 20
const MAX_BARE = 3

const VAGUE = 0.73
const PLAIN = 0.73

class SentenceReader {
  private readonly negations: readonly Range[]
  private readonly nors: readonly Range[]
  private readonly denials: readonly Range[]
  private readonly late: readonly Range[]
  private cues: readonly CueFound[] = []

  constructor(
    private readonly sentence: Scanned,
    private readonly parts: Parts,
    private readonly words: Words,
    private readonly index: number,
  ) {
    const masks = this.of('notNegation')
    this.denials = joined(this.of('denial').filter((range) => !masks.some((mask) => within(range, mask))))
    this.negations = distinct(
      this.of('negation').filter((range) => ![...masks, ...this.denials].some((mask) => within(range, mask))),
    )
    this.nors = this.of('nor')
    this.late = distinct(this.of('lateNegation'))
  }

  read(cues: readonly CueFound[]): Reading[] {
    this.cues = cues
    return cues.map((found) => this.one(found, cues)).filter((reading) => reading !== null)
  }

  private one(found: CueFound, all: readonly CueFound[]): Reading | null {
    const { cue } = found
    if (this.isAside(found) || this.isDenied(found)) return null
    let { weight } = found
    let lean = cue.polarity
    if (this.turns(found) % 2 === 1) {
      lean = opposite(lean)
      weight *= COST.turned
    }
    if (this.isMuddled(found)) weight *= COST.muddled
    const others = all.some(
      (other) =>
        other.target === found.target && this.parts.clause(other.from) !== this.parts.clause(found.from),
    )
    const supposed = this.supposed(found)
    if (supposed === 'hypothetical' && others && !cue.ownNegation) return null
    if (supposed === null && this.impossible(found.target)) return null
    if (supposed === 'counterfactual' && !cue.ownNegation) {
      return this.reading(found, opposite(lean), opposite(lean), 'supposed', weight * COST.counterfactual)
    }
    if (supposed === 'hypothetical') return this.reading(found, 'neither', lean, 'supposed', weight * 0.5)
    if (this.conceded(found)) {
      const answered = all.some(
        (other) => other.target === found.target && !this.conceded(other) && !overlap(other, found),
      )
      const polarity = answered ? lean : opposite(lean)
      return this.reading(
        found,
        polarity,
        polarity,
        'conceded',
        weight * COST.conceded * (answered ? 0.6 : 1),
      )
    }
    if (this.asked(found)) return this.reading(found, 'neither', lean, 'asked', weight * COST.asked)
    if (this.reported(found)) {
      return this.reading(found, 'neither', lean, 'reported', weight * COST.reported)
    }
    if (lean === 'against' && !cue.ownNegation && this.of('irony').length > 0) {
      return this.reading(found, 'favor', 'favor', 'said', Math.max(weight * COST.irony, LEAST_CERTAIN))
    }
    if (lean === 'favor' && cue.polarity === 'against' && !cue.ownNegation) weight *= COST.backward
    return this.reading(found, lean, lean, 'said', weight)
  }

  /** Indifference, or a remark about the word: up to a contrast after it nothing in the sentence is a position. */
  private isAside(found: CueFound): boolean {
    return this.of('aside').some(
      (range) => this.parts.segment(range.from) === this.parts.segment(found.from) && !within(range, found),
    )
  }

  /** Another cue reads the words together with their negation: "neither the listing nor …" beside "the listing … the reason". */
  private isDenied(found: CueFound): boolean {
    if (found.cue.ownNegation || found.cue.polarity === 'neither') return false
    return this.cues.some(
      (other) =>
        other.target === found.target &&
        other.cue.polarity === opposite(found.cue.polarity) &&
        (other.cue.ownNegation || other.negates) &&
        overlap(other, found) &&
        this.negations.some((range) => within(range, other) && !within(range, found)),
    )
  }

  /** How many negations, denials and rejections turn the cue; its own negation shields it from all but a denial. */
  private turns(found: CueFound): number {
    const { parts } = this
    if (found.cue.ownVoice) return 0
    const denials = this.denials.filter(
      (range) =>
        (range.to <= found.from || (range.from < found.from && !found.cue.ownNegation && !found.negates)) &&
        parts.clause(range.to - 1) === parts.clause(found.from),
    ).length
    if (found.cue.ownNegation) return denials
    const sameSegment = (range: Range): boolean => parts.segment(range.from) === parts.segment(found.from)
    const sameClause = (range: Range): boolean => parts.clause(range.to - 1) === parts.clause(found.from)
    const before = ({ to }: Range): boolean => to <= found.from && found.from - to <= REACH
    let turns = this.nors.some((nor) => before(nor) && sameClause(nor)) ? 1 : 0
    for (const range of this.negations) {
      if (this.belongsToOther(range, found)) continue
      const nor = this.nors.find((one) => within(range, one))
      if (before(range)) {
        if (sameSegment(range) && sameClause(range) && !(nor !== undefined && nor.to <= found.from)) turns++
      } else if (range.from > found.from && range.to <= found.to && !found.negates) {
        if (isShort(found) && !(nor !== undefined && nor.from < found.from)) turns++
      }
    }
    turns += denials
    // "A bubble, no: the order books are full", but not "After the listing, no more tea with them".
    const denied = this.of('no').some(({ from, to }) => from === found.to && this.parts.ends(to))
    if (!this.sentence.asks && turns === 0 && denied) turns++
    for (const range of this.late) {
      const distance = range.from - found.to
      const masked = this.of('notNegation').some((mask) => within(range, mask))
      if (
        !masked &&
        distance >= 0 &&
        distance <= LATE_REACH &&
        parts.clause(range.from) === parts.clause(found.to - 1)
      ) {
        if (!this.negations.some((other) => within(other, range) && other.to <= found.from)) turns++
      }
    }
    return turns
  }

  /** A negation among the words that a long cue skips: whether it denies the cue, its words do not show. */
  private isMuddled(found: CueFound): boolean {
    if (found.cue.ownNegation || found.negates || isShort(found)) return false
    return this.negations.some((range) => within(range, found) && !this.belongsToOther(range, found))
  }

  /** A negation that is part of another cue ("nothing left to gain") says nothing about this one. */
  private belongsToOther(range: Range, found: CueFound): boolean {
    return this.cues.some(
      (other) =>
        other !== found &&
        other.target === found.target &&
        (other.cue.ownNegation || other.negates) &&
        within(range, other) &&
        other.cue.id !== found.cue.id,
    )
  }

  private supposed(found: CueFound): 'counterfactual' | 'hypothetical' | null {
    for (const kind of ['counterfactual', 'hypothetical'] as const) {
      const near = this.of(kind).some(
        (range) =>
          range.from <= found.from &&
          (this.parts.clause(range.to - 1) === this.parts.clause(found.from) || range.to > found.from),
      )
      if (near) return kind
    }
    return null
  }

  /** "If it were a bubble, nobody would earn": the rest of the sentence is as unreal as its condition. */
  private impossible(target: number): boolean {
    return this.cues.some(
      (other) =>
        other.target === target && !other.cue.ownNegation && this.supposed(other) === 'counterfactual',
    )
  }

  private conceded(found: CueFound): boolean {
    const contrasts = this.of('contrast').filter((range) => range.from >= found.to)
    const concessions = this.of('concession')
    if (
      contrasts.length > 0 &&
      concessions.some((range) => range.from <= found.from || range.to <= found.to)
    ) {
      return true
    }
    const masks = this.of('notNegation')
    return this.of('although').some(
      (range) =>
        range.to <= found.from &&
        this.parts.clause(range.to - 1) === this.parts.clause(found.from) &&
        !masks.some((mask) => within(range, mask)),
    )
  }

  private asked(found: CueFound): boolean {
    if (this.leftOpen(found)) return true
    const { asks } = this.sentence
    // "When will they admit that …?" asks for no answer.
    const rhetorical = asks && this.of('rhetorical').length > 0
    const indirect = this.of('question').some(
      (range) =>
        range.from <= found.from && this.parts.segment(range.from) === this.parts.segment(found.from),
    )
    if (indirect && !rhetorical) return true
    // "It is a bubble, but who pays?" asks only after the contrast.
    if (this.parts.segment(found.to - 1) !== this.parts.segment(this.sentence.to - 1)) return false
    return asks && !rhetorical && !found.cue.rhetorical
  }

  /** "It is a bubble, but whether the listing is why, I can't tell" leaves one target open and not the other. */
  private leftOpen(found: CueFound): boolean {
    const { parts } = this
    const shared = this.cues.some(({ target }) => target !== found.target)
    return this.of('undecided').some(
      (range) =>
        (!overlap(range, found) || within(found, range)) && (!shared || parts.segment(range.from) === parts.segment(found.from)),
    )
  }

  private reported(found: CueFound): boolean {
    if (this.parts.quoted(found.from)) return true
    // Mockery is the author's own, whoever is named beside it.
    if (found.cue.ownVoice) return false
    const own = this.of('ownVoice')
    return this.of('report').some(
      (range) =>
        !own.some((voice) => overlap(voice, range)) && !within(range, found) && this.reaches(range, found),
    )
  }

  /** Who is named in brackets ("according to the article") is named for the sentence around them too. */
  private reaches(range: Range, found: CueFound): boolean {
    const { parts } = this
    const segment = parts.segment(found.from)
    if (parts.segment(range.from) === segment) return true
    const inside = parts.segment(range.from)
    return (
      parts.outer(range.from) === segment && !this.cues.some(({ from }) => parts.segment(from) === inside)
    )
  }

  private of(kind: MarkerKind): readonly Range[] {
    return this.sentence.markers.get(kind) ?? []
  }

  private reading(found: CueFound, polarity: Polarity, lean: Polarity, why: Why, weight: number): Reading {
    const range = found.cue.near.length > 0 ? this.sentence : this.parts.around(found)
    const evidence = cut(this.words, range, found)
    return {
      found,
      polarity,
      lean,
      why,
      weight,
      turned: lean !== found.cue.polarity,
      evidence,
      sentence: this.index,
    }
  }
}

function isShort({ from, to }: Range): boolean {
  return to - from <= REACH
}

const MAX_EVIDENCE_WORDS = 40

/** The words of `range` as a span; of a very long one only those around the cue. */
function cut(words: Words, range: Range, found: Range): Span {
  const long = range.to - range.from > MAX_EVIDENCE_WORDS
  const room = Math.max(0, (MAX_EVIDENCE_WORDS - (found.to - found.from)) >> 1)
  const from = long ? Math.max(range.from, found.from - room) : range.from
  const to = long ? Math.min(range.to, found.to + room) : range.to
  return { start: words.start[from] ?? 0, end: words.end[to - 1] ?? 0 }
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
