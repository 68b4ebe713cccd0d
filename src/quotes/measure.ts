import type { Match, QuoteSource } from '../model/quote.js'
import type { Span } from '../model/span.js'
import { TAKEN, type Context } from './context.js'
import { sourceReachOf, type Passage } from './passages.js'
import type { Range } from './stream.js'

/**
 * How alike a quote and its source are: 2 x matched letters / letters of both, where letters are letters, digits and
 * marks after folding. Of the source count the words from its first matched to its last, without quotes that stand in
 * it and were left out. `exact`: the same letters in the same order.
 */
export function measured(
  context: Context,
  tokens: Range,
  passage: Passage,
): { readonly match: Match; readonly similarity: number } {
  const there = sourceTokens(context, passage)
  const here: number[] = []
  for (let token = tokens.from; token < tokens.to; token++) here.push(token)
  if (spelled(context, here) === spelled(context, there)) return { match: 'exact', similarity: 1 }
  let matched = 0
  for (const block of passage.blocks) {
    for (let i = 0; i < block.length; i++) matched += context.stream.letters[block.at + i] ?? 0
  }
  const both = lettersOf(context, here) + lettersOf(context, there)
  return { match: 'edited', similarity: both === 0 ? 0 : Math.min(1, (2 * matched) / both) }
}

function sourceTokens(context: Context, passage: Passage): number[] {
  const tokens: number[] = []
  let at = sourceReachOf(passage).from
  for (const block of passage.blocks) {
    for (; at < block.source; at++) if (context.own[at] !== TAKEN) tokens.push(at)
    for (; at < block.source + block.length; at++) tokens.push(at)
  }
  return tokens
}

function spelled(context: Context, tokens: readonly number[]): string {
  const { stream } = context
  return tokens.map((token) => stream.forms[stream.id[token] ?? 0] ?? '').join('')
}

function lettersOf(context: Context, tokens: readonly number[]): number {
  let sum = 0
  for (const token of tokens) sum += context.stream.letters[token] ?? 0
  return sum
}

/** A passage's source as the records have it. `similarity` is measured over the tokens of the quote. */
export function sourceOf(context: Context, tokens: Range, passage: Passage): QuoteSource {
  const { stream } = context
  return {
    post: stream.timeline.order[passage.source] ?? 0,
    span: sourceSpan(context, passage),
    similarity: measured(context, tokens, passage).similarity,
  }
}

function sourceSpan(context: Context, passage: Passage): Span {
  const reach = sourceReachOf(passage)
  const { stream } = context
  return { start: stream.start[reach.from] ?? 0, end: stream.end[reach.to - 1] ?? 0 }
}
