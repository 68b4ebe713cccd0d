/**
 * Where the time goes, from a profile of the program as users run it: what `analyseThread` calls is a stage, and all the rest is
 * named for the folder of src/ that asked for it. A stage that is added or renamed shows up by itself.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { measured } from './measured.mjs'

/**
 * V8's format of a .cpuprofile; times are in microseconds.
 * @typedef {{ id: number, callFrame: { functionName: string, url: string }, children?: readonly number[] }} Node
 * @typedef {{ nodes: readonly Node[], samples: readonly number[], timeDeltas: readonly number[] }} Profile
 */

const PIPELINE = 'analyseThread'
/** Smaller shares are not named: the compiler makes stages of pieces of one. */
const LEAST = 0.002
/** Node itself: start-up, modules, reading and writing files. */
const OUTSIDE = 'node'

/**
 * Shares of the processor time, largest first; they add up to 1.
 *
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<{ stage: string, share: number }[]>}
 */
export async function stagesOf(script, args) {
  const folder = mkdtempSync(join(tmpdir(), 'polylogue-profile-'))
  try {
    await measured(['--cpu-prof', '--cpu-prof-dir', folder, script, ...args])
    const [name] = readdirSync(folder)
    if (name === undefined) throw new Error('Node wrote no profile')
    return sharesOf(
      JSON.parse(readFileSync(join(folder, name), 'utf8')),
      `${pathToFileURL(dirname(script)).href}/`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * @param {Profile} profile
 * @param {string} home
 */
function sharesOf(profile, home) {
  const stages = stageOfNodes(profile.nodes, home)
  /** @type {Map<string, number>} */
  const spent = new Map()
  let all = 0
  for (const [i, id] of profile.samples.entries()) {
    const stage = stages.get(id) ?? OUTSIDE
    if (stage === 'idle') continue
    const took = profile.timeDeltas[i] ?? 0
    all += took
    spent.set(stage, (spent.get(stage) ?? 0) + took)
  }
  const shares = [...spent].map(([stage, took]) => ({ stage, share: took / all }))
  const shown = shares.filter(({ share }) => share >= LEAST).toSorted((a, b) => b.share - a.share)
  const rest = shown.reduce((left, { share }) => left - share, 1)
  return [...shown, { stage: 'the rest', share: rest }]
}

/**
 * @param {readonly Node[]} nodes parents before their children, as V8 writes them
 * @param {string} home
 */
function stageOfNodes(nodes, home) {
  const root = { stage: OUTSIDE, inPipeline: false }
  /** @type {Map<number, { stage: string, inPipeline: boolean }>} */
  const asked = new Map()
  /** @type {Map<number, string>} */
  const stages = new Map()
  for (const node of nodes) {
    const { functionName } = node.callFrame
    const { stage, inPipeline } = asked.get(node.id) ?? root
    const opened = stage === PIPELINE && functionName !== '' ? functionName : stage
    const here = opened === OUTSIDE ? placeOf(node, home) : opened
    const begins = functionName === PIPELINE && !inPipeline
    stages.set(node.id, here)
    const passed = { stage: begins ? PIPELINE : here, inPipeline: inPipeline || begins }
    for (const child of node.children ?? []) asked.set(child, passed)
  }
  return stages
}

/**
 * @param {Node} node
 * @param {string} home where the program's files are, as a URL
 */
function placeOf({ callFrame: { functionName, url } }, home) {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'garbage collector'
  const folder = url.startsWith(home) ? (url.slice(home.length).split('/')[0] ?? '') : ''
  if (folder === 'report' || folder === 'read') return folder
  // A run's own code only hands on; whatever else is called outside the pipeline makes ready what the pipeline reads.
  return folder === '' || folder === 'run' || folder === 'cli' || folder.endsWith('.js')
    ? OUTSIDE
    : 'instruments'
}
