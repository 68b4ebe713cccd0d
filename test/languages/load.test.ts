import { describe, expect, it } from 'vitest'
import { languagesFrom, LanguageFaults, loadLanguages, parseLanguage } from '../../src/languages/load.js'
import { checkPattern } from '../../src/patterns/lines.js'

const SMALL = `code: xx
franc: xxx
name: Test
functionWords: ba bo bi
abbreviations: ''
stamps:
  months: [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12]
  weekdays: [w1, w2, w3, w4, w5, w6, w7]
  fillers: at
  am: am
  pm: pm
  hourMarks: h
  minuteMarks: min
  ordinals: th
  zones:
    XST: '+03:00'
  order: day-first
  relative:
    phrases:
      - '{amount} {unit} past'
    units: { second: s, minute: mi, hour: ho, day: da, week: we, month: mo, year: ye }
    numbers: { uno: 1 }
    days: { yes: 1 }
page:
  buttons:
    - Press
`

describe('the shipped languages', () => {
  const { list, byCode, hash } = loadLanguages(checkPattern)

  it('are seven, in order, each pattern of which compiles', () => {
    expect(list.map(({ code }) => code)).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pt'])
    expect(byCode.get('fr')?.name).toBe('français')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('know a count, a byline, a quote header, a button and a stub each', () => {
    for (const { code, page } of list) {
      for (const name of [
        'announced',
        'bylines',
        'quoteHeaders',
        'replyHeaders',
        'buttons',
        'stubs',
      ] as const) {
        expect(page[name].length, `${code} ${name}`).toBeGreaterThan(4)
      }
    }
  })

  it('cannot be changed by whoever uses them', () => {
    const buttons = byCode.get('fr')?.page.buttons
    expect(Object.isFrozen(buttons) && Object.isFrozen(list)).toBe(true)
  })
})

describe('parseLanguage', () => {
  it('reads words parted by white space and leaves out what a file does not say', () => {
    const { language, faults } = parseLanguage(SMALL, 'xx.yaml')
    expect(faults).toEqual([])
    expect(language?.functionWords).toEqual(['ba', 'bo', 'bi'])
    expect(language?.stamps.months[11]).toEqual(['m12'])
    expect(language?.page.buttons).toEqual(['Press'])
    expect(language?.page.stubs).toEqual([])
  })

  it('names every fault at once, each with its line', () => {
    const source = SMALL.replace('m11, m12]', 'm11]')
      .replace('bo bi', 'bo Ba')
      .replace("'{amount} {unit} past'", 'past')
      .replace('- Press', '- Press\n    - Press')
    const { faults } = parseLanguage(source, 'xx.yaml')
    expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '4 functionWords has "Ba" where the folded "ba" is needed',
      '4 functionWords has "Ba" twice',
      '7 stamps.months has 11 lists of words where 12 are needed',
      '20 stamps.relative.phrases.0 needs {amount} and {unit}: "past"',
      '27 page.buttons.1 stands there twice: "Press"',
    ])
  })

  it.each([
    ['an unknown field', SMALL.replace('name: Test', 'name: Test\ncolour: red'), 'colour is no field'],
    ['a missing field', SMALL.replace('  order: day-first\n', ''), 'stamps.order'],
    ['an unknown list of patterns', SMALL.replace('buttons', 'bottons'), 'page.bottons is no field'],
    ['an empty pattern', SMALL.replace('- Press', "- ''"), 'page.buttons.0 is empty'],
    ['a zone that is no offset', SMALL.replace('+03:00', '3 hours'), 'stamps.zones.XST is no place east'],
    ['text that is no YAML', SMALL.replace('code: xx', 'code: [xx'), 'is no YAML here'],
    ['a code that is not the file', SMALL.replace('code: xx', 'code: yy'), "not the file's name"],
  ])('refuses %s', (_, source, message) => {
    const { language, faults } = parseLanguage(source, 'xx.yaml')
    expect(language).toBeNull()
    expect(faults.map((fault) => fault.message).join('\n')).toContain(message)
  })

  it('names a fault of the YAML once, not all that is misread because of it', () => {
    const { faults } = parseLanguage(SMALL.replace('code: xx', 'code: [xx]]'), 'xx.yaml')
    expect(faults).toHaveLength(1)
  })

  it('asks the pattern language about every pattern', () => {
    const { faults } = parseLanguage(SMALL.replace('Press', "'(Press'"), 'xx.yaml', checkPattern)
    expect(faults).toMatchObject([{ file: 'xx.yaml', line: 26 }])
  })
})

it('names the faults of all files in one error', () => {
  const files = [
    { name: 'xx.yaml', source: SMALL.replace('franc: xxx', 'franc: x') },
    { name: 'yy.yaml', source: SMALL },
  ]
  expect(() => languagesFrom(files)).toThrow(LanguageFaults)
  expect(() => languagesFrom(files)).toThrow(/^xx\.yaml:2: franc .*\nyy\.yaml:1: code /)
})

it('hashes what the files say', () => {
  const of = (source: string): string => languagesFrom([{ name: 'xx.yaml', source }]).hash
  expect(of(SMALL)).toBe(of(SMALL))
  expect(of(SMALL)).not.toBe(of(SMALL.replace('Press', 'Push')))
})
