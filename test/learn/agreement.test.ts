import { expect, test } from 'vitest'
import { codedPosts } from '../../src/coding/agreement/units.js'
import type { LearnedFacts } from '../../src/model/stance.js'
import { threadRecord } from '../../src/report/record.js'
import { analysed, codingsOf } from '../report/build.js'
import type { ThreadSpec } from '../report/build.js'

const stance = 'bubble'
const coding = (post: number, code: 'favor' | 'none') => ({ post, coder: 'Ada', stance, code })
const SPEC: ThreadSpec = {
  posts: [
    { author: 'Ida', text: 'Words.' },
    { author: 'Bo', text: 'A bubble.' },
    { author: 'Cy', text: 'Perhaps.' },
    { author: 'Di', text: 'Rain.' },
  ],
  stances: [{ post: 1, stance, polarity: 'favor', words: 'A bubble', coder: 'model' }],
  codings: [coding(1, 'favor'), coding(2, 'favor'), coding(3, 'none')],
}

function byModel(learned: LearnedFacts | null) {
  const spec = learned === null ? SPEC : { ...SPEC, learned }
  const record = codingsOf([spec]).join(threadRecord(analysed(spec)))
  return codedPosts(record, [stance]).map(({ machines }) => machines.get('model') ?? null)
}

test('where the learned coder says nothing its code is none, unless it abstained', () => {
  const abstentions = [{ post: 2, stance, code: 'favor' as const, confidence: 0.5 }]
  expect(byModel({ targets: [stance], abstentions })).toEqual(['favor', null, 'none'])
})

test('without a learned coder for the target there is no code', () => {
  expect(byModel(null).slice(1)).toEqual([null, null])
  expect(byModel({ targets: ['listing'], abstentions: [] }).slice(1)).toEqual([null, null])
})
