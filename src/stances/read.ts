import type { Span } from '../model/span.js'
import type { Polarity } from '../model/stance.js'
import type { Words } from '../text/words.js'
import type { Parts } from './clauses.js'
import { partsOf } from './clauses.js'
import { concedeBefore, leaveOpen, resolve, setAside } from './discourse.js'
import { Denials } from './denials.js'
import type { MarkerKind } from './markers.js'
import type { Reading, Why } from './reading.js'
import { COST, LEAST_CERTAIN, opposite, overlap, within } from './reading.js'
import type { CueFound, Range, Scanned } from './scan.js'
import { survivingIn } from './surviving.js'

/** The readings of a post, in order of place. */
export function readPost(text: string, scanned: readonly Scanned[], words: Words): Reading[] {
  const readings: Reading[] = []
  for (const [index, sentence] of scanned.entries()) {
    const last = readings.at(-1)
    // Without a claim of its own a sentence only changes what the two before it said.
    const changes = last !== undefined && last.sentence >= index - 2
    const cues = sentence.cues.length === 0 ? [] : survivingIn(scanned, index)
    if (cues.length === 0 && !changes) continue
    let known: Parts | null = null
    const parts = (): Parts => (known ??= partsOf(text, sentence, words))
    const fresh = cues.length === 0 ? [] : readCues(sentence, cues, parts(), words, index)
    if (fresh.length === 0 && !changes) continue
    setAside(readings, sentence, index)
    leaveOpen(readings, sentence, index)
    const opensWithContrast = (sentence.markers.get('contrast') ?? []).some(
      ({ from }) => from === sentence.from,
    )
    if (opensWithContrast) concedeBefore(readings, fresh, scanned, index)
    resolve(readings, fresh, scanned, index, parts)
    readings.push(...fresh.map((reading) => doubted(reading, fresh)))
  }
  return readings
}

function readCues(
  sentence: Scanned,
  cues: readonly CueFound[],
  parts: Parts,
  words: Words,
  index: number,
): Reading[] {
  const meant = cues.filter(({ from, cue }) => !cue.scare || parts.scare(from))
  return meant.length === 0 ? [] : new SentenceReader(sentence, parts, words, index, meant).read()
}

/** A vague cue counts for less in a sentence that is plainly about another target. */
function doubted(reading: Reading, all: readonly Reading[]): Reading {
  if (reading.weight >= VAGUE || reading.turned || reading.polarity !== 'favor') return reading
  const other = all.some(({ found, weight }) => found.target !== reading.found.target && weight >= PLAIN)
  return other ? { ...reading, weight: reading.weight * COST.elsewhere } : reading
}

const VAGUE = 0.73
const PLAIN = 0.73

class SentenceReader {
  private readonly denials: Denials

  constructor(
    private readonly sentence: Scanned,
    private readonly parts: Parts,
    private readonly words: Words,
    private readonly index: number,
    private readonly cues: readonly CueFound[],
  ) {
    this.denials = new Denials(sentence, parts, cues)
  }

  read(): Reading[] {
    return this.cues.map((found) => this.one(found)).filter((reading) => reading !== null)
  }

  private one(found: CueFound): Reading | null {
    const { cue } = found
    if (this.isAside(found) || this.denials.isReadWithItsNegation(found)) return null
    let { weight } = found
    let lean = cue.polarity
    if (this.denials.turn(found)) {
      lean = opposite(lean)
      weight *= COST.turned
    }
    if (this.denials.isMuddled(found)) weight *= COST.muddled
    const others = this.cues.some(
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
      const answered = this.cues.some(
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
    return this.strangers('aside').some(
      (range) => this.parts.segment(range.from) === this.parts.segment(found.from) && !within(range, found),
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
    return this.strangers('undecided').some(
      (range) =>
        (!overlap(range, found) || within(found, range)) &&
        (!shared || parts.segment(range.from) === parts.segment(found.from)),
    )
  }

  private reported(found: CueFound): boolean {
    if (this.parts.quoted(found.from)) return true
    // Mockery is the author's own, whoever is named beside it.
    if (found.cue.ownVoice) return false
    return this.strangers('report').some(
      (range) => !within(range, found) && this.reaches(range, found) && !this.isTakenBack(range, found),
    )
  }

  /** "Others see demand, I see a bubble": the author speaks again in the claim's own clause. */
  private isTakenBack(report: Range, found: CueFound): boolean {
    const { clause } = this.parts
    return this.of('ownVoice').some(
      ({ from }) => from >= report.to && from <= found.from && clause(from) === clause(found.from),
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

  /** Somebody else's views, open questions and asides that the author's own voice does not take back ("whatever he says"). */
  private strangers(kind: MarkerKind): readonly Range[] {
    const own = this.of('ownVoice')
    return this.of(kind).filter((range) => !own.some((voice) => overlap(voice, range)))
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

const MAX_EVIDENCE_WORDS = 40

/** The words of `range` as a span; of a very long one only those around the cue. */
function cut(words: Words, range: Range, found: Range): Span {
  const long = range.to - range.from > MAX_EVIDENCE_WORDS
  const room = Math.max(0, (MAX_EVIDENCE_WORDS - (found.to - found.from)) >> 1)
  const from = long ? Math.max(range.from, found.from - room) : range.from
  const to = long ? Math.min(range.to, found.to + room) : range.to
  return { start: words.start[from] ?? 0, end: words.end[to - 1] ?? 0 }
}
