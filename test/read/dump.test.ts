import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDump, threadId } from '../../src/read/dump.js'
import type { Dump } from '../../src/model/dump.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** One byte a character: what is not in `special` stands at its Latin-1 place. */
function singleByte(text: string, special: Readonly<Record<string, number>>): Uint8Array {
  return Uint8Array.from([...text], (letter) => special[letter] ?? letter.charCodeAt(0))
}

function dumpOf(bytes: Uint8Array, file = 'page.txt'): Dump {
  const read = readDump(bytes, file)
  if (read.kind === 'refused') throw new Error(read.diagnostic.message)
  return read.dump
}

function refusal(bytes: Uint8Array): string {
  const read = readDump(bytes, 'page.txt')
  return read.kind === 'refused' ? read.diagnostic.code : 'read'
}

const codes = (dump: Dump): string[] => dump.diagnostics.map(({ code }) => code)

describe('encodings', () => {
  const text = 'Voilà : le cœur des prix, 100 € à Élise 😀'

  test('UTF-8 is read as it is, and its byte-order mark is no text', () => {
    expect(dumpOf(utf8(text))).toMatchObject({ text, diagnostics: [] })
    expect(dumpOf(utf8('\uFEFF' + text)).text).toBe(text)
  })

  test('a broken file leaves nothing behind for the next one', () => {
    dumpOf(Uint8Array.from([...utf8('cœur '), 0xf0, 0x9f]))
    expect(dumpOf(utf8('\uFEFF' + text))).toMatchObject({ text, diagnostics: [] })
  })

  test('UTF-16 is read in both byte orders', () => {
    const little = Buffer.from('\uFEFF' + text, 'utf16le')
    const big = Buffer.from(little).swap16()
    expect(dumpOf(little)).toMatchObject({ text, diagnostics: [] })
    expect(dumpOf(big)).toMatchObject({ text, diagnostics: [] })
  })

  test('UTF-16 without its mark is known by its zero bytes, and that is noted', () => {
    const bytes = Buffer.from('Une page sans marque, écrite à deux octets la lettre.', 'utf16le')
    expect(dumpOf(bytes).text).toContain('écrite à deux')
    expect(codes(dumpOf(bytes))).toEqual(['encoding-guessed'])
  })

  test('Windows-1252 is told by its quotation marks, dots and euro', () => {
    const page = 'Élise a écrit : « c’est déjà trop cher… » et le cœur à 100 €'
    const bytes = singleByte(page, { '’': 0x92, '…': 0x85, œ: 0x9c, '€': 0x80 })
    expect(dumpOf(bytes).text).toBe(page)
    expect(codes(dumpOf(bytes))).toEqual(['encoding-guessed'])
  })

  test('ISO-8859-15 is told by its œ between letters and its euro', () => {
    const page = "Le cœur de l'œuvre : 100 € à Élise, déjà vu"
    expect(dumpOf(singleByte(page, { œ: 0xbd, '€': 0xa4 })).text).toBe(page)
  })

  test('a half stays a half', () => {
    expect(dumpOf(singleByte('Deux heures et ½, déjà', {})).text).toBe('Deux heures et ½, déjà')
  })

  test('UTF-8 with a broken place keeps its other accents and says where the place is', () => {
    const bytes = Buffer.concat([utf8('été\nhiver à Évry\ncass'), Buffer.from([0xe9]), utf8('e ici, là')])
    const dump = dumpOf(bytes)
    expect(dump.text).toBe('été\nhiver à Évry\ncass\uFFFDe ici, là')
    expect(dump.diagnostics).toMatchObject([{ code: 'encoding-damaged', line: 3 }])
  })

  test('a page whose letters were decoded twice is read as it is, and that is said', () => {
    const page = "L'été dernier, à Évry :\nje l’ai déjà lu, c’était très drôle"
    const twice = new TextDecoder('latin1').decode(utf8(page))
    expect(dumpOf(utf8(twice)).text).toBe(twice)
    expect(dumpOf(utf8(twice)).diagnostics).toMatchObject([{ code: 'encoding-damaged', line: 1 }])
    expect(codes(dumpOf(utf8('É o fim: NÃO, IRMÃ! On lit « Ã© » au lieu de « é ».')))).toEqual([])
  })

  test('characters that were lost before the page was saved are counted', () => {
    const { diagnostics } = dumpOf(utf8('Un \n caf\uFFFD, deux caf\uFFFDs'))
    expect(diagnostics).toMatchObject([{ code: 'encoding-damaged', line: 2 }])
    expect(diagnostics[0]?.message).toMatch(/^2 characters/)
  })

  test('another alphabet is not passed off as a good guess', () => {
    const bytes = Buffer.from(
      'cff0e8e2e5f220e2f1e5ec2c20fdf2ee20eff0eef1f2eee920f2e5eaf1f220e4ebff20eff0eee2e5f0eae820eaeee4e8f0eee2eae8',
      'hex',
    )
    expect(codes(dumpOf(bytes))).toEqual(['encoding-damaged'])
  })
})

describe('the text', () => {
  test('Windows and old Mac line ends become LF, and nothing else changes', () => {
    const odd = '  a&nbsp;b\u00A0c\u2028d\u0085e\t\u200B '
    expect(dumpOf(utf8(`x\r\ny\rz\n\r\n${odd}`)).text).toBe(`x\ny\nz\n\n${odd}`)
  })

  test('every text without CR comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (word) => {
        const text = `mot ${word.replace(/[\r\p{Cc}\uFEFF]/gu, '')} mot`
        expect(dumpOf(utf8(text)).text).toBe(text)
      }),
    )
  })

  test('a line that lost its breaks is noted once with its number', () => {
    const long = 'mot '.repeat(30_000)
    const dump = dumpOf(utf8(`Titre\n\n${long}\n${long}\n`))
    expect(dump.diagnostics).toMatchObject([{ code: 'line-very-long', line: 3 }])
    expect(dump.diagnostics[0]?.message).toContain('120000')
  })
})

describe('the date of the crawler', () => {
  test('is read, and the page begins behind it and its one space', () => {
    const dump = dumpOf(utf8(' date 2026-03-05  Menu\nTitre'))
    expect(dump.capturedAt).toBe('2026-03-05')
    expect(dump.text.slice(dump.pageStart)).toBe(' Menu\nTitre')
  })

  test('may stand alone in its line', () => {
    const dump = dumpOf(utf8('\uFEFF date 2024-02-29\r\nTitre'))
    expect(dump.capturedAt).toBe('2024-02-29')
    expect(dump.text.slice(dump.pageStart)).toBe('\nTitre')
  })

  test.each([
    ' date 2026-02-29 Menu',
    ' date 2026-13-01 Menu',
    ' date 2026-03-05T10 Menu',
    'La date 2026-03-05 Menu',
    '\n date 2026-03-05 Menu',
  ])('is not seen in %j', (text) => {
    expect(dumpOf(utf8(text))).toMatchObject({ capturedAt: null, pageStart: 0 })
  })
})

describe('what is no dump', () => {
  test.each([
    ['nothing at all', utf8(''), 'dump-empty'],
    ['white space', utf8('\uFEFF \r\n\u00A0\n'), 'dump-empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'), 'dump-binary'],
    ['every byte there is', Uint8Array.from({ length: 2560 }, (_, i) => i % 256), 'dump-binary'],
    ['zeros', new Uint8Array(1000), 'dump-binary'],
    ['text between zeros', utf8('a\0b\0\0c\0d'), 'dump-binary'],
  ])('%s is refused', (_, bytes, code) => {
    expect(refusal(bytes)).toBe(code)
  })

  test('one stray control character does not make a page binary', () => {
    expect(refusal(utf8(`${'Des mots. '.repeat(50)}\0 encore`))).toBe('read')
  })
})

test('a thread is named by its path in NFC without the last extension', () => {
  expect(threadId('2026/e\u0301te\u0301.v2.TXT')).toBe('2026/été.v2')
  expect(threadId('a.b/page')).toBe('a.b/page')
})
