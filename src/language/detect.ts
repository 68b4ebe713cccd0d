import { francAll } from 'franc'
import type { LanguageData } from '../languages/schema.js'

/** What trigrams say of a text: a BCP 47 code, and whether it stands clearly before the next. */
export interface Detection {
  readonly code: string
  readonly clear: boolean
}

/**
 * Languages that have no data here but that a long post may be in, ISO 639-3 as franc names them to BCP 47. Kept to
 * those common on the web: each further one takes hits from its neighbours.
 */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['pol', 'pl'],
  ['swe', 'sv'],
  ['dan', 'da'],
  ['nob', 'nb'],
  ['fin', 'fi'],
  ['ces', 'cs'],
  ['slk', 'sk'],
  ['hun', 'hu'],
  ['ron', 'ro'],
  ['hrv', 'hr'],
  ['tur', 'tr'],
  ['cat', 'ca'],
  ['ind', 'id'],
  ['vie', 'vi'],
  ['rus', 'ru'],
  ['ukr', 'uk'],
  ['bul', 'bg'],
  ['srp', 'sr'],
  ['ell', 'el'],
  ['arb', 'ar'],
  ['pes', 'fa'],
  ['heb', 'he'],
  ['hin', 'hi'],
  ['tha', 'th'],
  ['cmn', 'zh'],
  ['jpn', 'ja'],
  ['kor', 'ko'],
])

const MOST_CHARACTERS = 2048 // franc reads no more
const MARGIN = 0.04

/** Asks franc among these languages, and on request among those without data too. Null when it cannot tell. */
export function detect(text: string, languages: readonly LanguageData[], others: boolean): Detection | null {
  const codes = new Map(languages.map(({ franc, code }) => [franc, code]))
  if (others) for (const [franc, code] of OTHERS) if (!codes.has(franc)) codes.set(franc, code)
  const [first, second] = francAll(text.slice(0, MOST_CHARACTERS), { only: [...codes.keys()], minLength: 10 })
  const code = first === undefined ? undefined : codes.get(first[0])
  if (code === undefined) return null
  return { code, clear: second === undefined || second[1] <= 1 - MARGIN }
}
