import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadLanguages } from '../../src/languages/load.js'
import { indexLines } from '../../src/text/lines.js'
import { resolveStamps } from '../../src/segment/stamps/resolve.js'
import { stampsAnywhereIn, stampsIn } from './stamps.js'

const { byCode } = loadLanguages()

/** The line with its stamps in braces, and what each means for a dump of 11 March 2026. */
function read(line: string): string {
  const phrases = stampsIn(line)
  const context = { capturedAt: '2026-03-11', habit: byCode.get('fr') ?? null, order: 'unknown' as const }
  const { stamps } = resolveStamps({ lines: indexLines(line) }, phrases, context)
  let at = 0
  let shown = ''
  for (const { start, end } of phrases) {
    shown += `${line.slice(at, start)}{${line.slice(start, end)}}`
    at = end
  }
  return `${shown}${line.slice(at)} = ${stamps.map(({ iso }) => iso ?? '?').join(' ')}`
}

describe('absolute stamps', () => {
  it.each([
    ['Le {05/03/2026 à 17:08}', '2026-03-05T17:08'],
    ['Message par Odile » {05 mars 2026, 17:08}', '2026-03-05T17:08'],
    ['le {1er mars 2026}', '2026-03-01'],
    ['{5 févr. 2026 à 17 h 08 min}', '2026-02-05T17:08'],
    ['{jeudi 5 mars 2026 à 17h08}', '2026-03-05T17:08'],
    ['by Ned » {Thu Mar 05, 2026 5:08 pm}', '2026-03-05T17:08'],
    ['{March 5th, 2026 at 5:08 pm}', '2026-03-05T17:08'],
    ['{5 March 2026 12:05 AM}', '2026-03-05T00:05'],
    ['{March 5, 2026 @10:00AM}', '2026-03-05T10:00'],
    ['{Mar. 5, 2026, 5:08 p.m.}', '2026-03-05T17:08'],
    ['{Wed Sep 18 2024 - 12:39:22 BST}', '2024-09-18T12:39:22+01:00'],
    ['{Thu Mar  5 17:08:22 2026}', '2026-03-05T17:08:22'],
    ['{Thu, 05 Mar 2026 17:08:22 -0500 (EST)}', '2026-03-05T17:08:22-05:00'],
    ['{2026-03-05 17:08}', '2026-03-05T17:08'],
    ['{2026-03-05T17:08:22+01:00}', '2026-03-05T17:08:22+01:00'],
    ['{2026-03-05T17:08:22.123Z}', '2026-03-05T17:08:22Z'],
    ['(d) {2 mars 2026 à 20:03 (CET)}[répondre]', '2026-03-02T20:03+01:00'],
    ['{20:03, 2 March 2026 (UTC)}', '2026-03-02T20:03Z'],
    ['{5. März 2026 um 17:08 Uhr}', '2026-03-05T17:08'],
    ['#1 — {24. Februar 2026, 6:22 Uhr}', '2026-02-24T06:22'],
    ['ATS / {1.2.2026 - 05:50}', '2026-02-01T05:50'],
    ['{13.10. 2025}', '2025-10-13'],
    ['{5 de marzo de 2026 a las 17:08}', '2026-03-05T17:08'],
    ['{5 marzo 2026 alle 17.08}', '2026-03-05T17:08'],
    ['{5 maart 2026 om 17:08 uur}', '2026-03-05T17:08'],
    ['{5 de março de 2026 às 17:08}', '2026-03-05T17:08'],
    ['{05-Mar-2026 17:08}', '2026-03-05T17:08'],
    ['{5 mars 26, 17:08}', '2026-03-05T17:08'],
    ['{13/03/98 17:08}', '1998-03-13T17:08'],
    ['{20260305 17:08}', '2026-03-05T17:08'],
    ['{5&nbsp;f&eacute;vrier&nbsp;2026 &agrave; 17:08}', '2026-02-05T17:08'],
    ['{5 fe\u0301vrier 2026\u202f17:08}', '2026-02-05T17:08'],
    ['{05 mars 2026 à 17:08}Répondre', '2026-03-05T17:08'],
  ])('%s', (line, iso) => {
    expect(read(line.replace(/[{}]/g, ''))).toBe(`${line} = ${iso}`)
  })

  it.each([
    ['{5 mars}', '2026-03-05'],
    ['57 {Mar 5}', '2026-03-05'],
    ['{12/12 10:05}', '2025-12-12T10:05'],
    ["{Nov 3 '25} edited {Nov 4 '25}", '2025-11-03 2025-11-04'],
    ['{29 février}', '2024-02-29'],
  ])('without a year or with a short one: %s', (line, iso) => {
    expect(read(line.replace(/[{}]/g, ''))).toBe(`${line} = ${iso}`)
  })
})

describe('relative stamps', () => {
  it.each([
    ['{il y a un jour}', '2026-03-10'],
    ['{hier à 10:02}', '2026-03-10T10:02'],
    ['{hier, 10:02}', '2026-03-10T10:02'],
    ['{avant-hier à 9h}', '2026-03-09T09:00'],
    ["{aujourd'hui à 9h}", '2026-03-11T09:00'],
    ['{aujourd’hui à 9h}', '2026-03-11T09:00'],
    ['{vor 2 Tagen}', '2026-03-09'],
    ['{gestern um 10:02}', '2026-03-10T10:02'],
    ['{hace 2 días}', '2026-03-09'],
    ['{ieri alle 17:08}', '2026-03-10T17:08'],
    ['{2 dagen geleden}', '2026-03-09'],
    ['{há 2 dias}', '2026-03-09'],
    ['{Yesterday at 5 PM}', '2026-03-10T17:00'],
    ['Lucie · {3d}', '2026-03-08'],
    ['{lundi à 10:02}', '2026-03-09T10:02'],
    ['{Wednesday at 5:08 PM}', '2026-03-04T17:08'],
    ['{il y a 3 heures}', '?'],
    ['{vor einer Stunde}', '?'],
    ["{un'ora fa}", '?'],
    ['{3 years ago} (edited)', '?'],
    ['{a few minutes ago}', '?'],
    ['{2 h}', '?'],
  ])('%s', (line, iso) => {
    expect(read(line.replace(/[{}]/g, ''))).toBe(`${line} = ${iso}`)
  })

  it('are read as everyday words in a sentence', () => {
    expect(stampsIn('Hier, on a vu le tram. Il est passé hier. Il faut 2 h pour y aller.')).toEqual([])
  })
})

it('reads a lone time of day, without its day', () => {
  expect(read('Posted by: Hob at 09:12 AM | Comments (6)')).toBe(
    'Posted by: Hob at {09:12 AM} | Comments (6) = ?',
  )
  expect(stampsIn('Publié à 17h08').map(({ kind }) => kind)).toEqual(['time-only'])
})

it.each([
  'version 1.2.3, then 10.4.11, from 192.168.1.12',
  'tel. 01 02 03 04 05 or 06-12-34-56-78 or +33 6 12 34 56 78',
  'between 17:08-19:00, 3/4 of them, 12.50 or $12.03, a score of 3-2',
  '10 out of 12 may 5 times',
  'https://example.org/2026/03/05/tram',
  '31/02/2026 and 45/45/2026',
  'Mar 2014',
])('finds nothing in: %s', (line) => {
  expect(stampsIn(line).map(({ start, end }) => line.slice(start, end))).toEqual([])
})

describe('the form', () => {
  const forms = (...lines: string[]) => new Set(lines.map((line) => stampsIn(line)[0]?.form))

  it('is the same for stamps of one template', () => {
    expect(forms('le 1er mars 2026 à 9:05', '12 avril 2025 à 17:08', '5 févr. 2026 à 17:08').size).toBe(1)
    expect(forms('March 1st, 2026 at 5:08 pm', 'May 22, 2025 at 11:00 am').size).toBe(1)
    expect(forms('hier à 10:02', "aujourd'hui à 9:00", 'lundi à 10:00').size).toBe(1)
    expect(forms('il y a une heure', 'il y a 12 jours').size).toBe(1)
  })

  it('tells templates apart', () => {
    expect(forms('05/03/2026 17:08', '05-03-2026 17:08', '05/03/2026 à 17:08', '05/03/2026').size).toBe(4)
  })
})

const pieces = fc.constantFrom(
  '5',
  '12',
  '2026',
  ' ',
  '\n',
  'mars',
  'Mar',
  'il',
  'y',
  'a',
  'ago',
  'days',
  '/',
  '.',
  ':',
  '-',
  ',',
  'h',
  'pm',
  'hier',
  '\u00a0',
  '&nbsp;',
  '&',
  'lundi',
  'T',
  'Z',
  '+01:00',
  '\ud83d\ude0a',
  'é',
  "'",
  'à',
  'le',
  'vor',
  '(',
  ')',
  'x',
)

it('gives spans in order, on one line, that do not overlap, and that read the same alone', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join('')
      let end = 0
      for (const phrase of stampsIn(text)) {
        expect(phrase.start).toBeGreaterThanOrEqual(end)
        expect(phrase.end).toBeGreaterThan(phrase.start)
        expect(phrase.end).toBeLessThanOrEqual(text.length)
        const words = text.slice(phrase.start, phrase.end)
        expect(words).not.toContain('\n')
        expect(words.trim()).toBe(words)
        end = phrase.end
      }
    }),
  )
})

it('reads nothing outside the part it is given', () => {
  const text = '5 mars 2026 à 17:08'
  const phrases = stampsIn(text, { start: 0, end: 11 })
  expect(phrases.map(({ start, end }) => text.slice(start, end))).toEqual(['5 mars 2026'])
})

it('finds by the words of a text what a look at every place finds', () => {
  const behind = fc.constantFrom(
    '\n',
    '»',
    ')',
    '·',
    '’',
    '–',
    '%',
    '\u00a0',
    '  ',
    'comments',
    'PM',
    'uhr',
    'min',
    '٣',
    '2nd',
    'an',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, behind, fc.nat(99).map(String)), { maxLength: 40 }), (parts) => {
      for (const text of [parts.join(' '), parts.join('')])
        expect(stampsIn(text)).toEqual(stampsAnywhereIn(text))
    }),
  )
})
