/** Whether half a surrogate pair stands in the text: it would break other programs' readers. Linear. */
export function isIllFormed(text: string): boolean {
  // Few texts have surrogates at all, and the first search is much the faster one.
  return /[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text)
}

/** The text with U+FFFD in place of lone surrogates. */
export function wellFormed(text: string): string {
  return isIllFormed(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text
}
