/**
 * How well the default codebook codes posts that people coded by hand: precision, recall and F1 per polarity, target and
 * language. usage: node bench/stances.mjs [--half tune|held] [--worst] [--calibration] [--unseen] [--posts FOLDER] [--coder model]
 * `--worst` shows the misread posts of the half that the codebook may be tuned with, never of the other. `--unseen` measures the
 * posts that are kept apart, which no round of changes has been measured on. `--posts` measures the YAML lists of another folder,
 * all of which may be read: src/stances/coded/tuning, or a team's own. `--coder model` measures the learned coder that ships, on
 * posts of the held-out half by what it said before it had learned from them.
 */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codedPosts, figuresOf, judged, macroF1 } from './coded-posts.mjs'
import { codeWith, halfOf, say, shippedCodebook, shippedCoder } from './program.mjs'

/** @typedef {import('./coded-posts.mjs').CodedPost} CodedPost */
/** @typedef {import('./coded-posts.mjs').Judged} Judged */
/** @typedef {import('./program.mjs').Half} Half */

const { argv } = process
const chosen = argv.includes('--half') ? argv[argv.indexOf('--half') + 1] : undefined
const codebook = shippedCodebook()
const learned = argv[argv.indexOf('--coder') + 1] === 'model' ? shippedCoder(codebook) : null
const code = learned ?? ((/** @type {CodedPost} */ { text, language }) => codeWith(codebook, text, language))
const all = judged(codedPosts(), code)
if (argv.includes('--unseen')) {
  const list = judged(codedPosts(new URL('../test/stances/unseen/', import.meta.url)), code)
  report('unseen', list)
  if (argv.includes('--calibration')) calibration(list)
}
const own = argv.includes('--posts') ? argv[argv.indexOf('--posts') + 1] : undefined
if (own !== undefined) {
  const list = judged(codedPosts(pathToFileURL(`${resolve(own)}/`)), code)
  report(own, list)
  if (argv.includes('--calibration')) calibration(list)
  if (argv.includes('--worst')) worst(list)
}
for (const half of /** @type {Half[]} */ (['tune', 'held'])) {
  if (own !== undefined || argv.includes('--unseen') || (chosen !== undefined && chosen !== half)) continue
  // It has learned from all words of this half.
  if (half === 'tune' && learned !== null) continue
  const list = all.filter(({ post }) => halfOf(post) === half)
  report(half, list)
  if (argv.includes('--calibration')) calibration(list)
  if (half === 'tune' && argv.includes('--worst')) worst(list)
}

/**
 * @param {string} name which posts these are
 * @param {readonly Judged[]} list
 */
function report(name, list) {
  say(`${name}: ${new Set(list.map(({ post }) => post.id)).size} posts`)
  say('                               favor P    R    F1   n  against P    R    F1   n  neither F1  macro')
  const targets = [...new Set(list.map(({ target }) => target))]
  for (const target of targets) {
    const own = list.filter((one) => one.target === target)
    row(target, own)
    for (const language of ['fr', 'en', 'de']) {
      row(
        `  ${language}`,
        own.filter(({ post }) => post.language === language),
      )
    }
  }
  for (const language of ['fr', 'en', 'de'])
    row(
      language,
      list.filter(({ post }) => post.language === language),
    )
  row(
    'plain',
    list.filter(({ post }) => !post.hard),
  )
  row(
    'hard',
    list.filter(({ post }) => post.hard),
  )
  row('all', list)
  const mean = targets.map((target) => macroF1(list.filter((one) => one.target === target)))
  say(`mean of the targets' macro F1: ${shown(mean.reduce((sum, one) => sum + one, 0) / mean.length)}`)
}

/**
 * @param {string} name
 * @param {readonly Judged[]} list
 */
function row(name, list) {
  const favor = figuresOf(list, 'favor')
  const against = figuresOf(list, 'against')
  const neither = figuresOf(list, 'neither')
  const cells = [
    name.padEnd(30),
    ...[favor, against].map(
      ({ precision, recall, f1, coded }) =>
        `${shown(precision)} ${shown(recall)} ${shown(f1)} ${String(coded).padStart(3)}  `,
    ),
    shown(neither.f1),
    '     ',
    shown(macroF1(list)),
  ]
  say(cells.join(' '))
}

/**
 * The share of rows that is right, by the confidence they were written with.
 * @param {readonly Judged[]} list
 */
function calibration(list) {
  const rows = list.filter(({ found }) => found.polarity !== 'none')
  say('confidence  rows  mean  right')
  for (let from = 0.3; from < 1; from += 0.1) {
    const bin = rows.filter(({ found }) => found.confidence >= from && found.confidence < from + 0.1)
    if (bin.length === 0) continue
    const mean = bin.reduce((sum, { found }) => sum + found.confidence, 0) / bin.length
    const right = bin.filter(({ code, found }) => code === found.polarity).length / bin.length
    say(
      `${from.toFixed(1)}-${(from + 0.1).toFixed(1)}     ${String(bin.length).padStart(4)}  ${shown(mean)}  ${shown(right)}`,
    )
  }
}

/** @param {readonly Judged[]} list */
function worst(list) {
  for (const { post, target, code, found } of list) {
    if (found.polarity === code) continue
    const cues = found.cues.join(' ')
    say(
      `\n${post.id} ${post.language} ${target}: ${code}, read as ${found.polarity} ${shown(found.confidence)} (${cues}) ${found.others}`,
    )
    say(`  ${post.text.trim().replaceAll('\n', '\n  ')}\n  [${post.note}]`)
  }
}

/** @param {number} share */
function shown(share) {
  return share.toFixed(2)
}
