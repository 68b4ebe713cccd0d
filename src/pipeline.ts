import type { Languages } from './languages/load.js'
import type { AnalysedThread } from './model/analysed.js'
import type { Dump } from './model/dump.js'
import { compileFunctionWords, type FunctionWords } from './language/function-words.js'
import { guessLanguage } from './language/guess.js'
import { identifyLanguages } from './language/identify.js'
import { compileQuoteTools, findQuotes, type QuoteTools } from './quotes/find.js'
import { compileReplyTools, findReplies, type ReplyTools } from './replies/find.js'
import { compilePage, type PageMatcher } from './segment/known.js'
import { segment } from './segment/segment.js'
import { compileStamps, type Lexicon } from './segment/stamps/lexicon.js'
import { scanStamps } from './segment/stamps/scan.js'
import { enterCues } from './stances/compile.js'
import type { Codebook } from './stances/codebook.js'
import { codeByModel } from './stances/learn/code.js'
import { compileModel } from './stances/learn/compile.js'
import type { CompiledModel } from './stances/learn/compile.js'
import type { LearnedModel } from './stances/learn/model.js'
import { tagStances } from './stances/tag.js'
import { Vocabulary } from './text/vocabulary.js'
import { indexWords } from './text/words.js'

/** All that an analysis reads besides the dump: frozen, and hashed in run.json. */
export interface Instruments {
  /** The words of all instruments: a text's words that are among them have the same number in every text. */
  readonly vocabulary: Vocabulary
  readonly languages: Languages
  readonly codebook: Codebook
  readonly stamps: Lexicon
  readonly page: PageMatcher
  readonly functionWords: FunctionWords
  readonly quotes: QuoteTools
  readonly replies: ReplyTools
  /** The coder that learned from people's codings, null without one. */
  readonly model: CompiledModel | null
}

export function createInstruments(languages: Languages, codebook: Codebook): Instruments {
  const vocabulary = new Vocabulary()
  enterCues(codebook, vocabulary)
  return Object.freeze({
    vocabulary,
    languages,
    codebook,
    stamps: compileStamps(languages.list, vocabulary),
    page: compilePage(languages.list, vocabulary),
    functionWords: compileFunctionWords(languages.list, vocabulary),
    quotes: compileQuoteTools(languages.list, vocabulary),
    replies: compileReplyTools(languages.list),
    model: null,
  })
}

/** The same with a coder that was trained for the codebook. */
export function withModel(instruments: Instruments, model: LearnedModel): Instruments {
  const targets = instruments.codebook.targets.map(({ id }) => id)
  return Object.freeze({ ...instruments, model: compileModel(model, targets) })
}

/**
 * The one way through: from a dump to all that is known of its thread. Pure: the same dump and instruments give the
 * same result, whatever the clock, the disk or the locale. Does not throw on any text.
 */
export function analyseThread(dump: Dump, instruments: Instruments): AnalysedThread {
  const languages = instruments.languages.list
  const page = { start: dump.pageStart, end: dump.text.length }
  const words = indexWords(dump.text, page.start, page.end, instruments.vocabulary)
  const stamps = scanStamps(dump.text, page, words, instruments.stamps)
  const language = guessLanguage(words, instruments.functionWords)
  const thread = segment(dump, words, stamps, language, { languages, matcher: instruments.page })
  const quotes = findQuotes(thread, words, stamps, instruments.quotes)
  const spoken = identifyLanguages(thread, quotes.own, words, instruments.functionWords)
  const replies = findReplies(thread, quotes, words, instruments.replies)
  const stances = tagStances(thread, quotes.own, spoken, words, instruments.codebook)
  const known = { thread, own: quotes.own, languages: spoken, words, stances }
  const model = codeByModel(known, instruments.codebook, instruments.model)
  return {
    thread,
    quotes,
    languages: spoken,
    replies,
    stances: [...stances, ...model.stances],
    learned: model.learned,
  }
}
