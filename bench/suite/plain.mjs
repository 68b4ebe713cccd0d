/**
 * The plain assembly: known packages put together as a tutorial would. One layout known by heart, each sentence looked up in every
 * earlier post of the page, franc on every post, a stem of every word, compromise on English posts, csv-stringify at the end.
 * usage: node plain.mjs FOLDER FILE.csv SECONDS (then it stops, and its rate counts)
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import nlp from 'compromise'
import { stringify } from 'csv-stringify/sync'
import { franc } from 'franc'

const require = createRequire(import.meta.url)
/** @type {{ stem(word: string): string }} */
const stemmer = require('natural/lib/natural/stemmers/porter_stemmer_fr.js')
/** @type {new () => { tokenize(text: string): string[] }} */
const Tokenizer = require('natural/lib/natural/tokenizers/aggressive_tokenizer_fr.js')

const [folder = '', target = '', limit = '60'] = process.argv.slice(2)
const CUES = new Set(['bull', 'bours', 'conflit', 'bubbl', 'burst', 'interest', 'listing'])
const STAMP = /\n(?=.*\d\d[:h ]+\d\d)/
const tokenizer = new Tokenizer()
/** @type {Record<string, string>[]} */
const rows = []
const began = performance.now()
let bytes = 0

read: for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
  if (!name.endsWith('.txt')) continue
  /** @type {string[]} */
  const earlier = []
  for (const post of readFileSync(join(folder, name), 'utf8').split(STAMP)) {
    const sentences = post.split(/(?<=[.!?])\s+/)
    const quoted = sentences.filter((one) => one.length > 20 && earlier.some((other) => other.includes(one)))
    const own = sentences.filter((one) => !quoted.includes(one)).join(' ')
    const language = franc(post)
    const hits = tokenizer
      .tokenize(own)
      .map((word) => stemmer.stem(word.toLowerCase()))
      .filter((stem) => CUES.has(stem))
    const negated = language === 'eng' ? nlp(own).has('#Negative') : / (?:pas|jamais) /.test(own)
    rows.push({
      name,
      language,
      own,
      quoted: quoted.join(' '),
      hits: hits.join(' '),
      negated: String(negated),
    })
    earlier.push(post)
    bytes += Buffer.byteLength(post)
    if (performance.now() - began > Number(limit) * 1000) break read
  }
}
writeFileSync(target, stringify(rows, { header: true, bom: true }))
const seconds = (performance.now() - began) / 1000
process.stdout.write(
  `${JSON.stringify({ megabytes: bytes / 1e6, posts: rows.length, 'posts/s': rows.length / seconds })}\n`,
)
