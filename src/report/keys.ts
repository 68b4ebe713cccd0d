import { createHash } from 'node:crypto'
import { decodeHTMLStrict } from 'entities'
import type { Post, Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'

/**
 * Per post the key under which it is found again when its page was captured anew: the first 16 hex digits of SHA-256
 * over author, time words unless relative, and the letters and digits of what the author sent, each part closed by
 * LF. Equal keys get `-2`, `-3`, … in the order of the page.
 */
export function postKeys(thread: Thread): string[] {
  const seen = new Map<string, number>()
  return thread.posts.map((post) => {
    const key = keyOf(post, thread.dump.text)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key}-${times}`
  })
}

function keyOf({ author, stamp, body }: Post, text: string): string {
  const hash = createHash('sha256')
  hash.update(`${author?.name ?? ''}\n`)
  const printed = stamp === null || stamp.relative ? '' : foldedSpace(text.slice(stamp.start, stamp.end))
  hash.update(`${printed}\n`)
  for (const part of body) hash.update(lettersAndDigits(text.slice(part.start, part.end)))
  hash.update('\n')
  return hash.digest('hex').slice(0, 16)
}

/** NFKC, lower case, nothing but letters and digits; entities read as what they stand for. */
export function lettersAndDigits(text: string): string {
  const read = text.includes('&') ? decodeHTMLStrict(text) : text
  return read
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
