import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { checkPattern, compileLines } from '../../src/patterns/lines.js'
import type { StampPhrase } from '../../src/model/stamp.js'
import { dateAt } from './dates.js'

const whole = (text: string) => ({ start: 0, end: text.length })

function stamp(text: string, phrase: string): StampPhrase {
  const start = text.indexOf(phrase)
  return dateAt(start, start + phrase.length, 2026)
}

/** What a pattern reads in a line, slots as the words they cover. */
function read(source: string, text: string, dates: readonly StampPhrase[] = []) {
  const { matcher, faults } = compileLines([{ id: 'p', source }])
  expect(faults).toEqual([])
  const match = matcher.match(text, whole(text), dates)
  if (match === null) return null
  const { author, number, any, title, date } = match.slots
  const words = (span?: { start: number; end: number }) =>
    span === undefined ? undefined : text.slice(span.start, span.end)
  return Object.fromEntries(
    Object.entries({
      author: words(author),
      any: words(any),
      title: words(title),
      date: words(date),
      number: number?.value,
    }).filter(([, value]) => value !== undefined),
  )
}

describe('one pattern on one line', () => {
  test.each([
    ['{author} a écrit :', 'Léa 33 a écrit :', { author: 'Léa 33' }],
    ['{author} a écrit :', 'Léa 33 a écrit\u202f:', { author: 'Léa 33' }],
    ['{author} a écrit :', 'Léa 33 a e\u0301crit:', { author: 'Léa 33' }],
    ['{author} a écrit :', 'léa&nbsp;33 A &Eacute;CRIT&nbsp;:', { author: 'léa&nbsp;33' }],
    ["Message d'{author}", 'Message d’Anne', { author: 'Anne' }],
    ['{author} « Re', 'Bob “ Re', { author: 'Bob' }],
    ['{number} commentaires', '5\u00a0871 commentaires', { number: 5871 }],
    ['{number} commentaires', "12'345 commentaires", { number: 12345 }],
    ['{number} comments', '1.033 comments', { number: 1033 }],
    ['{number} comments', '3,827 comments', { number: 3827 }],
    ['{number} comments', '1,2k comments', { number: 1200 }],
    ['{number} abonnés', '182 k abonnés', { number: 182_000 }],
    ['{number} de vues', '1,2 M de vues', { number: 1_200_000 }],
    ['{number} M', '12 M', { number: 12 }],
    ['#{number}', '#12', { number: 12 }],
    ['Click to (expand | shrink)...', 'Click to shrink…', {}],
    [
      'Citation [Envoyé par {author}] [Voir le message]',
      'Citation Envoyé par Zoé B. Voir le message',
      { author: 'Zoé B.' },
    ],
    ['Citation [Envoyé par {author}] [Voir le message]', 'CITATION', {}],
    ['répond*', 'Répondez', {}],
    ['*blase', 'Spekulationsblase', {}],
    ['vu par _2 amis', 'vu par vos meilleurs amis', {}],
    ['Sujet : {title}', 'Sujet : Re: la bulle (suite)', { title: 'Re: la bulle (suite)' }],
    ['Edited by {author} \\(mod\\)', 'Edited by Kim (mod)', { author: 'Kim' }],
    ['… modifié …', 'Hier modifié deux fois', {}],
    ['… modifié', 'Hier modifié', {}],
  ])('%s reads %s', (source, text, slots) => {
    expect(read(source, text)).toEqual(slots)
  })

  test.each([
    ['{author} a écrit :', 'Hier, Léa a écrit : une lettre'],
    ['{author} a écrit :', ': a écrit :'],
    ['{author} wrote :', `${'x'.repeat(61)} wrote :`],
    ['{author} wrote :', 'one two three four five six seven eight nine wrote :'],
    ['{number} comments', '12.34 comments'],
    ['{number} comments', '12  345 comments'],
    ['Répondre', 'Répondre à tous'],
    ['répond*', 'correspond'],
    ['vu par _2 amis', 'vu par vos deux meilleurs amis'],
    ['… modifié', 'modifié hier'],
    ['{date}', 'hier'],
  ])('%s refuses %s', (source, text) => {
    expect(read(source, text)).toBeNull()
  })

  test('a date is one whole stamp phrase, and no name holds one', () => {
    const text = 'Le 5 mars 2026, Paul a écrit :'
    const dates = [stamp(text, '5 mars 2026')]
    expect(read('Le {date}, {author} a écrit :', text, dates)).toEqual({
      date: '5 mars 2026',
      author: 'Paul',
    })
    expect(read('{author} a écrit :', text, dates)).toBeNull()
    expect(read('Le {date}, {author} a écrit :', text, [stamp(text, '5 mars')])).toBeNull()
  })

  test.each([
    ['[le] {date} [-] {author}', 'Le 5 mars - Paul', true],
    ['[le] {date} [-] {author}', '5 mars Paul', true],
    ['[le] {date} [-] {author}', 'Paul 5 mars', false],
    ['{author} (le|-) {date}', 'Paul le 5 mars', true],
    ['{author} (le|-) {date}', 'Paul au 5 mars', false],
    ['{author} (le|-) {date}', '- 5 mars', false],
    ['{author}, {date} :', 'Paul, 5 mars', false],
    ['… le {date}', 'Écrit par Paul le 5 mars', true],
    ['{author} {date} …', 'Paul 5 mars et ainsi de suite', true],
  ])('what stands around a date: %s of "%s"', (source, text, fits) => {
    const { matcher } = compileLines([{ id: 'p', source }])
    expect(matcher.matchAll(text, whole(text), [stamp(text, '5 mars')]).length === 1).toBe(fits)
    // Among several dates any may be the one that is asked for.
    const twice = `${text} 7 mai`
    const dates = [stamp(twice, '5 mars'), stamp(twice, '7 mai')]
    expect(matcher.matchAll(twice, whole(twice), dates).length > 0).toBe(source.endsWith('…'))
  })
})

describe('several patterns', () => {
  const { matcher } = compileLines([
    { id: 'loose', source: '{author} wrote :' },
    { id: 'tight', source: 'User {author} wrote :' },
    { id: 'open', source: 'User …' },
  ])

  test('the one that leaves least to its slots wins, all are in matchAll', () => {
    const text = 'User kim wrote:'
    expect(matcher.match(text, whole(text), [])?.id).toBe('tight')
    expect(matcher.matchAll(text, whole(text), []).map((match) => match.id)).toEqual([
      'loose',
      'tight',
      'open',
    ])
  })

  test('matchPrefix says where the header ends and the words begin', () => {
    const text = 'Kim wrote: no, you are wrong'
    const match = matcher.matchPrefix(text, whole(text), [])
    expect(match?.id).toBe('loose')
    expect(text.slice(match?.span.end)).toBe(' no, you are wrong')
    expect(matcher.match(text, whole(text), [])).toBeNull()
  })

  test('an open slot at the end of a prefix pattern reaches the end of the line', () => {
    const { matcher: reply } = compileLines([{ id: 'r', source: 'In reply to {author} [:]' }])
    const text = 'In reply to Kim Lee'
    const author = reply.matchPrefix(text, whole(text), [])?.slots.author
    expect(author && text.slice(author.start, author.end)).toBe('Kim Lee')
  })

  test('places are places of the dump, not of the line', () => {
    const text = '🙂 before\nKim wrote:\nafter'
    const start = text.indexOf('Kim')
    const match = matcher.match(text, { start, end: text.indexOf('\nafter') }, [])
    expect(match?.slots.author).toEqual({ start, end: start + 3 })
  })

  test('a line of a million characters is looked at only at its ends', () => {
    const text = `User ${'wrote: x '.repeat(120_000)}last`
    expect(matcher.match(text, whole(text), [])?.id).toBe('open')
    const { matcher: tail } = compileLines([{ id: 't', source: '… last' }])
    expect(tail.match(text, whole(text), [])?.id).toBe('t')
  })
})

describe('faults', () => {
  test.each([
    ['', 'empty'],
    ['{writer} wrote', '{writer} is no slot'],
    ['(a | b', 'is not closed'],
    ['a)', 'closes nothing'],
    ['a ( | b)', 'empty alternative'],
    ['{author}', 'matches too much'],
    ['[a] [b]', 'matches too much'],
    ['~bulle {author}', 'same stem'],
    ['<money> x', 'word class'],
    ['a _21 b', 'a gap is'],
    ['a\\', 'nothing after it'],
    ['('.repeat(20) + 'a' + ')'.repeat(20), 'nested deeper'],
  ])('%s', (source, part) => {
    expect(checkPattern(source)).toContain(part)
  })

  test('a faulty pattern is named and the others work', () => {
    const { matcher, faults } = compileLines([
      { id: 'bad', source: '(a' },
      { id: 'good', source: 'Top' },
    ])
    expect(faults.map((fault) => fault.id)).toEqual(['bad'])
    expect(matcher.match('Top', { start: 0, end: 3 }, [])?.id).toBe('good')
  })
})

describe('laws', () => {
  const piece = fc.constantFrom(
    'a',
    'b ',
    ' ',
    '{any}',
    '{author}',
    '[',
    ']',
    '(',
    ')',
    '|',
    '_3',
    '*',
    '…',
    '\\',
    '<',
    '~',
    ':',
    '&nbsp;',
    '😀',
    '#',
  )
  const source = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''))

  test('no pattern and no line throws, and what is found lies in the line', () => {
    fc.assert(
      fc.property(source, fc.array(piece, { maxLength: 60 }), (pattern, parts) => {
        const text = parts.join('')
        const { matcher, faults } = compileLines([{ id: 'p', source: pattern }])
        expect(faults.length === 0).toBe(checkPattern(pattern) === null)
        for (const match of [
          ...matcher.matchAll(text, whole(text), []),
          matcher.matchPrefix(text, whole(text), []),
        ]) {
          if (match === null) continue
          expect(match.span.start).toBeGreaterThanOrEqual(0)
          expect(match.span.end).toBeLessThanOrEqual(text.length)
          expect(match.span.end).toBeGreaterThan(match.span.start)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('a literal pattern matches its own text with any spaces around marks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('mot', 'été', ':', '»', '#', '12'), { minLength: 1, maxLength: 8 }),
        (words) => {
          const { matcher } = compileLines([{ id: 'p', source: words.join(' ') }])
          const text = words.join('\u202f').toUpperCase()
          expect(matcher.match(text, whole(text), [])?.id).toBe('p')
        },
      ),
    )
  })
})
