import { expect, test } from 'vitest'
import { LineMemo } from '../../src/segment/line-memo.js'

test('a line’s answer is given again for the same stretch only', () => {
  const memo = new LineMemo<string>(3)
  expect(memo.get(1, 0, 0)).toBeUndefined()
  expect(memo.set(1, 4, 9, 'Anna')).toBe('Anna')
  expect([memo.get(1, 4, 9), memo.get(1, 4, 8), memo.get(1, 5, 9), memo.get(2, 4, 9)]).toEqual([
    'Anna',
    undefined,
    undefined,
    undefined,
  ])
  memo.set(1, 5, 9, 'nna')
  expect([memo.get(1, 4, 9), memo.get(1, 5, 9)]).toEqual([undefined, 'nna'])
})
