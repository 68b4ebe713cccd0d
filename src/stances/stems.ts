import english from 'natural/lib/natural/stemmers/porter_stemmer.js'
import german from 'natural/lib/natural/stemmers/porter_stemmer_de.js'
import spanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js'
import french from 'natural/lib/natural/stemmers/porter_stemmer_fr.js'
import italian from 'natural/lib/natural/stemmers/porter_stemmer_it.js'

const STEMMERS: Readonly<Record<string, { stem(word: string): string }>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
}
const LETTERS = /^\p{L}{3,40}$/u

/**
 * The stem of a folded word in a language (Porter's and Snowball's rules, from `natural`), or the word itself: where
 * there are no rules for the language, where it is no plain word, and for `names` ("openai" is not "open").
 */
export function stemmerFor(language: string, names: ReadonlySet<string>): (form: string) => string {
  const stemmer = STEMMERS[language]
  if (stemmer === undefined) return (form) => form
  return (form) => {
    if (names.has(form) || !LETTERS.test(form)) return form
    const stem = stemmer.stem(form)
    return stem.length < 2 ? form : stem
  }
}
