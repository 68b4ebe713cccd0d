import type { LanguageData } from '../../languages/schema.js'
import { RELATIVE_UNITS, type RelativeUnit } from '../../model/stamp.js'
import type { Vocabulary } from '../../text/vocabulary.js'
import { type Hints, hintsOf } from './hints.js'
import { bySecond, followersOf, nextWordsOf } from './followers.js'
import {
  indexPhrase,
  type PhrasePart,
  phrasesOf,
  type RelativePhrase,
  relativeWords,
} from './relative-phrases.js'

/** What a word can be inside a stamp. The masks have one bit per language, in the order of `Lexicon.codes`. */
export interface WordRoles {
  month: number
  months: number
  weekday: number
  weekdays: number
  filler: number
  am: number
  pm: number
  hour: number
  minute: number
  ordinal: number
  /** Also an everyday word of some language ("may", "out"): no month without a capital, a year or a time. */
  everyday: boolean
}

/** The stamp words of several languages, laid out for reading. */
export interface Lexicon {
  readonly codes: readonly string[]
  readonly monthFirst: number
  readonly words: ReadonlyMap<string, Readonly<WordRoles>>
  /** Minutes east of UTC by name, in capitals. */
  readonly zones: ReadonlyMap<string, number>
  readonly units: readonly ReadonlyMap<string, RelativeUnit>[]
  readonly numbers: readonly ReadonlyMap<string, number>[]
  readonly about: readonly (readonly (readonly PhrasePart[])[])[]
  /** Relative phrases by their first word. */
  readonly phrases: ReadonlyMap<string, readonly RelativePhrase[]>
  /** Those that can begin with digits, by what can follow the digits there: words and marks. */
  readonly amounts: ReadonlyMap<string, readonly RelativePhrase[]>
  /** What can follow the first word of a phrase: words, marks, `0` for digits. A word that is not there needs nothing. */
  readonly follow: ReadonlyMap<string, ReadonlySet<string>>
  /** The words that can stand behind the first number of a stamp. */
  readonly afterNumber: ReadonlySet<string>
  readonly vocabulary: Vocabulary
  /** What words say of the places where they stand. Made once the vocabulary is complete. */
  readonly hints: () => Hints
}

/** The letters of `a.m.`, `p.m.` and of the `T` between date and time, also where they stand together. */
const LOOSE = ['a', 't', 'p', 'at', 'tp', 'atp']

/** The lexicon of these languages; its words are added to the vocabulary. */
export function compileStamps(languages: readonly LanguageData[], vocabulary: Vocabulary): Lexicon {
  const words = new Map<string, WordRoles>()
  const zones = new Map<string, number>()
  const everyday = new Set(languages.flatMap(({ functionWords }) => functionWords))
  languages.forEach(({ stamps }, language) => {
    addWords(words, stamps, 1 << language, everyday)
    for (const [name, place] of Object.entries(stamps.zones)) zones.set(name, minutesEast(place))
  })
  const phrases = new Map<string, RelativePhrase[]>()
  const amounts: RelativePhrase[] = []
  const relative = languages.map((data, language) => {
    const own = relativeWords(data)
    for (const phrase of phrasesOf(data, language)) indexPhrase(phrase, own, phrases, amounts)
    return own
  })
  const isDay = (form: string): boolean => {
    const roles = words.get(form)
    return roles !== undefined && (roles.months !== 0 || roles.weekdays !== 0)
  }
  const starts = [...phrases.keys(), ...[...words.keys()].filter(isDay)]
  const follow = followersOf(relative, phrases)
  const next = nextWordsOf(relative, phrases)
  const sure = starts.filter((form) => isDay(form) || !next.has(form))
  const afterNumber = new Set([...words.keys(), ...relative.flatMap(({ units }) => units), ...LOOSE])
  const seconds = [...follow.values()].flatMap((forms) => [...forms])
  const nextWords = [...next.values()].flatMap((forms) => [...forms])
  for (const form of [...starts, ...seconds, ...afterNumber, ...nextWords]) vocabulary.add(form)
  let hints: Hints | null = null
  return {
    codes: languages.map(({ code }) => code),
    monthFirst: maskOf(languages, ({ stamps }) => stamps.order === 'month-first'),
    words,
    zones,
    units: languages.map(({ stamps }) => unitsOf(stamps.relative.units)),
    numbers: languages.map(({ stamps }) => new Map(Object.entries(stamps.relative.numbers))),
    about: relative.map(({ about }) => about),
    phrases,
    amounts: bySecond(amounts, relative),
    follow,
    afterNumber,
    vocabulary,
    hints: () => (hints ??= hintsOf(sure, next, afterNumber, vocabulary)),
  }
}

function addWords(
  words: Map<string, WordRoles>,
  stamps: LanguageData['stamps'],
  bit: number,
  everyday: ReadonlySet<string>,
): void {
  const of = (form: string): WordRoles => {
    let roles = words.get(form)
    if (roles === undefined) {
      roles = {
        month: 0,
        months: 0,
        weekday: 0,
        weekdays: 0,
        filler: 0,
        am: 0,
        pm: 0,
        hour: 0,
        minute: 0,
        ordinal: 0,
        everyday: everyday.has(form),
      }
      words.set(form, roles)
    }
    return roles
  }
  stamps.months.forEach((list, month) => {
    for (const form of list) {
      const roles = of(form)
      if (roles.month === 0) roles.month = month + 1
      if (roles.month === month + 1) roles.months |= bit
    }
  })
  stamps.weekdays.forEach((list, weekday) => {
    for (const form of list) {
      const roles = of(form)
      if (roles.weekdays === 0) roles.weekday = weekday
      if (roles.weekday === weekday) roles.weekdays |= bit
    }
  })
  for (const form of stamps.fillers) of(form).filler |= bit
  for (const form of stamps.am) of(form).am |= bit
  for (const form of stamps.pm) of(form).pm |= bit
  for (const form of stamps.hourMarks) of(form).hour |= bit
  for (const form of stamps.minuteMarks) of(form).minute |= bit
  for (const form of stamps.ordinals) of(form).ordinal |= bit
}

function unitsOf(units: Readonly<Record<RelativeUnit, readonly string[]>>): Map<string, RelativeUnit> {
  const byWord = new Map<string, RelativeUnit>()
  for (const unit of RELATIVE_UNITS) for (const word of units[unit]) byWord.set(word, unit)
  return byWord
}

function minutesEast(place: string): number {
  const minutes = Number(place.slice(1, 3)) * 60 + Number(place.slice(4, 6))
  return place.startsWith('-') ? -minutes : minutes
}

function maskOf(languages: readonly LanguageData[], holds: (data: LanguageData) => boolean): number {
  return languages.reduce((mask, data, i) => (holds(data) ? mask | (1 << i) : mask), 0)
}
