import { FOLDED, NONE } from './units.js'

/** Whether no word goes on across `at`, as far as the units on both sides tell; false where that takes a closer look. */
export function partsWords(text: string, at: number): boolean {
  return isOutside(text.charCodeAt(at - 1)) || isOutside(text.charCodeAt(at))
}

/**
 * A word may hold the `#` and `;` of an entity, and the second half of a surrogate pair; beyond the text's edges, where a
 * unit is `NaN`, there is none.
 */
function isOutside(unit: number): boolean {
  if ((FOLDED[unit] ?? NONE) !== NONE) return false
  return unit !== HASH && unit !== SEMICOLON && !(unit >= 0xdc00 && unit < 0xe000)
}

const HASH = 35
const SEMICOLON = 59
