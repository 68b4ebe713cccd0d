import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from '../../src/worker/lines.js'
import type { InputLine } from '../../src/worker/lines.js'

async function read(chunks: readonly Uint8Array[], limit = 1000): Promise<InputLine[]> {
  async function* input(): AsyncGenerator<Uint8Array> {
    yield* chunks
  }
  const lines: InputLine[] = []
  for await (const line of linesOf(input(), limit)) lines.push(line)
  return lines
}

const bytes = (text: string): Uint8Array => Buffer.from(text)

test('lines are the same wherever the stream is cut, also inside a character', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', '{', '\u2028', ' ') })
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat(200)), async (lines, cuts) => {
      const whole = bytes(lines.map((one) => `${one}\n`).join(''))
      const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length].sort((a, b) => a - b)
      const chunks = at.slice(1).map((end, n) => whole.subarray(at[n], end))
      const expected = lines.map((one, n) => ({ number: n + 1, text: one.trim() }))
      expect(await read(chunks)).toEqual(expected.filter(({ text }) => text !== ''))
    }),
  )
})

test('a line may end with CRLF, and the last one with nothing', async () => {
  expect(await read([bytes('a\r\n\r\n\nb')])).toEqual([
    { number: 1, text: 'a' },
    { number: 4, text: 'b' },
  ])
})

test('a line that is too long is passed over, and the next one is read', async () => {
  const long = bytes('x'.repeat(400))
  expect(await read([bytes('a\n'), long, long, long, bytes('\nb\n'), long])).toEqual([
    { number: 1, text: 'a' },
    { number: 2, text: null },
    { number: 3, text: 'b' },
    { number: 4, text: 'x'.repeat(400) },
  ])
})
