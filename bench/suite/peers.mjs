/**
 * What single packages make of the posts that a run found, in posts a second: franc of their language among all that it knows,
 * email-reply-parser of what is quoted in them. usage: node peers.mjs CORPUS TABLES SECONDS (each)
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import Parser from 'email-reply-parser'
import { franc } from 'franc'

const [corpus = '', tables = '', limit = '10'] = process.argv.slice(2)
const posts = postsOf()
const quotes = rowsOf('quotes')
const quoting = new Set(quotes.map(({ post }) => post))
const parser = new Parser()

const language = rateOf((post) => franc(post) !== 'und')
const replies = rateOf((post) =>
  parser
    .read(post)
    .getFragments()
    .some((fragment) => fragment.isQuoted()),
)
process.stdout.write(
  `${JSON.stringify({
    franc: language.rate,
    'email-reply-parser': replies.rate,
    'posts that quote': { 'email-reply-parser': replies.share, polylogue: quoting.size / posts.length },
  })}\n`,
)

/** Each post with its quotes, as it stands on the page. */
function postsOf() {
  const files = new Map(rowsOf('threads').map(({ thread, source_file }) => [thread, source_file]))
  /** @type {Map<string, readonly string[]>} */
  const pages = new Map()
  return rowsOf('posts').map(({ thread = '', line_from, line_to }) => {
    const lines = pages.get(thread) ?? readFileSync(join(corpus, files.get(thread) ?? ''), 'utf8').split('\n')
    pages.set(thread, lines)
    return lines.slice(Number(line_from) - 1, Number(line_to)).join('\n')
  })
}

/**
 * @param {(post: string) => boolean} found
 * @returns {{ rate: number, share: number }} posts a second, and the share of posts in which something was found
 */
function rateOf(found) {
  const began = performance.now()
  const until = began + Number(limit) * 1000
  let tried = 0
  let hits = 0
  for (const post of posts) {
    if (found(post)) hits++
    tried++
    if (performance.now() > until) break
  }
  return { rate: (tried / (performance.now() - began)) * 1000, share: hits / tried }
}

/**
 * @param {string} table
 * @returns {Record<string, string>[]}
 */
function rowsOf(table) {
  return parse(readFileSync(join(tables, `${table}.csv`)), { columns: true })
}
