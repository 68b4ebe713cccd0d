/** Whether a name would end or begin in the middle of a longer one: "plinth" of "plinth_the_younger". */
export function isCut(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start)
  const last = text.charCodeAt(end - 1)
  return (
    (isNamePart(text.charCodeAt(end)) && isNamePart(last)) ||
    (isNamePart(text.charCodeAt(start - 1)) && isNamePart(first))
  )
}

/** A letter, a digit, `_` or `-`; nothing beyond the text's edges, whose unit is `NaN`. */
function isNamePart(unit: number): boolean {
  if (unit < 128) {
    const low = unit | 32
    return (low >= 97 && low <= 122) || (unit >= 48 && unit <= 57) || unit === 95 || unit === 45
  }
  return unit >= 128 && /[\p{L}\p{N}]/u.test(String.fromCharCode(unit))
}
