/**
 * How well the learned coder does on the posts that people coded for measuring (src/stances/coded/posts), by cross-validation, beside
 * the codebook and natural's classifiers: the figures of docs/model.md. usage: node bench/learn.mjs [--all]
 * Without --all on the held-out half alone, because the codebook, whose readings are features, was tuned with the other.
 */
import { codedPosts } from './coded-posts.mjs'
import { built, halfOf, say, shippedCodebook } from './program.mjs'

/** @typedef {import('../src/model/coding.js').Code} Code */
/** @typedef {import('../src/stances/learn/bag.js').Bag} Bag */
/** @typedef {readonly [code: Code, confidence: number]} Guess */
/** @typedef {{ bag: Bag, tokens: string[], codebook: ReadonlyMap<string, Code> }} Made */
/** @typedef {Made & { codes: Readonly<Record<string, Code>> }} Coded */
/** @typedef {{ post: Made, code: Code }} Lesson */

const { createRandom } = /** @type {typeof import('../src/random.js')} */ (await built('random'))
const { bagOf } = /** @type {typeof import('../src/stances/learn/bag.js')} */ (
  await built('stances/learn/bag')
)
const { loneText } = /** @type {typeof import('../src/stances/learn/lone.js')} */ (
  await built('stances/learn/lone')
)
const { tableOf } = /** @type {typeof import('../src/stances/learn/matrix.js')} */ (
  await built('stances/learn/matrix')
)
const { trainCoder } = /** @type {typeof import('../src/stances/learn/train.js')} */ (
  await built('stances/learn/train')
)
const { figuresOf } = /** @type {typeof import('../src/stances/learn/figures.js')} */ (
  await built('stances/learn/figures')
)
const { foldsOf } = /** @type {typeof import('../src/stances/learn/folds.js')} */ (
  await built('stances/learn/folds')
)
const { guessOf } = /** @type {typeof import('../src/stances/learn/guess.js')} */ (
  await built('stances/learn/guess')
)

const CLASSES = /** @type {Code[]} */ (['favor', 'against', 'neither', 'none'])
const FOLDS = 10
const SEEDS = [1, 2, 3]
const codebook = shippedCodebook()
const targets = codebook.targets.map(({ id }) => id)
const posts = codedPosts()
  .filter((post) => process.argv.includes('--all') || halfOf(post) === 'held')
  .map((post) => ({ ...made(post.text, post.language), codes: post.codes }))

/**
 * @param {string} text
 * @param {string} language
 * @returns {Made}
 */
function made(text, language) {
  const lone = loneText(text, language, codebook)
  if (lone === null) throw new Error(`no cues in the language ${language}`)
  const { words, post } = lone
  return {
    bag: bagOf(text, words, post, targets),
    tokens: Array.from(words.id, (id) => words.form(id)),
    codebook: new Map(post.view.stances.map(({ stance, polarity }) => [stance, polarity])),
  }
}

const examples = new Map(
  codebook.targets.map((target) => [
    target.id,
    target.examples.map((example) => ({
      post: made(example.text, example.language),
      code: example.polarity,
    })),
  ]),
)

/**
 * The learned coder: what it says of every post before it has learned from its fold.
 * @param {readonly Lesson[]} lessons
 * @param {readonly Lesson[]} shown examples of the codebook
 * @param {number} seed
 * @param {(bag: Bag) => Bag} part the features that it may use
 * @returns {Guess[]}
 */
function ours(lessons, shown, seed, part = (bag) => bag) {
  const table = tableOf([...lessons, ...shown].map(({ post }) => part(post.bag)))
  const coded = lessons.map(({ code }, row) => ({ row, code, group: String(row) }))
  const extra = shown.map(({ code }, i) => ({ row: lessons.length + i, code }))
  const { classes, outOfFold } = trainCoder(table, coded, extra, CLASSES, { cost: 1, folds: FOLDS, seed })
  return outOfFold.map((shares) => guessOf(shares, classes))
}

/**
 * A classifier of natural, given the words as a list (a text would lose its stopwords), and what the codebook says as a word.
 * @param {string} name
 * @param {readonly Lesson[]} lessons
 * @param {readonly Lesson[]} shown
 * @param {number} seed
 * @param {string | null} target whose code by the codebook it is told
 * @returns {Promise<Guess[]>}
 */
async function naturals(name, lessons, shown, seed, target) {
  const { default: Classifier } = await import(`natural/lib/natural/classifiers/${name}_classifier.js`)
  const tokens = (/** @type {Made} */ post) =>
    target === null ? post.tokens : [...post.tokens, `code ${post.codebook.get(target) ?? 'none'}`]
  const folds = foldsOf(
    lessons.map(({ code }, row) => ({ code, group: String(row) })),
    FOLDS,
    seed,
  )
  /** @type {Guess[]} */
  const guesses = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const classifier = new Classifier()
    const known = [...lessons.filter((_, i) => folds[i] !== fold), ...shown]
    for (const { post, code } of known) classifier.addDocument(tokens(post), code)
    classifier.train()
    for (const [i, { post }] of lessons.entries()) {
      if (folds[i] === fold) guesses[i] = [classifier.classify(tokens(post)), 1]
    }
  }
  return guesses
}

/**
 * @param {readonly Lesson[]} lessons
 * @param {readonly Guess[]} guesses
 * @param {number} least confidence below which the coder abstains
 */
function figures(lessons, guesses, least = 0) {
  return figuresOf(
    lessons.map(({ code }, i) => {
      const [found, confidence] = guesses[i] ?? ['none', 0]
      return { right: code, found: confidence < least ? null : found }
    }),
  )
}

/** @param {string} target */
function lessonsFor(target) {
  return posts.flatMap((post) => {
    const code = post.codes[target]
    return code === undefined ? [] : [{ post, code }]
  })
}

/** @param {readonly (number | null)[]} values */
function mean(values) {
  return values.reduce((/** @type {number} */ sum, value) => sum + (value ?? 0), 0) / values.length
}

/**
 * A line of macro F1 per target and their mean, each the mean over the seeds.
 * @param {string} name
 * @param {(lessons: Lesson[], target: string, seed: number) => Guess[] | Promise<Guess[]>} coder
 */
async function line(name, coder) {
  const found = []
  for (const target of targets) {
    const lessons = lessonsFor(target)
    const ofSeeds = []
    for (const seed of SEEDS) {
      ofSeeds.push(figures(lessons, await coder(lessons, target, seed)).macroF1)
    }
    found.push(mean(ofSeeds))
  }
  say(`${name.padEnd(44)} ${[...found, mean(found)].map((value) => value.toFixed(3)).join('  ')}`)
}

const shown = (/** @type {string} */ target) => examples.get(target) ?? []
/** Words, parts and pairs alone. */
const wordsOnly = (/** @type {Bag} */ bag) => ({ ...bag, plain: new Map() })
/** What the codebook says and the setting alone. */
const plainOnly = (/** @type {Bag} */ bag) => ({ ...bag, worded: new Map() })

say(`macro F1 of favor and against on ${posts.length} posts, ${FOLDS} folds, mean of ${SEEDS.length} deals`)
say(`${''.padEnd(44)} ${targets.map((target) => target.slice(0, 5)).join('  ')}  mean`)
await line('codebook', (lessons, target) =>
  lessons.map(({ post }) => [post.codebook.get(target) ?? 'none', 1]),
)
await line('learned coder', (lessons, target, seed) => ours(lessons, shown(target), seed))
await line('  without the codebook’s examples', (lessons, _, seed) => ours(lessons, [], seed))
await line('  without what the codebook reads', (lessons, target, seed) =>
  ours(lessons, shown(target), seed, wordsOnly),
)
await line('  without words', (lessons, target, seed) => ours(lessons, shown(target), seed, plainOnly))
await line('natural: Bayes, words', (lessons, target, seed) =>
  naturals('bayes', lessons, shown(target), seed, null),
)
await line('natural: Bayes, words and the codebook’s code', (lessons, target, seed) =>
  naturals('bayes', lessons, shown(target), seed, target),
)

/**
 * So many of the lessons, drawn with a seed.
 * @param {readonly Lesson[]} lessons
 * @param {number} n
 * @param {number} seed
 */
function drawn(lessons, n, seed) {
  const random = createRandom(seed)
  const rest = [...lessons]
  return Array.from({ length: n }, () => rest.splice(random.below(rest.length), 1)).flat()
}

say('\nhow many codings: macro F1, mean over targets and draws of n posts')
say('    n  codebook  learned  without examples')
for (const n of [50, 100, 150, 200, 300]) {
  if (n > posts.length) continue
  const rows = targets.flatMap((target) =>
    SEEDS.map((seed) => {
      const lessons = drawn(lessonsFor(target), n, seed)
      const byCodebook = lessons.map(
        ({ post }) => /** @type {Guess} */ ([post.codebook.get(target) ?? 'none', 1]),
      )
      return [byCodebook, ours(lessons, shown(target), seed), ours(lessons, [], seed)].map(
        (guesses) => figures(lessons, guesses).macroF1,
      )
    }),
  )
  const means = [0, 1, 2].map((at) => mean(rows.map((row) => row[at] ?? 0)).toFixed(3))
  say(`${String(n).padStart(5)}  ${means.join('     ')}`)
}

const guessed = targets.flatMap((target) => {
  const lessons = lessonsFor(target)
  return SEEDS.map((seed) => ({ lessons, guesses: ours(lessons, shown(target), seed) }))
})
say('\nwhere it abstains: least confidence, share judged, precision of favor and against, macro F1')
for (const least of [0, 0.4, 0.5, 0.6, 0.7, 0.8]) {
  const rows = guessed.map(({ lessons, guesses }) => {
    const { favor, against, macroF1 } = figures(lessons, guesses, least)
    const kept = guesses.filter(([, confidence]) => confidence >= least).length / guesses.length
    return [kept, favor.precision, against.precision, macroF1]
  })
  say(
    `  ${least.toFixed(1)}  ${[0, 1, 2, 3].map((at) => mean(rows.map((row) => row[at] ?? 0)).toFixed(2)).join('  ')}`,
  )
}
say('\nwhat confidence means: from, judgements, mean confidence, share right')
const judged = guessed.flatMap(({ lessons, guesses }) =>
  guesses.map(([code, confidence], i) => ({ confidence, right: code === lessons[i]?.code })),
)
for (let from = 2; from < 10; from++) {
  const own = judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === from)
  if (own.length === 0) continue
  const right = own.filter((one) => one.right).length / own.length
  const sure = mean(own.map(({ confidence }) => confidence))
  say(`  0.${from}  ${String(own.length).padStart(5)}  ${sure.toFixed(2)}  ${right.toFixed(2)}`)
}
