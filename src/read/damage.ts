import type { Diagnostic } from '../model/diagnostic.js'

/** UTF-8 read as Windows-1252, of the letters and marks that Western pages have most: "Ã©" for "é", "â€™" for "’". */
const DECODED_TWICE = /[ÃÂ][\u0080-\u009f¡-º¼-¿]|â€[™œ\u009d“”¦¢]/gu

/** Fewer may be what people write about such letters. */
const LEAST = 3

/** What was lost before the page was saved: the file is whole, its characters are not what the authors wrote. */
export function damageIn(text: string): Diagnostic[] {
  // Nearly all pages have none of these signs, and to look for one of them takes no time.
  const lost = text.includes('\uFFFD') ? placesOf(text, /\uFFFD/gu) : []
  const twice = text.includes('Ã') || text.includes('â€') ? placesOf(text, DECODED_TWICE) : []
  const damaged: Diagnostic[] = []
  if (lost.length > 0) {
    const message = `${counted(lost, 'character')} of this page cannot be known any more (\uFFFD), the first in this line: capture it again.`
    damaged.push({ code: 'encoding-damaged', line: lineOf(text, lost[0]), message })
  }
  if (twice.length >= LEAST) {
    const message = `${counted(twice, 'character')} of this page stand as if decoded twice ("Ã©" for "é"), the first in this line: capture it again.`
    damaged.push({ code: 'encoding-damaged', line: lineOf(text, twice[0]), message })
  }
  return damaged
}

function placesOf(text: string, sign: RegExp): number[] {
  return Array.from(text.matchAll(sign), ({ index }) => index)
}

function lineOf(text: string, place = 0): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) line++
  return line
}

function counted({ length }: readonly number[], what: string): string {
  return length === 1 ? `One ${what}` : `${length} ${what}s`
}
