import { isSigned } from './bylines.js'
import { isProse, nextFilled, phrasesOf, type Page } from './page.js'
import { isBelowText } from './title.js'

/**
 * Last line above the comments, which begin at `firstPost` at the latest: where the page first announces or heads them, at
 * one of `thresholds`. It may count them in the article's own head too.
 */
export function endOfArticle(page: Page, firstPost: number, thresholds: readonly number[]): number {
  let above = 0
  let line = 0
  for (const threshold of thresholds) {
    if (threshold >= firstPost) break
    for (; line < threshold; line++) if (isProse(page, line)) above++
    if (above === 0 || isInHead(page, threshold, thresholds, firstPost, above)) continue
    if (!isSigned(page, threshold)) return threshold - 1
    // "Posted by X on 3 March | Comments (7)" closes the text above it; right below a title it opens the text.
    if (isBelowText(page, 0, threshold)) return threshold
  }
  return firstPost - 1
}

/**
 * A count close below the article's date: the text stands below it, up to where the page counts in the same words again, or
 * as more lines than the `above` ones of title and lead.
 */
function isInHead(
  page: Page,
  line: number,
  thresholds: readonly number[],
  firstPost: number,
  above: number,
): boolean {
  if (!isNearDate(page, line)) return false
  const again = thresholds.find(
    (other) => other > line && other < firstPost && page.shape[other] === page.shape[line],
  )
  let below = 0
  for (let at = line + 1; at < (again ?? firstPost); at++) if (isProse(page, at)) below++
  return again === undefined ? below > Math.max(1, above) : below > 0
}

/** Between an article's date and the count there may be a reading time and a button. */
const DATE_REACH = 3

function isNearDate(page: Page, line: number): boolean {
  let at = nextFilled(page, line, -1)
  for (let left = DATE_REACH; left > 0 && at >= 0; left--) {
    if (isProse(page, at)) return false
    if (phrasesOf(page, at).length > 0) return true
    at = nextFilled(page, at, -1)
  }
  return false
}
