import type { LanguageFacts } from '../../model/analysed.js'
import type { Span } from '../../model/span.js'
import type { Stance } from '../../model/stance.js'
import type { Thread } from '../../model/thread.js'
import type { Words } from '../../text/words.js'
import type { Codebook } from '../codebook.js'
import { readPost } from '../read.js'
import { scanOwn } from '../scan.js'
import { languageFor, withTitle } from '../subject.js'
import type { PostToJudge } from './bag.js'
import type { CodebookView } from './features.js'

/** What the stages before know of a thread. */
export interface ThreadToJudge {
  readonly thread: Thread
  /** Own words per position. */
  readonly own: readonly (readonly Span[])[]
  readonly languages: LanguageFacts
  readonly words: Words
  /** The codebook's, in order of post. */
  readonly stances: readonly Stance[]
}

/** Per post of a thread what it is judged by: null for stubs. Made when asked for. */
export class PostsToJudge {
  readonly #known: ThreadToJudge
  readonly #codebook: Codebook
  readonly #stances = new Map<number, Stance[]>()

  constructor(known: ThreadToJudge, codebook: Codebook) {
    this.#known = known
    this.#codebook = codebook
    for (const stance of known.stances) {
      const list = this.#stances.get(stance.post)
      if (list === undefined) this.#stances.set(stance.post, [stance])
      else list.push(stance)
    }
  }

  of(position: number): PostToJudge | null {
    const { thread, own, languages } = this.#known
    const post = thread.posts[position]
    if (post === undefined || post.kind === 'stub') return null
    const slices = own[position] ?? []
    const said = languages.posts[position] ?? 'und'
    const language = (said === 'und' ? languages.thread : said).replace(/-.*$/, '')
    const words = position === 0 ? withTitle(thread, slices) : slices
    return {
      own: words,
      view: this.#view(position, words, language),
      language,
      article: post.kind === 'article',
    }
  }

  /** Readings are looked at again only where the codebook has a row: elsewhere they said too little for one. */
  #view(position: number, own: readonly Span[], language: string): CodebookView {
    const stances = this.#stances.get(position)
    const instrument = languageFor(this.#codebook, language)
    if (stances === undefined || instrument === null) return NOTHING_SEEN
    const { text } = this.#known.thread.dump
    const { words } = this.#known
    return { stances, readings: readPost(text, scanOwn(text, own, words, instrument), words) }
  }
}

const NOTHING_SEEN: CodebookView = { stances: [], readings: [] }
