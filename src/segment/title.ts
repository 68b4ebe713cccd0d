import { foldedSpace } from '../text/lines.js'
import { ofKind, PAGE_KINDS, partsOf } from './known.js'
import {
  isBlankLine,
  isNumberLine,
  isProse,
  isStampLine,
  lineSpan,
  lineText,
  wordCount,
  type Page,
} from './page.js'

/** How many lines of the page's top a title is looked for in. */
const REACH = 80
/** In UTF-16 units; longer lines are texts. */
const LONGEST = 220

/**
 * The title's line between `from` and `to` (inclusive): above the byline when there is one; else a line that the page
 * says again below ("Re: …", "Comments on …"); else the line above the first prose. Null when nothing can be one.
 */
export function findTitle(page: Page, from: number, to: number, byline: number | null): number | null {
  if (byline !== null && !isBelowText(page, from, byline)) {
    const above = titleAbove(page, from, byline)
    if (above !== null) return above
  }
  const last = Math.min(to, from + REACH)
  return repeatedLine(page, from, last, byline) ?? lineBeforeProse(page, from, last, byline)
}

/** Whether the byline stands at the article's foot. */
function isBelowText(page: Page, from: number, byline: number): boolean {
  let prose = 0
  for (let line = from; line < byline; line++) if (!isBlankLine(page, line) && isProse(page, line)) prose++
  return prose > 1
}

/** The nearest line above the byline; a standfirst between them is passed over when a shorter line stands above it. */
function titleAbove(page: Page, from: number, byline: number): number | null {
  let standfirst: number | null = null
  for (let line = byline - 1, left = 6; line >= from && left > 0; line--) {
    if (!canBeTitle(page, line)) continue
    left--
    if (isSentence(page, line) && standfirst === null) {
      standfirst = line
      continue
    }
    if (standfirst === null || wordCount(page, line) >= 3) return line
  }
  return standfirst
}

/** A whole sentence with its full stop: titles have none. */
function isSentence(page: Page, line: number): boolean {
  return wordCount(page, line) > 10 && /[.…]["”»)]?$/u.test(lineText(page, line))
}

/** Not blank, no furniture, no menu ("Home | News | Sport"), no date. */
function canBeTitle(page: Page, line: number): boolean {
  if (isBlankLine(page, line) || isNumberLine(page, line) || isStampLine(page, line)) return false
  const span = lineSpan(page, line)
  if (span.end - span.start > LONGEST || partsOf(page.text, span).length > 2) return false
  if (/\s[>›»‹<]\s.*\s[>›»‹<]\s/u.test(lineText(page, line))) return false
  const known = page.known(line)
  return (
    ofKind(known, 'buttons', 'counters', 'bylines', 'stampLines', 'card', 'cardLabels', 'announced') ===
      undefined && ofKind(known, ...PAGE_KINDS) === undefined
  )
}

const PREFIX = /^[^\s:]{1,6}:\s*/u

/** The last line of three words or more whose words stand in other short lines of the page too. */
function repeatedLine(page: Page, from: number, to: number, byline: number | null): number | null {
  const others: string[] = []
  for (let line = 0; line < page.lines.count && others.length < 4000; line++) {
    if ((page.shape[line] ?? -1) >= 0) others.push(foldedSpace(lineText(page, line)).toLowerCase())
  }
  for (let line = to; line >= from; line--) {
    if (line === byline || !canBeTitle(page, line) || wordCount(page, line) < 3) continue
    const words = foldedSpace(lineText(page, line)).replace(PREFIX, '').toLowerCase()
    const count = others.filter((other) => other.length < words.length + 80 && other.includes(words)).length
    if (count > 1) return line
  }
  return null
}

/** Above the first prose the longest line that is no sentence: menus and names of sites are shorter. */
function lineBeforeProse(page: Page, from: number, to: number, byline: number | null): number | null {
  let best: number | null = null
  let first: number | null = null
  for (let line = from; line <= to; line++) {
    const prose = !isBlankLine(page, line) && isProse(page, line)
    if (line !== byline && canBeTitle(page, line)) {
      first ??= line
      if (!isSentence(page, line) && (best === null || wordCount(page, line) >= wordCount(page, best)))
        best = line
    }
    if (prose && first !== null) break
  }
  return best ?? first
}
