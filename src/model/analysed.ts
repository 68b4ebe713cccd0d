import type { Diagnostic } from './diagnostic.js'
import type { QuoteFacts } from './quote.js'
import type { ReplyFacts } from './reply.js'
import type { LearnedFacts, Stance } from './stance.js'
import type { Thread } from './thread.js'

/** Language per post (BCP 47, `und`) and of the thread as a whole. */
export interface LanguageFacts {
  readonly thread: string
  readonly posts: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** All that the stages found out about one dump. */
export interface AnalysedThread {
  readonly thread: Thread
  readonly quotes: QuoteFacts
  readonly languages: LanguageFacts
  readonly replies: ReplyFacts
  /** By the codebook, then by the learned coder where there is one. */
  readonly stances: readonly Stance[]
  /** Null without a learned coder. */
  readonly learned: LearnedFacts | null
}
