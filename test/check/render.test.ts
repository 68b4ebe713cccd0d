import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeReading } from '../../src/check/reading.js'
import { renderReading } from '../../src/check/render.js'
import { columns, visible } from '../../src/text/visible.js'
import { textOf } from '../../src/model/span.js'
import { trimmed } from '../../src/text/lines.js'
import { hostileThread } from './hostile.js'
import { page } from './marked.js'
import { talk } from './talk.js'

const plain = { width: 80, colour: false }

function rendered(written: string, told: Parameters<typeof page>[1] = {}, width = 80): string[] {
  return renderReading(describeReading(page(written, told)), { width, colour: false }).split('\n')
}

describe('a whole reading', () => {
  const file = (name: string): string => fileURLToPath(new URL(`expected/${name}`, import.meta.url))

  it('on 80 columns without colours', async () => {
    await expect(renderReading(describeReading(talk()), plain)).toMatchFileSnapshot(file('talk-80.txt'))
  })

  it('in colours, written here with ␛ for escape', async () => {
    const shown = renderReading(describeReading(talk()), { width: 100, colour: true })
    await expect(shown.replaceAll('\u001b', '␛')).toMatchFileSnapshot(file('talk-100-colours.txt'))
  })
})

describe('the marks below a line', () => {
  const below = (written: string, told: Parameters<typeof page>[1] = {}): string | undefined => {
    const rows = rendered(written, told)
    return rows[rows.findIndex((row) => row.includes('└'))]?.replace(/^.*│ /, '')
  }

  it('stand under the words', () => {
    expect(below('{comment:{byline:by {author:Ada Brenn} on {stamp:5 March 2026}}}')).toBe(
      '   └author─┘    └time──────┘',
    )
  })

  it('count wide and combining characters as a terminal does', () => {
    expect(below('{comment:{byline:漢字 e\u0301 🚧 }{author:Ada Brenn} {stamp:5 March 2026}}')).toBe(
      '          └author─┘ └time──────┘',
    )
  })

  it('show words that nobody understood, but not the marks between others', () => {
    expect(below('{comment:{author:Ada}, {stamp:5 March}; seen by {byline:3}}')).toBe(
      '└─┘  └time─┘└?───────┘',
    )
  })

  it('are told behind where they are too long for the words', () => {
    const told = { replies: [{ post: 0, to: 0, evidence: 'mention', confidence: 0.5, answer: 0 }] } as const
    expect(below('{comment:{own:Thanks {answer:Bo}, for this.}}', told)).toBe('       └┘ answers #0')
  })

  it('are not needed where the gutter says it all', () => {
    expect(below('{comment:{author:Ada Brenn}\n{stamp:5 March}\n{own:Words.}}')).toBeUndefined()
  })
})

describe('long lines', () => {
  it('go on below with an empty gutter, every row as wide as allowed at most', () => {
    const text = `${'crane '.repeat(60)}${'x'.repeat(200)} end`
    const rows = rendered(`{comment:{own:${text}}}`, {}, 60)
    expect(Math.max(...rows.map(columns))).toBeLessThanOrEqual(60)
    const words = rows.filter((row) => row.includes('│ ') && !row.startsWith('line'))
    expect(
      words
        .map((row) => row.slice(row.indexOf('│ ') + 2))
        .join(' ')
        .replaceAll(/ /g, ''),
    ).toBe(text.replaceAll(' ', ''))
    expect(words.filter((row) => /^ *1 #0 text/.test(row))).toHaveLength(1)
  })

  it('are never narrower than can be read', () => {
    expect(rendered('{comment:{own:some words of a post}}', {}, 1).join('\n')).toContain(
      'some words of a post',
    )
  })
})

describe('hostile pages', () => {
  it('show their controls as pictures', () => {
    const rows = rendered('{comment:{own:a\u001b[2Jb\u0007c\u009bd\u202ee\u2028f\td}}').join('\n')
    expect(rows).toContain('a␛[2Jb␇c<U+009B>d<U+202E>e<U+2028>f␉d')
  })

  it('command no terminal: only our own styles and line feeds are left', () => {
    fc.assert(
      fc.property(hostileThread, fc.boolean(), (analysed, colour) => {
        const shown = renderReading(describeReading(analysed), { width: 60, colour })
        // eslint-disable-next-line no-control-regex
        const rest = shown.replaceAll(/\u001b\[[0-9;]+m|\n/g, '')
        expect(visible(rest)).toBe(rest)
      }),
    )
  })

  it('stay within the width', () => {
    fc.assert(
      fc.property(hostileThread, fc.integer({ min: 40, max: 120 }), (analysed, width) => {
        const shown = renderReading(describeReading(analysed), { width, colour: false })
        for (const row of shown.split('\n')) expect(columns(row)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('keep all their words in colours as without', () => {
    fc.assert(
      fc.property(hostileThread, (analysed) => {
        const reading = describeReading(analysed)
        const shown = renderReading(reading, { width: 9999, colour: true })
        // eslint-disable-next-line no-control-regex
        const letters = shown.replaceAll(/\u001b\[[0-9;]+m/g, '')
        for (const { start, end } of reading.lines) {
          const { text } = analysed.thread.dump
          expect(letters.includes(visible(textOf(text, trimmed(text, { start, end }))))).toBe(true)
        }
      }),
    )
  })
})
