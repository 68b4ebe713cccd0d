/**
 * A corpus of dumps to measure speed on: equal sizes and seeds give equal bytes. Threads of 3 to 5,000 comments in five languages
 * and four layouts; two comments in five quote an earlier one, half of these under a header and one in six with changes.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vocabularyOf } from './words.mjs'

/** @typedef {import('./words.mjs').Language} Language */
/** @typedef {ReturnType<typeof vocabularyOf>} Words */
/** @typedef {(below: number) => number} Next a whole number from 0 to below - 1 */
/** @typedef {{ dumps: number, posts: number, bytes: number }} Made */

/**
 * What a page prints around a comment. `quote` gives the words of a quoted comment as the page shows them.
 * @typedef {{
 *   head: (author: string, time: Date) => string,
 *   foot: string,
 *   quote: (words: string, author: string | null) => string,
 *   count: (comments: number) => string,
 * }} Layout
 */

/** @type {readonly Language[]} French is the commonest, as in the corpora this program was made for */
const LANGUAGES = ['fr', 'fr', 'fr', 'en', 'en', 'de', 'es', 'it']

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
)
const two = (/** @type {number} */ value) => String(value).padStart(2, '0')
const clock = (/** @type {Date} */ time) => `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`
const day = (/** @type {Date} */ time) => time.toISOString().slice(0, 10)

/** @type {readonly Layout[]} */
const LAYOUTS = [
  {
    head: (author, time) => `${author}\nLe ${day(time).split('-').reverse().join('/')} à ${clock(time)}\n`,
    foot: '\n',
    quote: (words, author) => (author === null ? words : `Citation de ${author} :\n${words}`),
    count: (comments) => `${comments} commentaires`,
  },
  {
    head: (author, time) => `${author} posted on ${day(time)} ${clock(time)}\n`,
    foot: 'Reply\n',
    quote: (words, author) => (author === null ? words : `${author} wrote:\n${words}`),
    count: (comments) => `${comments} Comments`,
  },
  {
    head: (author, time) =>
      `${author} dit :\n${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()} à ${time.getUTCHours()} h ${two(time.getUTCMinutes())} min\n`,
    foot: 'Répondre\n',
    quote: (words) => words,
    count: (comments) => `${comments} réponses`,
  },
  {
    head: (author, time) => `${author} — ${day(time)} ${clock(time)}\n`,
    foot: '',
    quote: (words) => `> ${words.replaceAll('\n', '\n> ')}`,
    count: (comments) => `${comments} Kommentare`,
  },
]

const NAMES = 'brume Ondine talus Quiberon vega Marnix petitpois Sorrel lotte Grimaud Aventin Wilke'.split(
  ' ',
)
const DUMPS_A_FOLDER = 500

/**
 * Writes dumps below `folder` until they are so many bytes.
 *
 * @param {string} folder
 * @param {number} bytes
 * @param {number} seed
 * @returns {Made}
 */
export function makeCorpus(folder, bytes, seed) {
  const maker = threadMaker(seed)
  /** @type {Made} */
  const made = { dumps: 0, posts: 0, bytes: 0 }
  while (made.bytes < bytes) {
    const { text, comments } = maker(null)
    const home = join(folder, two(Math.floor(made.dumps / DUMPS_A_FOLDER)))
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, `d${String(made.dumps).padStart(6, '0')}.txt`), text)
    made.dumps++
    made.posts += comments + 1
    made.bytes += Buffer.byteLength(text)
  }
  return made
}

/**
 * One dump of so many comments.
 *
 * @param {string} folder
 * @param {number} comments
 * @param {number} seed
 * @returns {Made}
 */
export function makeLongThread(folder, comments, seed) {
  mkdirSync(folder, { recursive: true })
  const { text } = threadMaker(seed)(comments)
  writeFileSync(join(folder, 'long.txt'), text)
  return { dumps: 1, posts: comments + 1, bytes: Buffer.byteLength(text) }
}

/** @param {number} seed */
function threadMaker(seed) {
  const next = mulberry32(seed)
  /** @type {Map<Language, Words>} */
  const vocabularies = new Map(
    [...new Set(LANGUAGES)].map((language) => [language, vocabularyOf(language, next)]),
  )
  const names = Array.from(
    { length: 4000 },
    (_, i) => `${NAMES[next(NAMES.length)]}${['', '_', '-'][next(3)]}${(i * 7919) % 9973}`,
  )
  return (/** @type {number | null} */ wanted) => {
    const words = vocabularies.get(LANGUAGES[next(LANGUAGES.length)] ?? 'fr')
    const layout = LAYOUTS[next(LAYOUTS.length)]
    if (words === undefined || layout === undefined) throw new Error('no such language or layout')
    const comments = wanted ?? Math.min(5000, Math.max(3, Math.round(Math.exp(3.1 + 1.2 * gauss(next)))))
    return { text: threadText(comments, { next, words, names, layout }), comments }
  }
}

/**
 * @param {number} comments
 * @param {{ next: Next, words: Words, names: readonly string[], layout: Layout }} of
 */
function threadText(comments, { next, words, names, layout }) {
  let time = Date.UTC(2015 + next(11), next(12), 1 + next(27), 7)
  const article = Array.from({ length: 5 }, () => paragraph(words, next))
  /** @type {{ author: string | null, words: string }[]} */
  const said = article.map((text) => ({ author: null, words: text }))
  // Cues count only where the page is about the codebook's subject.
  const title = `${next(2) === 0 ? 'OpenAI, Nvidia: ' : ''}${sentence(words, next).slice(0, 70)}`
  const parts = [
    ` date ${day(new Date(time))} \n${title}\n\n${article.join('\n\n')}\n\n${layout.count(comments)}\n`,
  ]
  for (let i = 0; i < comments; i++) {
    time += next(3_600_000)
    // A few write most of it.
    const author = names[Math.floor(names.length * (next(1 << 20) / (1 << 20)) ** 3)] ?? ''
    const body = []
    if (next(10) < 4) {
      const back = Math.floor(60 * (next(1 << 20) / (1 << 20)) ** 2)
      const source = said[Math.max(0, said.length - 1 - back)]
      if (source !== undefined) {
        const quoted = next(6) === 0 ? changed(source.words, next) : source.words
        body.push(layout.quote(quoted, next(2) === 0 ? source.author : null))
      }
    }
    const own = Array.from({ length: 1 + (next(4) === 0 ? 1 : 0) }, () => paragraph(words, next))
    body.push(...own)
    said.push({ author, words: own[0] ?? '' })
    if (said.length > 400) said.splice(5, 100)
    parts.push(`${layout.head(author, new Date(time))}${body.join('\n')}\n${layout.foot}`)
  }
  return parts.join('')
}

/**
 * @param {Words} words
 * @param {Next} next
 */
function paragraph(words, next) {
  return Array.from({ length: 1 + next(4) }, () => sentence(words, next)).join(' ')
}

/**
 * @param {Words} words
 * @param {Next} next
 */
function sentence(words, next) {
  const list = Array.from({ length: 5 + next(22) }, () => words.word())
  if (next(3) === 0) list[next(list.length)] += ','
  const text = next(100) < 3 ? words.cue() : list.join(' ')
  const mark = ['.', '.', '.', '!', '?', '...'][next(6)]
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/,$/, '')}${mark}`
}

/**
 * The words with about one in twenty left out.
 * @param {string} words
 * @param {Next} next
 */
function changed(words, next) {
  const list = words.split(' ')
  for (let gone = list.length / 20; gone >= 0; gone--) list.splice(next(list.length), 1)
  return list.join(' ')
}

/** @param {Next} next */
function gauss(next) {
  const [a, b] = [(next(1 << 30) + 1) / (1 << 30), next(1 << 30) / (1 << 30)]
  return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b)
}

/**
 * @param {number} seed
 * @returns {Next}
 */
function mulberry32(seed) {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}
