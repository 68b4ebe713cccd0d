/**
 * Are layouts learned, or known by heart? For each layout of the development threads every pattern of the language data
 * that reads a line of that layout is taken out (months, weekdays and function words stay), and the posts are looked for
 * again. usage: node bench/leave-one-out.mjs [--patterns]
 */
import { existsSync, readFileSync } from 'node:fs'
import {
  analyseThread,
  compileLines,
  createInstruments,
  dumpOf,
  loadLanguages,
  partsOf,
  say,
  compileStamps,
  indexWords,
  scanStamps,
  Vocabulary,
  shippedCodebook,
  threadRecord,
} from './program.mjs'

/** @typedef {import('../src/languages/load.js').Languages} Languages */
/** @typedef {import('../src/languages/schema.js').PageList} PageList */
/** @typedef {import('../src/model/dump.js').Dump} Dump */
/** @typedef {{ line_from: number, line_to: number, own: string, quotes: { start: number, end: number }[] }} GoldPost */
/** @typedef {{ dump: string, style: string, posts: GoldPost[] }} GoldThread */
/** @typedef {{ gold: GoldThread, dump: Dump }} Case */

const BAR = 0.95
const NAME = 'leave one out'
const threads = new URL('../../shared/dev/', import.meta.url)

if (!existsSync(new URL('plain.jsonl', threads))) {
  say(`${NAME}: skipped, the development threads (../shared/dev) are not beside the project`)
} else {
  process.exitCode = measure(process.argv.includes('--patterns')) ? 0 : 1
}

/**
 * @param {boolean} listed whether the patterns taken out are printed
 * @returns {boolean} whether every layout reaches the bar
 */
function measure(listed) {
  const languages = loadLanguages()
  const codebook = shippedCodebook()
  const cases = casesByLayout()
  const whole = createInstruments(languages, codebook)
  const taking = pageLines(languages)
  let held = true
  say('layout           dumps  taken out    with  without')
  for (const [layout, own] of [...cases].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const taken = taking(own)
    const fewer = createInstruments(withoutPatterns(languages, taken), codebook)
    const before = postsF1(own, whole)
    const after = postsF1(own, fewer)
    held &&= after >= BAR
    const numbers = [
      String(own.length).padStart(6),
      String(taken.size).padStart(11),
      before.toFixed(3).padStart(8),
      after.toFixed(3).padStart(9),
    ]
    say(`${layout.padEnd(16)}${numbers.join('')}${after < BAR ? `  below ${BAR}` : ''}`)
    if (listed) for (const id of [...taken.keys()].toSorted()) say(`    ${id}: ${taken.get(id)}`)
  }
  return held
}

/** @returns {Map<string, Case[]>} */
function casesByLayout() {
  /** @type {Map<string, Case[]>} */
  const cases = new Map()
  for (const line of readFileSync(new URL('plain.jsonl', threads), 'utf8').split('\n')) {
    if (line === '') continue
    /** @type {GoldThread} */
    const gold = JSON.parse(line)
    const name = `${gold.dump}.txt`
    const one = { gold, dump: dumpOf(readFileSync(new URL(`plain/${name}`, threads)), name) }
    cases.set(gold.style, [...(cases.get(gold.style) ?? []), one])
  }
  return cases
}

/**
 * What finds, for the dumps of a layout, the patterns that read one of its lines: whole, without its colon, or one of
 * its pieces, as the program looks at them. Lines of the posts' own and quoted words do not count.
 *
 * @param {Languages} languages
 * @returns {(cases: readonly Case[]) => Map<string, string>} patterns by id
 */
function pageLines({ list }) {
  const patterns = list.flatMap(({ code, page }) =>
    /** @type {PageList[]} */ (Object.keys(page)).flatMap((name) =>
      name === 'addressing' ? [] : page[name].map((source, i) => ({ id: `${code}.${name}.${i}`, source })),
    ),
  )
  const sources = new Map(patterns.map(({ id, source }) => [id, source]))
  const vocabulary = new Vocabulary()
  const lexicon = compileStamps(list, vocabulary)
  const { matcher } = compileLines(patterns, vocabulary)
  return (cases) => {
    /** @type {Map<string, string>} */
    const taken = new Map()
    for (const { gold, dump } of cases) {
      const { text, pageStart } = dump
      const words = indexWords(text, pageStart, text.length, vocabulary)
      const phrases = scanStamps(text, { start: pageStart, end: text.length }, words, lexicon)
      const spoken = spokenLines(gold, text)
      let line = 0
      for (let start = 0; start <= text.length; line++) {
        const stop = text.indexOf('\n', start)
        const end = stop < 0 ? text.length : stop
        if (!spoken.has(line + 1)) {
          const near = phrases.filter((phrase) => phrase.start >= start && phrase.end <= end)
          for (const span of readings(text, { start: line === 0 ? pageStart : start, end })) {
            for (const { id } of matcher.matchAll(text, span, near, words))
              taken.set(id, sources.get(id) ?? '')
          }
        }
        start = end + 1
      }
    }
    return taken
  }
}

/**
 * @param {string} text
 * @param {import('../src/model/span.js').Span} line
 */
function readings(text, line) {
  const trimmed = trim(text, line)
  const parts = partsOf(text, trimmed)
  const colon = text.slice(trimmed.start, trimmed.end).indexOf(':')
  const label = colon < 0 ? [] : [{ start: trimmed.start, end: trimmed.start + colon }]
  return [trimmed, ...parts, ...label].filter(({ start, end }) => start < end)
}

/**
 * @param {string} text
 * @param {import('../src/model/span.js').Span} span
 */
function trim(text, { start, end }) {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  return { start: from, end: Math.max(from, start + words.trimEnd().length) }
}

/**
 * The lines (1-based) that hold a post's own words or words that it quotes.
 *
 * @param {GoldThread} gold
 * @param {string} text
 */
function spokenLines(gold, text) {
  const lines = text.split('\n')
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + [...line].length + 1)
  /** @type {Set<number>} */
  const spoken = new Set()
  for (const post of gold.posts) {
    const own = new Set(post.own.split('\n').map((line) => line.trim()))
    for (let line = post.line_from; line <= post.line_to; line++) {
      const words = (lines[line - 1] ?? '').trim()
      const [start, end] = [starts[line - 1] ?? 0, starts[line] ?? 0]
      const quoted = post.quotes.some((quote) => quote.start < end && start < quote.end)
      if (words !== '' && (own.has(words) || quoted)) spoken.add(line)
    }
  }
  return spoken
}

/**
 * @param {Languages} languages
 * @param {ReadonlyMap<string, string>} taken
 * @returns {Languages}
 */
function withoutPatterns(languages, taken) {
  const list = languages.list.map((language) => {
    const page = { ...language.page }
    for (const name of /** @type {PageList[]} */ (Object.keys(page))) {
      page[name] = page[name].filter((_, i) => !taken.has(`${language.code}.${name}.${i}`))
    }
    return { ...language, page }
  })
  return { ...languages, list, byCode: new Map(list.map((language) => [language.code, language])) }
}

/**
 * F1 of the comments found: a comment or stub and a gold post match when their lines overlap with intersection over
 * union of 0.7 or more.
 *
 * @param {readonly Case[]} cases
 * @param {import('../src/pipeline.js').Instruments} instruments
 */
function postsF1(cases, instruments) {
  let both = 0
  let either = 0
  for (const { gold, dump } of cases) {
    const found = threadRecord(analyseThread(dump, instruments)).posts.filter(
      ({ kind }) => kind !== 'article',
    )
    const used = new Set()
    for (const post of gold.posts) {
      let best = 0
      let at = -1
      found.forEach(({ line_from: from, line_to: to }, i) => {
        const inner = Math.min(to, post.line_to) - Math.max(from, post.line_from) + 1
        if (inner <= 0 || used.has(i)) return
        const share = inner / (Math.max(to, post.line_to) - Math.min(from, post.line_from) + 1)
        if (share > best) [best, at] = [share, i]
      })
      if (best < 0.7) continue
      used.add(at)
      both++
    }
    either += found.length + gold.posts.length
  }
  return either === 0 ? Number.NaN : (2 * both) / either
}
