import type { LanguageData } from '../../languages/schema.js'
import { RELATIVE_UNITS, type RelativeUnit } from '../../model/stamp.js'
import type { Vocabulary } from '../../text/vocabulary.js'
import { type Hints, hintsOf } from './hints.js'
import { type Token, tokensOf } from './tokens.js'

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

export type PhrasePart =
  | { readonly kind: 'amount' }
  | { readonly kind: 'unit' }
  | { readonly kind: 'word' | 'mark'; readonly form: string }

/** A relative phrase of one language. `days` is set for words such as "hier". */
export interface RelativePhrase {
  readonly language: number
  readonly kind: 'ago' | 'vague' | 'day' | 'now'
  readonly parts: readonly PhrasePart[]
  readonly days: number
  /** Nothing but an amount and a unit: "2 h". */
  readonly bare: boolean
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
  languages.forEach((data, language) => {
    for (const phrase of phrasesOf(data, language)) indexPhrase(phrase, data, phrases, amounts)
  })
  const isDay = (form: string): boolean => {
    const roles = words.get(form)
    return roles !== undefined && (roles.months !== 0 || roles.weekdays !== 0)
  }
  const starts = [...phrases.keys(), ...[...words.keys()].filter(isDay)]
  const follow = followersOf(languages, phrases)
  const next = nextWordsOf(languages, phrases)
  const sure = starts.filter((form) => isDay(form) || !next.has(form))
  const units = languages.flatMap(({ stamps }) => Object.values(stamps.relative.units).flat())
  const afterNumber = new Set([...words.keys(), ...units, ...LOOSE])
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
    about: languages.map(({ stamps }) => stamps.relative.about.map(partsOf)),
    phrases,
    amounts: bySecond(amounts, languages),
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

function phrasesOf({ stamps }: LanguageData, language: number): RelativePhrase[] {
  const { relative } = stamps
  const phrase = (source: string, kind: RelativePhrase['kind'], days = 0): RelativePhrase => {
    const parts = partsOf(source)
    return {
      language,
      kind,
      parts,
      days,
      bare: parts.every((part) => part.kind === 'amount' || part.kind === 'unit'),
    }
  }
  return [
    ...relative.phrases.map((source) => phrase(source, 'ago')),
    ...relative.vague.map((source) => phrase(source, 'vague')),
    ...relative.now.map((source) => phrase(source, 'now')),
    ...Object.entries(relative.days).map(([source, days]) => phrase(source, 'day', days)),
  ]
}

function indexPhrase(
  phrase: RelativePhrase,
  { stamps }: LanguageData,
  phrases: Map<string, RelativePhrase[]>,
  amounts: RelativePhrase[],
): void {
  const [first] = phrase.parts
  const firsts =
    first?.kind === 'word'
      ? [first.form]
      : [
          ...Object.keys(stamps.relative.numbers),
          ...stamps.relative.about.flatMap((source) => {
            const [part] = partsOf(source)
            return part?.kind === 'word' ? [part.form] : []
          }),
        ]
  if (first?.kind === 'amount') amounts.push(phrase)
  for (const form of new Set(firsts)) {
    const list = phrases.get(form)
    if (list === undefined) phrases.set(form, [phrase])
    else list.push(phrase)
  }
}

/** Per first word the second tokens of its phrases; words that are a phrase by themselves are left out. */
function followersOf(
  languages: readonly LanguageData[],
  phrases: ReadonlyMap<string, readonly RelativePhrase[]>,
): Map<string, Set<string>> {
  const follow = new Map<string, Set<string>>()
  for (const [first, list] of phrases) {
    const seconds = list.map((phrase) => secondsOf(first, phrase, languages[phrase.language]))
    if (seconds.every((forms) => forms !== null)) follow.set(first, new Set(seconds.flat()))
  }
  return follow
}

function bySecond(
  amounts: readonly RelativePhrase[],
  languages: readonly LanguageData[],
): Map<string, RelativePhrase[]> {
  const phrases = new Map<string, RelativePhrase[]>()
  for (const phrase of amounts) {
    for (const form of new Set(secondsAfterDigits(phrase, languages[phrase.language]))) {
      const list = phrases.get(form)
      if (list === undefined) phrases.set(form, [phrase])
      else list.push(phrase)
    }
  }
  return phrases
}

function secondsAfterDigits({ parts }: RelativePhrase, language: LanguageData | undefined): string[] {
  const second = parts[1]
  if (second?.kind === 'unit') return Object.values(language?.stamps.relative.units ?? {}).flat()
  return second?.kind === 'word' || second?.kind === 'mark' ? [second.form] : ['']
}

function secondsOf(
  first: string,
  phrase: RelativePhrase,
  language: LanguageData | undefined,
): string[] | null {
  if (language === undefined) return null
  const { about, numbers, units } = language.stamps.relative
  const abouts = about.map(partsOf)
  const firstsOf = (part: PhrasePart): string[] => {
    if (part.kind === 'unit') return Object.values(units).flat()
    if (part.kind === 'amount')
      return ['0', ...Object.keys(numbers), ...abouts.flatMap(([word]) => formOf(word))]
    return [part.form]
  }
  const [head, second] = phrase.parts
  if (head?.kind === 'word') return second === undefined ? null : firstsOf(second)
  const afterNumber = Object.hasOwn(numbers, first)
    ? second === undefined
      ? []
      : [...firstsOf(second), "'"]
    : []
  const afterAbout = abouts.flatMap(([word, next]) =>
    formOf(word)[0] !== first ? [] : next === undefined ? firstsOf({ kind: 'amount' }) : formOf(next),
  )
  return [...afterNumber, ...afterAbout]
}

/**
 * Per first word the words that can stand next in its phrases, whatever marks are between them, digits aside; a word that is
 * left out may stand before anything.
 */
function nextWordsOf(
  languages: readonly LanguageData[],
  phrases: ReadonlyMap<string, readonly RelativePhrase[]>,
): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>()
  for (const [first, list] of phrases) {
    const forms = list.map((phrase) => nextWords(first, phrase, languages[phrase.language]))
    if (forms.every((words) => words !== null)) next.set(first, new Set(forms.flat()))
  }
  return next
}

/** Null where the phrase has no further word. */
function nextWords(
  first: string,
  { parts }: RelativePhrase,
  language: LanguageData | undefined,
): string[] | null {
  if (language === undefined) return null
  const { about, numbers, units } = language.stamps.relative
  const abouts = about.map(partsOf)
  const wordsOf = (part: PhrasePart): string[] => {
    if (part.kind === 'unit') return Object.values(units).flat()
    if (part.kind === 'amount')
      return [...Object.keys(numbers), ...abouts.flatMap((words) => formOf(words.find(isNoMark)))]
    return [part.form]
  }
  const second = parts.slice(1).find(isNoMark)
  if (parts[0]?.kind === 'word') return second === undefined ? null : wordsOf(second)
  const afterAbout = abouts.flatMap(([word, ...rest]) =>
    formOf(word)[0] === first ? wordsOf(rest.find(isNoMark) ?? { kind: 'amount' }) : [],
  )
  if (!Object.hasOwn(numbers, first)) return afterAbout
  return second === undefined ? null : [...afterAbout, ...wordsOf(second)]
}

function isNoMark({ kind }: PhrasePart): boolean {
  return kind !== 'mark'
}

function formOf(part: PhrasePart | undefined): string[] {
  return part?.kind === 'word' || part?.kind === 'mark' ? [part.form] : []
}

function partsOf(source: string): PhrasePart[] {
  const parts: PhrasePart[] = []
  const tokens = tokensOf(source)
  for (let i = 0; i < tokens.length; i++) {
    const slot = slotAt(tokens, i)
    const token = tokens[i]
    if (slot !== null) {
      parts.push({ kind: slot })
      i += 2
    } else if (token?.kind === 'word' || token?.kind === 'mark')
      parts.push({ kind: token.kind, form: token.form })
  }
  return parts
}

function slotAt(tokens: readonly Token[], at: number): 'amount' | 'unit' | null {
  if (tokens[at]?.form !== '{' || tokens[at + 2]?.form !== '}') return null
  const name = tokens[at + 1]?.form
  return name === 'amount' || name === 'unit' ? name : null
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
