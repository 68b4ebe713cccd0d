/**
 * The posts that people coded by hand for measuring (src/stances/coded/posts), and the figures. Used by
 * bench/stances.mjs and by the test that pins the figures.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'yaml'

/** @typedef {'favor' | 'against' | 'neither' | 'none'} Code */
/** @typedef {{ id: string, language: string, text: string, codes: Record<string, Code>, hard: boolean, note: string }} CodedPost */
/** @typedef {{ polarity: Code, confidence: number, cues: readonly string[], others: string }} Found */
/** @typedef {{ post: CodedPost, target: string, code: Code, found: Found }} Judged */
/** @typedef {{ found: number, right: number, coded: number, precision: number, recall: number, f1: number }} Figures */

const folder = new URL('../src/stances/coded/posts/', import.meta.url)

/**
 * @param {URL} [from] a folder of YAML lists of posts
 * @returns {CodedPost[]} all posts, by file, then as they stand there
 */
export function codedPosts(from = folder) {
  return readdirSync(from)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .flatMap((name) => parse(readFileSync(new URL(name, from), 'utf8')) ?? [])
}

/**
 * One judgement per post and target.
 * @param {readonly CodedPost[]} posts
 * @param {(post: CodedPost) => ReadonlyMap<string, Found>} coder what it finds, by target
 * @returns {Judged[]}
 */
export function judged(posts, coder) {
  return posts.flatMap((post) => {
    const found = coder(post)
    return Object.entries(post.codes).map(([target, code]) => ({
      post,
      target,
      code,
      found: found.get(target) ?? { polarity: 'none', confidence: 0, cues: [], others: '' },
    }))
  })
}

/**
 * @param {readonly Judged[]} list
 * @param {Code} polarity
 * @returns {Figures} shares are 0 where nothing was found or coded
 */
export function figuresOf(list, polarity) {
  const found = list.filter((one) => one.found.polarity === polarity)
  const coded = list.filter((one) => one.code === polarity).length
  const right = found.filter((one) => one.code === polarity).length
  const precision = found.length === 0 ? 0 : right / found.length
  const recall = coded === 0 ? 0 : right / coded
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { found: found.length, right, coded, precision, recall, f1 }
}

/**
 * @param {readonly Judged[]} list
 * @returns {number} mean of the F1 of favor and of against
 */
export function macroF1(list) {
  return (figuresOf(list, 'favor').f1 + figuresOf(list, 'against').f1) / 2
}
