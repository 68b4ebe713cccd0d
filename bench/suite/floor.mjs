/**
 * The floor: what any program must do with the same bytes on one core. Reads every dump, decodes it, makes it NFC, parts it where a
 * line looks like a stamp and writes a row per part. usage: node floor.mjs FOLDER FILE.csv
 */
import { closeSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'

const FLUSH_AT = 1 << 20
const [folder = '', target = ''] = process.argv.slice(2)
const began = performance.now()
const decoder = new TextDecoder()
const file = openSync(target, 'w')
let buffer = '\ufeffthread,post,text\r\n'
let bytes = 0
let posts = 0

for (const path of dumpsIn(folder)) {
  const raw = readFileSync(path)
  bytes += raw.length
  const text = decoder.decode(raw).normalize('NFC')
  let from = 0
  let n = 0
  const row = (/** @type {number} */ to) => {
    buffer += `${basename(path)},${n},"${text.slice(from, to).replaceAll('"', '""')}"\r\n`
    from = to
    n++
    if (buffer.length > FLUSH_AT) {
      writeSync(file, buffer)
      buffer = ''
    }
  }
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\n', at)
    const end = found < 0 ? text.length : found
    if (at > from && looksLikeStamp(text, at, end)) row(at)
    at = end + 1
  }
  row(text.length)
  posts += n
}
writeSync(file, buffer)
closeSync(file)
const ms = performance.now() - began
process.stdout.write(`${JSON.stringify({ megabytes: bytes / 1e6, posts, 'MB/s': bytes / 1e3 / ms })}\n`)

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function looksLikeStamp(text, start, end) {
  if (end - start <= 12 || end - start >= 80) return false
  let digits = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57) digits++
  }
  return digits >= 7
}

/**
 * @param {string} home
 * @returns {string[]}
 */
function dumpsIn(home) {
  return readdirSync(home, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(home, entry.name)
      return entry.isDirectory() ? dumpsIn(path) : entry.name.endsWith('.txt') ? [path] : []
    })
}
