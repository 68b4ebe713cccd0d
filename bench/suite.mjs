/**
 * The suite: the floor and the whole pipeline on the same dumps in one run, where the time goes, how it grows, and what peers take.
 * usage: node bench/suite.mjs [--smoke | --quick | --full] (docs/scale.md says what the figures mean)
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeLongThread } from './suite/corpus.mjs'
import { guarded, rounded, tableOf, within } from './suite/figures.mjs'
import { machine } from './suite/machine.mjs'
import { best, measured } from './suite/measured.mjs'
import { stagesOf } from './suite/stages.mjs'
import { tools } from './suite/tools.mjs'

/** @typedef {import('./suite/figures.mjs').Figure} Figure */
/** @typedef {import('./suite/measured.mjs').Taken} Taken */
/** @typedef {{ megabytes: number, posts: number, taken: Taken }} Run */

const MODES = {
  // Whether the suite itself works: start-up is most of it, so its figures mean nothing.
  smoke: { sizes: [0.5, 1], at: 1, times: 1, plain: 2, peers: 1, comments: 500 },
  quick: { sizes: [5, 30], at: 30, times: 1, plain: 6, peers: 3, comments: 8_000 },
  default: { sizes: [10, 30, 100], at: 100, times: 3, plain: 30, peers: 10, comments: 20_000 },
  full: { sizes: [10, 30, 100, 1000], at: 100, times: 3, plain: 60, peers: 10, comments: 20_000 },
}
/** What the program reaches now, with slack: to be drawn closer to the bars as it gets faster, never looser. */
const GUARDS = { floor: 110, plain: 5 }
const flag = /** @type {const} */ ({ type: 'boolean', default: false })
const { values } = parseArgs({ options: { smoke: flag, quick: flag, full: flag } })
const mode = values.full ? 'full' : values.quick ? 'quick' : values.smoke ? 'smoke' : 'default'
const { sizes, at, times, plain: plainSeconds, peers: peerSeconds, comments } = MODES[mode]

const work = mkdtempSync(join(tmpdir(), 'polylogue-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, () => process.exit(130))
const corpus = (/** @type {number} */ size) => join(work, `corpus-${size}`)
const output = join(work, 'tables')

/** @type {Map<number, number>} what was made of each size, in MB */
const made = new Map()
for (const size of sizes) {
  say(`making ${size} MB`)
  const { out } = await measured([tools.makeCorpus, corpus(size), String(size), String(size)])
  made.set(size, JSON.parse(out).megabytes)
}

say(`the floor and the pipeline on ${at} MB, in turn`)
const floors = [await floorOf(at), await floorOf(at)]
const whole = await pipelineOf(at)
floors.push(await floorOf(at))
const floor = floors.reduce((least, one) => (one.rate > least.rate ? one : least))

// Before the large ones, which put the small ones out of the machine's cache of files.
say('where the time goes')
const [least = at] = sizes
const leastOutput = join(work, 'tables-of-the-least')
const stages = await stagesOf(tools.polylogue, [...argsOf(corpus(least), leastOutput), '--plain'])

/** @type {Run[]} */
const grown = []
for (const size of sizes) {
  say(`the pipeline on ${size} MB`)
  grown.push(size === at ? whole : await pipelineOf(size, size > 100 ? 1 : times))
}

say('the plain assembly, and single packages')
const plain = JSON.parse(
  (
    await measured([tools.plain, corpus(at), join(work, 'plain.csv'), String(plainSeconds)], {
      cwd: tools.home,
    })
  ).out,
)
const peers = JSON.parse((await measured([tools.peers, corpus(least), leastOutput, String(peerSeconds)])).out)

say('two workers beside one, two copies of the floor beside one')
const two = await polylogue([...argsOf(corpus(at)), '--workers', '2'], times)
const pair = await twoFloors()

say('a second run with nothing changed')
const second = await polylogue(
  argsOf(corpus(at)).filter((arg) => arg !== '--fresh'),
  times,
)

say(`one thread of ${comments} comments`)
const thread = makeLongThread(join(work, 'thread'), comments, 1)
const long = await polylogue(argsOf(join(work, 'thread')), times)

const rate = whole.posts / whole.taken.seconds
const smallest = perMegabyte(grown.slice(0, 1))
/** @type {Figure[]} */
const figures = [
  {
    name: `pipeline to floor, one core, ${at} MB`,
    value: floor.rate / mbps(whole),
    unit: 'times',
    bar: 15,
  },
  // Other work on the machine lengthens the one more than the other, so the guard is on this one.
  {
    name: 'the same by processor time',
    value: whole.taken.cpu / floor.cpu,
    unit: 'times',
    guard: GUARDS.floor,
  },
  {
    name: 'posts/s against the plain assembly',
    value: rate / plain['posts/s'],
    unit: 'times',
    least: true,
    bar: 20,
    guard: GUARDS.plain,
  },
  { name: 'posts/s against franc without options', value: rate / peers.franc, unit: 'times' },
  { name: 'posts/s against email-reply-parser', value: rate / peers['email-reply-parser'], unit: 'times' },
  ...grown.slice(1).map((run) => ({
    name: `processor time per MB, ${megabytes(run)} MB to ${sizes[0]} MB`,
    value: perMegabyte([run]) / smallest,
    unit: 'times',
    bar: 1.25,
    guard: 1.6,
  })),
  ...grown.map((run) => ({
    name: `most memory, ${megabytes(run)} MB of dumps`,
    value: run.taken.peak,
    unit: 'MB',
    bar: 700,
    guard: 1000,
  })),
  {
    name: 'two workers to one',
    value: whole.taken.seconds / two.seconds,
    unit: 'times',
    least: true,
    bar: Math.min(1.5, rounded(pair)),
    guard: 0.8,
  },
  { name: 'two copies of the floor to one', value: pair, unit: 'times' },
  { name: 'core-hours for 10 million comments', value: 1e7 / rate / 3600, unit: 'hours' },
  {
    name: 'second run to the first, nothing changed',
    value: (100 * second.seconds) / whole.taken.seconds,
    unit: '%',
    bar: 5,
    guard: 20,
  },
  {
    name: `posts/s of a thread of ${comments} comments to all`,
    value: thread.posts / long.seconds / rate,
    unit: 'times',
    least: true,
    bar: 0.5,
    guard: 0.25,
  },
]

const table = [
  rates(),
  [
    `where the processor time goes, ${least} MB`,
    ...stages.map(({ stage, share }) => `${stage.padEnd(20)}${(100 * share).toFixed(1).padStart(6)} %`),
  ].join('\n'),
  tableOf(figures),
].join('\n\n')
say(`\n${table}`)
save()
if (mode !== 'smoke' && !figures.every(guarded)) process.exitCode = 1

/**
 * @param {number} size
 * @returns {Promise<{ rate: number, cpu: number, posts: number }>} in MB/s by its own clock, as the bars are defined
 */
async function floorOf(size) {
  const { cpu, out } = await measured([tools.floor, corpus(size), join(work, 'floor.csv')])
  const said = JSON.parse(out)
  return { rate: said['MB/s'], cpu, posts: said.posts }
}

/** @returns {Promise<number>} how many times as much two copies get done as one does */
async function twoFloors() {
  const run = (/** @type {string} */ name) => measured([tools.floor, corpus(at), join(work, name)])
  const one = await best(times, () => run('floor.csv'))
  const both = await best(times, async () => {
    const [a, b] = await Promise.all([run('floor-1.csv'), run('floor-2.csv')])
    return a.seconds > b.seconds ? a : b
  })
  return (2 * one.seconds) / both.seconds
}

/**
 * @param {number} size
 * @returns {Promise<Run>} on one core, start-up included, as a user waits for it
 */
async function pipelineOf(size, repeated = times) {
  const taken = await polylogue(argsOf(corpus(size)), repeated)
  /** @type {{ counts: { rows: { posts: number } } }} */
  const { counts } = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8'))
  return { megabytes: made.get(size) ?? size, posts: counts.rows.posts, taken }
}

/**
 * @param {string} folder
 * @param {string} [into]
 */
function argsOf(folder, into = output) {
  return [folder, '--output', into, '--quiet', '--workers', '1', '--fresh']
}

/**
 * @param {readonly string[]} args
 * @param {number} [repeated]
 */
function polylogue(args, repeated = 1) {
  return best(repeated, () => measured([tools.polylogue, ...args]))
}

/** @param {Run} run */
function mbps({ megabytes, taken }) {
  return megabytes / taken.seconds
}

/** @param {Run} run */
function megabytes(run) {
  return Math.round(run.megabytes)
}

/** @param {readonly Run[]} runs processor seconds per MB */
function perMegabyte(runs) {
  return runs.reduce((sum, { taken, megabytes }) => sum + taken.cpu / megabytes, 0)
}

function rates() {
  const head =
    'one core'.padEnd(28) +
    'MB'.padStart(8) +
    'seconds'.padStart(10) +
    'MB/s'.padStart(9) +
    'posts/s'.padStart(10) +
    'most MB'.padStart(9)
  const lines = grown.map((run) =>
    [
      'the whole pipeline'.padEnd(28),
      String(megabytes(run)).padStart(8),
      run.taken.seconds.toFixed(2).padStart(10),
      mbps(run).toFixed(2).padStart(9),
      (run.posts / run.taken.seconds).toFixed(0).padStart(10),
      run.taken.peak.toFixed(0).padStart(9),
    ].join(''),
  )
  const peer = (/** @type {string} */ name, /** @type {number} */ posts) =>
    `${name.padEnd(55)}${posts.toFixed(0).padStart(10)}`
  return [
    head,
    `${'the floor'.padEnd(28)}${String(at).padStart(8)}${''.padStart(10)}${floor.rate.toFixed(1).padStart(9)}`,
    ...lines,
    peer('the plain assembly', plain['posts/s']),
    peer('franc without options, alone', peers.franc),
    peer('email-reply-parser, alone', peers['email-reply-parser']),
  ].join('\n')
}

/** The figures as files, for programs and for people: bench/results/<mode>.json and .txt. */
function save() {
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const result = {
    mode,
    tools: tools.from,
    machine: machine(),
    figures: figures.map((figure) => ({ ...figure, value: rounded(figure.value), within: within(figure) })),
    stages: stages.map(({ stage, share }) => ({ stage, share: rounded(share) })),
    rates: {
      'floor MB/s': rounded(floor.rate),
      pipeline: grown.map((run) => ({
        megabytes: rounded(run.megabytes),
        posts: run.posts,
        'MB/s': rounded(mbps(run)),
        'posts/s': rounded(run.posts / run.taken.seconds),
        'processor seconds': rounded(run.taken.cpu),
      })),
      'plain assembly posts/s': rounded(plain['posts/s']),
      'franc posts/s': rounded(peers.franc),
      'email-reply-parser posts/s': rounded(peers['email-reply-parser']),
      'posts that quote': peers['posts that quote'],
    },
  }
  writeFileSync(new URL(`${mode}.json`, folder), `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(new URL(`${mode}.txt`, folder), `${table}\n`)
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`)
}
