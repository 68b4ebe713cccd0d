import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sheetText } from '../../src/coding/sheet/write.js'
import type { SheetPost } from '../../src/coding/sheet/post.js'
import { DIALECTS, dialects } from '../../src/report/dialect.js'
import { cellsOf, filled, saved } from './fill.js'
import type { Saving } from './fill.js'
import { TARGETS, gathered } from './sheets.js'

const WORDS = {
  favor: ['favor', 'FAVOUR', 'pour', 'Favorable', 'dafür'],
  against: ['against', 'Contre', 'défavorable ', 'dagegen'],
  neither: ['neither', 'neutre', 'Weder noch'],
  none: ['none', 'Hors sujet', 'keine'],
} as const

const code = fc.constantFrom('favor', 'against', 'neither', 'none')
const cell = fc.option(code.chain((name) => fc.constantFrom(...WORDS[name]).map((word) => ({ name, word }))))
const hex = fc.array(fc.constantFrom(...'0123456789abcdef', ...'0123456789'), {
  minLength: 16,
  maxLength: 16,
})
const key = fc.oneof(
  hex.map((digits) => digits.join('')),
  fc.constantFrom('1234567890123456', '12345678e1234567', '1234567890123456-2'),
)
const words = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aeé œß,;"\'=+-@\t\n🙂Ж'), minLength: 1, maxLength: 40 }),
  fc.constantFrom('=HYPERLINK("x")', '1984', '3-4', 'sep=;', '"', "'quoted'", 'a;b,c\td'),
)
const row = fc.record({
  key,
  author: fc.option(words),
  context: fc.option(words),
  text: words,
  codes: fc.record({ bubble: cell, listing: cell }),
  memo: fc.constantFrom('', 'to be discussed; later', 'œuvre « close », "oui"', 'one\ntwo'),
})
const saving: fc.Arbitrary<Saving> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
  encoding: fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16', 'windows-1252'),
})

it('a sheet that was written, filled and saved in any way gives back every code', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { selector: (one) => one.key, minLength: 1, maxLength: 8 }),
      fc.constantFrom(...DIALECTS),
      saving,
      (rows, dialect, how) => {
        const posts = rows.map(({ key: id, author, context, text }, at): SheetPost => ({
          key: id,
          thread: 'talk',
          post: `talk#${at}`,
          kind: 'comment',
          author,
          published_at: '2026-03-05T17:08',
          language: 'fr',
          context,
          text,
        }))
        const written = new Map(
          rows.map(({ key: id, codes, memo }) => [
            id,
            { bubble: codes.bubble?.word ?? '', listing: codes.listing?.word ?? '', memo },
          ]),
        )
        const sheet = cellsOf(
          sheetText({ coder: 'Ida', posts }, TARGETS, dialect),
          dialects[dialect].delimiter,
        )
        const { list, faults } = gathered({ 'Ida (1).csv': saved(filled(sheet, written), how) })
        expect(faults.filter(({ diagnostic }) => diagnostic.code !== 'encoding-guessed')).toEqual([])
        expect(
          list.map(({ key: id, thread, codes, memo, coder }) => ({ id, thread, codes, memo, coder })),
        ).toEqual(
          rows.flatMap(({ key: id, codes, memo }) => {
            const given = TARGETS.flatMap((stance) => {
              const name = codes[stance as 'bubble' | 'listing']?.name
              return name === undefined ? [] : [{ stance, code: name }]
            })
            return given.length === 0
              ? []
              : [{ id, thread: 'talk', codes: given, memo: memo === '' ? null : memo, coder: 'Ida' }]
          }),
        )
      },
    ),
    { numRuns: 300 },
  )
})
