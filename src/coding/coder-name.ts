import { AGREED, isMachine } from '../report/counted.js'
import { foldedSpace } from '../text/lines.js'

const LONGEST = 60

/** What stands for several people in the tables. */
const TAKEN: ReadonlySet<string> = new Set([AGREED, 'all', 'people'])

/** A coder's name as the tables hold it: NFC, white space folded. */
export function coderName(given: string): string {
  return foldedSpace(given)
}

/** Why this cannot be a coder's name, in words for people; null when it can. Names become files: letters, digits, space, `.`, `_`, `-`. */
export function coderNameFault(name: string): string | null {
  if (name === '') return 'it is empty'
  if (isMachine(name.toLowerCase()) || TAKEN.has(name.toLowerCase())) {
    return `${JSON.stringify(name)} has a meaning of its own in the tables`
  }
  if (name.length > LONGEST) return `it is longer than ${LONGEST} characters`
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u.test(name)) {
    return `${JSON.stringify(name)} is no plain name: use letters, digits, spaces, full stops, _ and -`
  }
  return name.endsWith('.') ? `${JSON.stringify(name)} ends in a full stop` : null
}
