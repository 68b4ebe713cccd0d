import fc from 'fast-check'
import { analysed } from '../report/build.js'

/** What a terminal would obey, what turns or hides text, wide, combining and broken characters, and words. */
const nasty = fc.constantFrom(
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u0007',
  '\u0000',
  '\u007f',
  '\r',
  '\t',
  '\n',
  '\u0085',
  '\u2028',
  '\u200f',
  '\u202e',
  '\u2066',
  '\u061c',
  '\ud83d',
  '\udc00',
  '🏗',
  '漢字',
  'e\u0301',
  '\u200b',
  '\u00a0',
  ' ',
  '   ',
  'crane',
  'a'.repeat(50),
  '=1+1',
  '│ ┃ └',
)
const words = fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join(''))

/** Threads of hostile pages, with a quote, an answer and a stance. */
export const hostileThread = fc
  .record({
    title: words,
    author: words,
    stamp: words,
    text: words,
    quoted: words,
    named: words,
    message: words,
  })
  .map(({ title, author, stamp, text, quoted, named, message }) =>
    analysed({
      title,
      announced: 7,
      posts: [
        { author, text: `x${text}` },
        { author: named, stamp, text: `${text} [[q${quoted}]] crane ${text}`, number: named },
        { kind: 'stub', text: stamp },
      ],
      quotes: [{ named }],
      replies: [
        { post: 1, to: 0, evidence: 'mention' },
        { post: 1, to: null, toAuthor: named, evidence: 'attribution' },
      ],
      stances: [{ post: 1, stance: 'bubble', polarity: 'against', words: 'crane', cues: ['c'] }],
      diagnostics: [{ code: 'frame-unclear', line: 3, message }],
    }),
  )
