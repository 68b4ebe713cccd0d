import type { Span } from '../../model/span.js'
import type { Words } from '../../text/words.js'
import { wordsIn } from '../../text/words.js'
import type { Reading } from '../reading.js'
import type { PostStance } from '../tag.js'
import { HASH_START, addText, addUnit, finishHash, hashOf } from './hash.js'

/*
 * What a post is judged by. Every feature has a name, and the model file shows it:
 *
 *   word:bulle      a word, folded; once in a post
 *   part:^bul       three or four letters of a word, `^` and `$` its ends; once for every different word that has them
 *   pair:no bubble  two words that follow each other; once in a post
 *   mark:?          a question or exclamation mark, an ellipsis, an emoji; once in a post
 *   code:T P        the codebook codes the post P (a polarity) towards the target T; its confidence counts
 *   other:T P       the side that the codebook saw beside it
 *   read:T W L N    a cue of T read as W (said, asked, reported, …), leaning to L; N is `turned` or `plain`
 *   cue:T P C       the cue C, read as P
 *   language:fr, kind:article
 *
 * Words, parts and pairs are divided by the square root of the number of different words, so that a long post does not
 * shout a short one down.
 */

/** What the codebook makes of a post. */
export interface CodebookView {
  readonly stances: readonly PostStance[]
  readonly readings: readonly Reading[]
}

/** A feature that is neither a word, a part nor a pair. */
export interface PlainFeature {
  readonly name: string
  readonly value: number
}

const PART_START = addText(HASH_START, 'part:')
const WORD = 'word:'
/** The name of the feature that articles have. */
export const ARTICLE = 'kind:article'
const PAIR = 'pair:'
const WORD_START = addText(HASH_START, WORD)
const SHORTEST_PART = 3
const LONGEST_PART = 4
/** Of a longer word only so many letters are looked at. */
const MAX_LETTERS = 40
/** A word and its parts are no more than these. */
export const MAX_OF_FORM = 2 * (MAX_LETTERS + 2)

/** How much a feature weighs beside the words, chosen by cross-validation (docs/model.md). */
const CODE_FLOOR = 0.5
const READING = 0.5
const MARK = 0.3
const SETTING = 0.3

/** Half-open ranges of words, one for every slice of own words. */
export function wordRanges(
  words: Words,
  own: readonly Span[],
): { readonly from: number; readonly to: number }[] {
  return own.map((slice) => wordsIn(words, slice))
}

/**
 * Writes the hashes of a word's features into `into`: the word itself, then its parts.
 * @param into room for `MAX_OF_FORM`
 * @returns how many there are
 */
export function formHashes(form: string, into: Int32Array): number {
  into[0] = finishHash(addText(WORD_START, form))
  let count = 1
  const bounded = boundedForm(form)
  for (let start = 0; start + SHORTEST_PART <= bounded.length; start++) {
    if (isLow(bounded, start)) continue
    let hash = PART_START
    for (let end = start; end < bounded.length && end - start < LONGEST_PART; end++) {
      hash = addUnit(hash, bounded.charCodeAt(end))
      if (end - start + 1 >= SHORTEST_PART && !isLow(bounded, end + 1)) into[count++] = finishHash(hash)
    }
  }
  return count
}

/** The names of a word's features, in the order of `formHashes`. */
export function formNames(form: string): string[] {
  const names = [`${WORD}${form}`]
  const bounded = boundedForm(form)
  for (let start = 0; start + SHORTEST_PART <= bounded.length; start++) {
    if (isLow(bounded, start)) continue
    for (let end = start + SHORTEST_PART; end <= bounded.length && end - start <= LONGEST_PART; end++) {
      if (!isLow(bounded, end)) names.push(`part:${bounded.slice(start, end)}`)
    }
  }
  return names
}

function boundedForm(form: string): string {
  return `^${form.slice(0, MAX_LETTERS)}$`
}

/** Whether a character would be cut in two at `at`. */
function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** Written so that `featureHash` finds the two words again: no word holds a space. */
export function pairName(first: string, second: string): string {
  return `${PAIR}${first} ${second}`
}

/** The hash of a pair from those of its words' own features. */
export function pairHash(first: number, second: number): number {
  return finishHash(Math.imul(first, 0x9e3779b1) ^ second)
}

/** The hash of a feature by its name. */
export function featureHash(name: string): number {
  const space = name.indexOf(' ')
  if (!name.startsWith(PAIR) || space < 0) return hashOf(name)
  const [first, second] = [name.slice(PAIR.length, space), name.slice(space + 1)]
  return pairHash(hashOf(`${WORD}${first}`), hashOf(`${WORD}${second}`))
}

/** All features of a post that are no words, in a fixed order; a name may come twice, and then counts twice. */
export function plainFeatures(
  text: string,
  own: readonly Span[],
  view: CodebookView,
  targets: readonly string[],
  language: string,
  article: boolean,
): PlainFeature[] {
  const features: PlainFeature[] = [{ name: `language:${language}`, value: SETTING }]
  if (article) features.push({ name: ARTICLE, value: SETTING })
  for (const mark of marksIn(text, own)) features.push({ name: `mark:${mark}`, value: MARK })
  for (const { stance, polarity, confidence, other } of view.stances) {
    features.push({ name: `code:${stance} ${polarity}`, value: CODE_FLOOR + (1 - CODE_FLOOR) * confidence })
    if (other !== null) features.push({ name: `other:${stance} ${other.polarity}`, value: other.confidence })
  }
  for (const { found, polarity, lean, why, turned } of view.readings) {
    const id = targets[found.target] ?? ''
    features.push({ name: `read:${id} ${why} ${lean} ${turned ? 'turned' : 'plain'}`, value: READING })
    features.push({ name: `cue:${id} ${polarity} ${found.cue.id}`, value: READING })
  }
  return features
}

const PICTOGRAPH = /^\p{Extended_Pictographic}$/u
const QUESTION = 63
const EXCLAMATION = 33
const ELLIPSIS = 0x2026
/** Below it no character is a pictograph but a few signs such as "©". */
const FIRST_PICTOGRAPH = 0x203c

/** The marks that stand in the own words, each once, in order of first place. */
export function marksIn(text: string, own: readonly Span[]): ReadonlySet<string> {
  const marks = new Set<string>()
  for (const { start, end } of own) {
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i)
      if (unit === QUESTION || unit === EXCLAMATION || unit === ELLIPSIS) marks.add(String.fromCharCode(unit))
      else if (unit >= FIRST_PICTOGRAPH) {
        const character = String.fromCodePoint(text.codePointAt(i) ?? 0)
        if (character.length > 1) i++
        if (PICTOGRAPH.test(character)) marks.add(character)
      }
    }
  }
  return marks
}
