import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CODES } from '../../src/model/coding.js'
import { calibrate, sharesOf } from '../../src/stances/learn/calibrate.js'
import { exp, log } from '../../src/stances/learn/exact.js'
import { MAX_OF_FORM, formHashes, formNames, marksIn } from '../../src/stances/learn/features.js'
import { foldsOf } from '../../src/stances/learn/folds.js'
import { groupsOf } from '../../src/stances/learn/groups.js'
import { hashOf } from '../../src/stances/learn/hash.js'
import { HashTable } from '../../src/stances/learn/hash-table.js'
import { trainSvm } from '../../src/stances/learn/svm.js'

describe('numbers without the engine', () => {
  test('exp and log are those of Math to the last digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-13)
        const power = Math.exp(x)
        expect(Math.abs(log(power) - Math.log(power))).toBeLessThan(1e-12)
      }),
    )
    expect([exp(0), log(1), exp(-1000)]).toEqual([1, 0, 0])
  })
})

describe('features', () => {
  test('a word is itself and its parts of three or four letters with the ends marked', () => {
    expect(formNames('toll')).toEqual([
      'word:toll',
      'part:^to',
      'part:^tol',
      'part:tol',
      'part:toll',
      'part:oll',
      'part:oll$',
      'part:ll$',
    ])
  })

  test('hashes are those of the names, in their order, for any word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (form) => {
        const into = new Int32Array(MAX_OF_FORM)
        expect([...into.subarray(0, formHashes(form, into))]).toEqual(formNames(form).map(hashOf))
        for (const name of formNames(form)) expect(name).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })

  test('marks and emoji are seen in own words only, each once', () => {
    const text = 'Really?? 😂 yes 👍🏽! [quoted ☃ …]'
    expect([...marksIn(text, [{ start: 0, end: text.indexOf('[') }])]).toEqual(['?', '😂', '👍', '!'])
  })

  test('a table finds what is in it and nothing else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 200 }), fc.integer(), (hashes, other) => {
        const table = new HashTable(hashes)
        expect(hashes.map((hash) => table.row(hash))).toEqual(hashes.map((_, row) => row))
        expect(table.row(other)).toBe(hashes.indexOf(other))
      }),
    )
  })
})

const members = fc.array(
  fc.record({ group: fc.constantFrom(...'abcdefghijkl'), code: fc.constantFrom(...CODES) }),
  { minLength: 1, maxLength: 120 },
)

describe('folds', () => {
  test('no group is on both sides, and every post is in one fold', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 2, max: 10 }), (given, folds) => {
        const dealt = foldsOf(given, folds, 1)
        const of = new Map<string, number>()
        for (const [i, { group }] of given.entries()) {
          const fold = dealt[i] ?? -1
          expect(fold >= 0 && fold < folds).toBe(true)
          expect(of.get(group) ?? fold).toBe(fold)
          of.set(group, fold)
        }
      }),
    )
  })

  test('codes are spread evenly as far as groups allow', () => {
    const given = Array.from({ length: 200 }, (_, i) => ({
      group: `g${i % 50}`,
      code: CODES[i % 50 < 10 ? 0 : 3] ?? 'none',
    }))
    const folds = foldsOf(given, 5, 1)
    for (let fold = 0; fold < 5; fold++) {
      const own = given.filter((_, i) => folds[i] === fold)
      expect([own.length, own.filter(({ code }) => code === 'favor').length]).toEqual([40, 8])
    }
  })

  test('threads that share a post are one group, but not by a short one', () => {
    const post = (thread: string, fingerprint: string, words: number) => ({ thread, fingerprint, words })
    const long = 20
    expect(
      groupsOf([
        post('a', '1', long),
        post('b', '2', long),
        post('b', '1', long),
        post('c', '2', long),
        post('c', '9', 1),
        post('d', '9', 1),
      ]),
    ).toEqual(['a', 'a', 'a', 'a', 'a', 'd'])
  })
})

describe('the support vector machine', () => {
  const rows = (data: readonly (readonly number[])[]) => {
    const width = data[0]?.length ?? 0
    return {
      columns: Int32Array.from(data.flatMap((row) => row.map((_, column) => column))),
      values: Float64Array.from(data.flat()),
      begin: Int32Array.from({ length: data.length + 1 }, (_, i) => i * width),
    }
  }

  test('finds the least of what it is to make small', () => {
    const cost = 1
    const two = rows([[1], [-1]])
    const { weights, bias } = trainSvm(two, Int8Array.of(1, -1), { width: 1, cost, seed: 1 })
    // Minimise w²/2 + b²/2 + C (1 - w - b)² + C (1 - w + b)²: b = 0, w = 4C / (1 + 4C).
    expect(weights[0]).toBeCloseTo((4 * cost) / (1 + 4 * cost), 1)
    expect(bias).toBeCloseTo(0, 1)
  })

  test('no small step betters its objective by much', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: -2, max: 2, noNaN: true }),
            fc.double({ min: -2, max: 2, noNaN: true }),
            fc.boolean(),
          ),
          {
            minLength: 2,
            maxLength: 30,
          },
        ),
        (given) => {
          const data = given.map(([x, y]) => [x, y])
          const labels = Int8Array.from(given, ([, , side]) => (side ? 1 : -1))
          const { weights, bias } = trainSvm(rows(data), labels, { width: 2, cost: 1, seed: 1 })
          const objective = (w0: number, w1: number, b: number): number =>
            data.reduce(
              (sum, [x = 0, y = 0], i) => {
                const loss = Math.max(0, 1 - (labels[i] ?? 1) * (w0 * x + w1 * y + b))
                return sum + loss * loss
              },
              (w0 * w0 + w1 * w1 + b * b) / 2,
            )
          const [w0 = 0, w1 = 0] = weights
          const least = objective(w0, w1, bias)
          for (const [a, b, c] of [
            [0.1, 0, 0],
            [-0.1, 0, 0],
            [0, 0.1, 0],
            [0, -0.1, 0],
            [0, 0, 0.1],
            [0, 0, -0.1],
          ]) {
            expect(objective(w0 + (a ?? 0), w1 + (b ?? 0), bias + (c ?? 0))).toBeGreaterThan(least - 0.1)
          }
        },
      ),
    )
  })
})

describe('calibration', () => {
  test('where scores say nothing, the shares are those of the codes', () => {
    const posts = Array.from({ length: 400 }, (_, i) => ({ scores: [0, 0], right: i % 4 === 0 ? 0 : 1 }))
    const [first = 0, second = 0] = sharesOf([0, 0], calibrate(posts, 2))
    expect(first).toBeCloseTo(0.25, 2)
    expect(first + second).toBeCloseTo(1, 12)
  })

  test('scores that are too sure are brought down to how often they are right', () => {
    const posts = Array.from({ length: 1000 }, (_, i) => ({ scores: [3, -3], right: i % 10 < 8 ? 0 : 1 }))
    expect(sharesOf([3, -3], calibrate(posts, 2))[0]).toBeCloseTo(0.8, 2)
  })
})
