/** Whether half a surrogate pair stands in the text: it would break other programs' readers. Linear. */
export function isIllFormed(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

/** The text with U+FFFD in place of lone surrogates. */
export function wellFormed(text: string): string {
  return isIllFormed(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text
}
