import type { Match, QuoteSource } from '../model/quote.js'
import type { Span } from '../model/span.js'
import type { Context } from './context.js'
import { TAKEN } from './ownership.js'
import { sourceReachOf, type Passage } from './passages.js'
import { lettersOf, type Range } from './stream.js'

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
  const { stream } = context
  const there = sourceParts(context, passage)
  const here = lettersOf(stream, tokens)
  let source = 0
  for (const part of there) source += lettersOf(stream, part)
  if (here === source && haveSameLetters(context, tokens, there)) {
    return { match: 'exact', similarity: 1 }
  }
  let matched = 0
  for (const { at, length } of passage.blocks) matched += lettersOf(stream, { from: at, to: at + length })
  const both = here + source
  return { match: 'edited', similarity: both === 0 ? 0 : Math.min(1, (2 * matched) / both) }
}

/** The words of the source that count, as ranges in order of place. */
function sourceParts(context: Context, passage: Passage): Range[] {
  const parts: Range[] = []
  let at = sourceReachOf(passage).from
  for (const block of passage.blocks) {
    for (; at < block.source; at++) {
      if (context.own[at] !== TAKEN) parts.push({ from: at, to: at + 1 })
    }
    const to = block.source + block.length
    if (at < to) parts.push({ from: at, to })
    at = Math.max(at, to)
  }
  return parts
}

/** Words may be parted otherwise in the source ("to day"), so they are spelled out where they are not the same. */
function haveSameLetters(context: Context, tokens: Range, there: readonly Range[]): boolean {
  const { id } = context.stream
  let token = tokens.from
  for (const { from, to } of there) {
    for (let at = from; at < to; at++, token++) {
      if (token === tokens.to || id[token] !== id[at])
        return spelled(context, [tokens]) === spelled(context, there)
    }
  }
  return token === tokens.to
}

function spelled(context: Context, parts: readonly Range[]): string {
  const { id, form } = context.stream
  let letters = ''
  for (const { from, to } of parts) {
    for (let token = from; token < to; token++) letters += form(id[token] ?? 0)
  }
  return letters
}

/** A passage's source as the records have it. */
export function sourceOf(context: Context, passage: Passage, similarity: number): QuoteSource {
  const { stream } = context
  return {
    post: stream.timeline.order[passage.source] ?? 0,
    span: sourceSpan(context, passage),
    similarity,
  }
}

function sourceSpan(context: Context, passage: Passage): Span {
  const reach = sourceReachOf(passage)
  const { stream } = context
  return { start: stream.start[reach.from] ?? 0, end: stream.end[reach.to - 1] ?? 0 }
}
