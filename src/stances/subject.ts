import type { LanguageFacts } from '../model/analysed.js'
import type { Span } from '../model/span.js'
import { overlaps } from '../model/span.js'
import type { Thread } from '../model/thread.js'
import type { Words } from '../text/words.js'
import { wordsIn } from '../text/words.js'
import type { Codebook, CueLanguage } from './codebook.js'
import type { Scanned } from './scan.js'
import { mayHold, scanOwn } from './scan.js'

/**
 * Whether a post may speak of what the codebook is about: `on` with its sentences; `off` where neither the post nor its thread
 * names the subject; `unknown` for stubs and in languages without cues.
 */
export type OnSubject =
  { readonly kind: 'on'; readonly sentences: readonly Scanned[] } | { readonly kind: 'off' | 'unknown' }

const OFF: OnSubject = { kind: 'off' }
const UNKNOWN: OnSubject = { kind: 'unknown' }

/**
 * By position. `own` holds the own words per position. A post whose language is not known is read in the thread's. Most
 * threads of an archive have other subjects: their posts are only asked whether they name this one.
 */
export function onSubject(
  thread: Thread,
  own: readonly (readonly Span[])[],
  languages: LanguageFacts,
  words: Words,
  codebook: Codebook,
): OnSubject[] {
  const instrument = (post: number): CueLanguage | null => {
    const code = languages.posts[post] ?? 'und'
    return languageFor(codebook, code === 'und' ? languages.thread : code)
  }
  const slicesOf = (post: number): readonly Span[] =>
    post === 0 ? withTitle(thread, own[0] ?? []) : (own[post] ?? [])
  const scan = (post: number, language: CueLanguage): readonly Scanned[] =>
    scanOwn(thread.dump.text, slicesOf(post), words, language)
  const naming = thread.posts.map(({ position, kind }) => {
    const language = kind === 'stub' ? null : instrument(position)
    if (language === null || !mayHold(slicesOf(position), words, language.topics)) return null
    const sentences = scan(position, language)
    return sentences.some((sentence) => sentence.topic) ? sentences : null
  })
  const pageTopic = threadTopic(thread, naming, words, instrument(0))
  return thread.posts.map(({ position, kind }) => {
    const language = kind === 'stub' ? null : instrument(position)
    if (language === null) return UNKNOWN
    const named = naming[position] ?? null
    if (named === null && !pageTopic) return OFF
    return { kind: 'on', sentences: named ?? scan(position, language) }
  })
}

/** An article asserts in its title too. */
export function withTitle(thread: Thread, slices: readonly Span[]): readonly Span[] {
  const { title } = thread
  const [article] = thread.posts
  if (title === null || article?.kind !== 'article' || slices.some((slice) => overlaps(slice, title)))
    return slices
  return [{ start: title.start, end: title.end }, ...slices].toSorted((a, b) => a.start - b.start)
}

export function languageFor(codebook: Codebook, code: string): CueLanguage | null {
  return codebook.languages.get(code) ?? codebook.languages.get(code.replace(/-.*$/, '')) ?? null
}

/**
 * Whether the thread is about what the codebook is about: its title says so, or its article twice, or one post in
 * five. In other threads a post must name the topic itself.
 */
function threadTopic(
  thread: Thread,
  /** Per post its sentences, null where it does not name the topic. */
  naming: readonly (readonly Scanned[] | null)[],
  words: Words,
  language: CueLanguage | null,
): boolean {
  if (thread.title !== null && language !== null) {
    const { from, to } = wordsIn(words, thread.title)
    if (language.topics.find(words, from, to).length > 0) return true
  }
  if ((naming[0] ?? []).filter((sentence) => sentence.topic).length >= 2) return true
  const posts = naming.filter((sentences) => sentences !== null).length
  return posts >= 3 && posts * 5 >= naming.length
}
