/**
 * How time grows with size: for each kind of dump the time per size, and the factor of time divided by the factor of
 * size against the smallest one. About 1 is proportional. usage: node bench/growth.mjs [KIND] (default: all)
 */
import { KINDS } from './growing.mjs'
import { analyseThread, createInstruments, dumpOf, loadLanguages, say, shippedCodebook } from './program.mjs'

/** Above this a kind is named; timings of a busy machine vary by a half. */
const PROPORTIONAL = 2
/** Shorter runs are repeated until they last so long, in milliseconds. */
const LEAST = 300

/** A kind that takes longer at one size is not tried at the next, in milliseconds. */
const TOO_LONG = 60_000

const wanted = process.argv[2]
const instruments = createInstruments(loadLanguages(), shippedCodebook())
const encoder = new TextEncoder()
/** @type {string[]} */
const failing = []

// What is compiled while it runs would be charged to the first size.
const [usual] = Object.values(KINDS)
if (usual !== undefined) for (let i = 0; i < 3; i++) time(usual.make(200))

say('kind                    size      MB   posts       ms   time/size')
for (const [kind, { sizes, make }] of Object.entries(KINDS)) {
  if (wanted !== undefined && wanted !== kind) continue
  /** @type {{ ms: number, size: number } | null} */
  let first = null
  let last = 1
  for (const size of sizes) {
    const { ms, megabytes, posts } = time(make(size))
    first ??= { ms, size }
    last = ms / first.ms / (size / first.size)
    const cells = [
      kind.padEnd(20),
      String(size).padStart(8),
      megabytes.toFixed(2).padStart(8),
      String(posts).padStart(8),
      ms.toFixed(1).padStart(9),
      last.toFixed(2).padStart(12),
    ]
    say(cells.join(''))
    if (ms > TOO_LONG) break
  }
  if (last > PROPORTIONAL) failing.push(kind)
}
if (failing.length > 0) {
  say(`not proportional: ${failing.join(', ')}`)
  process.exitCode = 1
}

/** @param {string} text */
function time(text) {
  const bytes = encoder.encode(text)
  const dump = dumpOf(bytes, 'growth.txt')
  let best = Infinity
  let posts = 0
  for (let spent = 0, runs = 0; runs === 0 || (spent < LEAST && runs < 5); runs++) {
    // The process's own time: other work on the machine must not look like growth.
    const began = process.cpuUsage()
    posts = analyseThread(dump, instruments).thread.posts.length
    const { user, system } = process.cpuUsage(began)
    const took = (user + system) / 1000
    spent += took
    best = Math.min(best, took)
  }
  return { ms: best, megabytes: bytes.length / 1e6, posts }
}
