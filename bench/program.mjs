import { readFileSync } from 'node:fs'

/**
 * The program as it was built, with the types of its sources: bench/ measures what users run, so `npm run build` comes
 * first, and the types are checked without a second build.
 */
export const built = (/** @type {string} */ name) =>
  import(new URL(`../dist/${name}.js`, import.meta.url).href)

export const { analyseThread, createInstruments } = /** @type {typeof import('../src/pipeline.js')} */ (
  await built('pipeline')
)
export const { loadLanguages } = /** @type {typeof import('../src/languages/load.js')} */ (
  await built('languages/load')
)
const { defaultCodebookFiles, loadCodebook } = /** @type {typeof import('../src/stances/load.js')} */ (
  await built('stances/load')
)
const { codeText } = /** @type {typeof import('../src/stances/tag.js')} */ (await built('stances/tag'))
const { readDump } = /** @type {typeof import('../src/read/dump.js')} */ (await built('read/dump'))
export const { threadRecord } = /** @type {typeof import('../src/report/record.js')} */ (
  await built('report/record')
)
export const { compileLines } = /** @type {typeof import('../src/patterns/lines.js')} */ (
  await built('patterns/lines')
)
export const { partsOf } = /** @type {typeof import('../src/segment/known.js')} */ (
  await built('segment/known')
)
export const { indexWords } = /** @type {typeof import('../src/text/words.js')} */ (await built('text/words'))
export const { Vocabulary } = /** @type {typeof import('../src/text/vocabulary.js')} */ (
  await built('text/vocabulary')
)
export const { compileStamps } = /** @type {typeof import('../src/segment/stamps/lexicon.js')} */ (
  await built('segment/stamps/lexicon')
)
export const { scanStamps } = /** @type {typeof import('../src/segment/stamps/scan.js')} */ (
  await built('segment/stamps/scan')
)

const { isHeldOut } = /** @type {typeof import('../src/stances/learn/team-posts.js')} */ (
  await built('stances/learn/team-posts')
)
const { readModel } = /** @type {typeof import('../src/stances/learn/file.js')} */ (
  await built('stances/learn/file')
)
const { compileModel } = /** @type {typeof import('../src/stances/learn/compile.js')} */ (
  await built('stances/learn/compile')
)
const { guessText } = /** @type {typeof import('../src/stances/learn/code.js')} */ (
  await built('stances/learn/code')
)
const { SHIPPED_CODER } = /** @type {typeof import('../src/stances/learn/shipped.js')} */ (
  await built('stances/learn/shipped')
)

/** @typedef {'tune' | 'held'} Half */

/**
 * @param {{ id: string }} post
 * @returns {Half}
 */
export function halfOf({ id }) {
  return isHeldOut(id) ? 'held' : 'tune'
}

/** @returns {import('../src/stances/codebook.js').Codebook} the codebook that ships */
export function shippedCodebook() {
  const { codebook: file } = defaultCodebookFiles()
  const { codebook, faults } = loadCodebook(file.source, file.name)
  if (codebook === null) throw new Error(faults.map(({ message }) => message).join('\n'))
  return codebook
}

/**
 * @param {import('../src/stances/codebook.js').Codebook} codebook
 * @param {string} text
 * @param {string} language
 * @returns {Map<string, import('./coded-posts.mjs').Found>} what the text holds, by target
 */
export function codeWith(codebook, text, language) {
  return new Map(
    codeText(text, language, codebook).stances.map(({ stance, polarity, confidence, cues, other }) => [
      stance,
      {
        polarity,
        confidence,
        cues,
        others: other === null ? '' : `${other.polarity} ${other.cues.join(' ')}`,
      },
    ]),
  )
}

/**
 * The coder that ships with the codebook.
 * @param {import('../src/stances/codebook.js').Codebook} codebook
 * @returns {(post: import('./coded-posts.mjs').CodedPost) => Map<string, import('./coded-posts.mjs').Found>} what it says of a
 * post, by target; of one that it was trained on what it said before
 */
export function shippedCoder({ hash, targets, ...rest }) {
  const ids = targets.map(({ id }) => id)
  const { model, faults } = readModel(readFileSync(SHIPPED_CODER, 'utf8'), { hash, targets: ids })
  if (model === null) throw new Error(faults.join('\n'))
  const compiled = compileModel(model, ids)
  const trained = new Map(model.posts.map(({ key, guesses }) => [key, new Map(Object.entries(guesses))]))
  return ({ id, text, language }) => {
    const guesses = trained.get(id) ?? guessText(text, language, { hash, targets, ...rest }, compiled)
    return new Map(
      [...guesses].map(([target, [code, confidence]]) => [
        target,
        {
          polarity: confidence < compiled.minConfidence ? 'none' : code,
          confidence,
          cues: [],
          others: '',
        },
      ]),
    )
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name path below its folder
 * @returns {import('../src/model/dump.js').Dump}
 */
export function dumpOf(bytes, name) {
  const read = readDump(bytes, name)
  if (read.kind === 'refused') throw new Error(`${name}: ${read.diagnostic.message}`)
  return read.dump
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`)
}
