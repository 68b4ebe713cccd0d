/** What a cell of a spreadsheet holds: Excel's limit, in UTF-16 units, as Excel counts. */
export const CELL_LIMIT = 32_767

/**
 * The text cut to what a cell holds, never within a surrogate pair. For words that stand whole in another table and would
 * otherwise be repeated in every row that refers to them.
 */
export function cut(text: string, limit = CELL_LIMIT): string {
  if (text.length <= limit) return text
  const within = /[\ud800-\udbff]/.test(text.charAt(limit - 1))
  return text.slice(0, within ? limit - 1 : limit)
}
