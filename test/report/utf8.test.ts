import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Utf8, utf8 } from '../../src/report/utf8.js'

const decoder = new TextDecoder()

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.array(fc.constantFrom('a', 'é', '€', '🙂', '\ud83d', '\ude42')).map((units) => units.join('')),
)

describe('text as UTF-8', () => {
  it('has the bytes of the encoder, short or long', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const out = new Utf8()
        for (const one of texts) out.append(one)
        const expected = texts.map((one) => [...utf8(one)]).flat()
        expect(out.size).toBe(expected.length)
        expect([...out.take()]).toEqual(expected)
      }),
    )
  })

  it('has numbers as they print', () => {
    const number = fc.oneof(
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double(),
      fc.constantFrom(0, -0, 9, 10, 1 << 30),
    )
    fc.assert(
      fc.property(number, (value) => {
        const out = new Utf8()
        out.number(value)
        expect(decoder.decode(out.take())).toBe(String(value))
      }),
    )
  })

  it('takes over bytes of its own, also where it must grow for them', () => {
    const out = new Utf8()
    out.append('twice ')
    for (let i = 0; i < 12; i++) out.copy(out, 0, out.size)
    expect(decoder.decode(out.take())).toBe('twice '.repeat(1 << 12))
    out.append('and again')
    expect(decoder.decode(out.take())).toBe('and again')
  })
})
