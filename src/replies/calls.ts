import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { isWordAt } from '../text/words.js'
import type { Member, Members } from './members.js'
import { squeezed } from './members.js'

/** An `@name` in somebody's own words that is no member's name as printed. The span leaves the `@` out. */
export interface Call extends Span {
  readonly post: number
  readonly name: string
  /** The member whose name is the same letters written together (`@AnnaBell` for "Anna Bell"); null when unknown. */
  readonly member: Member | null
  /**
   * It opens a paragraph that goes on behind it: somebody is turned to. Elsewhere an unknown `@name` may be anything,
   * such as a line of code.
   */
  readonly opensParagraph: boolean
}

const MAX_CALL = 40
/** What may follow a call; a bracket, a slash or an equals sign make it code or an address. */
const FOLLOWERS = ',:;!?.…-–—)>'

/** All calls but those at `known` offsets, in order of place. */
export function findCalls(
  text: string,
  own: readonly (readonly Span[])[],
  members: Members,
  known: ReadonlySet<number>,
): readonly Call[] {
  let bySqueezed: ReadonlyMap<string, Member | null> | null = null
  const calls: Call[] = []
  const nextSign = signFinder(text)
  for (const [post, slices] of own.entries()) {
    for (const slice of slices) {
      for (let at = nextSign(slice.start); at < slice.end; at = nextSign(at + 1)) {
        const start = at + 1
        if (known.has(start) || (at > slice.start && isWordAt(text, at - 1))) continue
        const end = callEnd(text, start, Math.min(slice.end, start + MAX_CALL))
        if (end - start < 2 || !endsWell(text, end, slice.end)) continue
        const name = text.slice(start, end)
        bySqueezed ??= squeezedNames(members)
        calls.push({
          start,
          end,
          post,
          name,
          member: bySqueezed.get(squeezed(name)) ?? null,
          opensParagraph: opensParagraph(text, at, slice.start) && goesOn(text, end, slice.end),
        })
      }
    }
  }
  return calls
}

/** By its letters the member who alone has such a name, null where several have. */
function squeezedNames(members: Members): ReadonlyMap<string, Member | null> {
  const names = new Map<string, Member | null>()
  for (const member of members.all) {
    const key = squeezed(member.name)
    if (key !== '') names.set(key, names.has(key) ? null : member)
  }
  return names
}

/** Where the next `@` stands at or behind an offset; remembers the last answer, so that a text without one is read once. */
function signFinder(text: string): (from: number) => number {
  let from = 0
  let at = -1
  return (offset) => {
    if (offset >= from && offset <= at) return at
    const found = text.indexOf('@', offset)
    from = offset
    at = found < 0 ? text.length : found
    return at
  }
}

/** Letters, digits and the marks that names have inside them. */
function callEnd(text: string, start: number, limit: number): number {
  let end = start
  for (let i = start; i < limit;) {
    const wide = text.charCodeAt(i) >= 0xd800 && text.charCodeAt(i) <= 0xdbff
    if (isWordAt(text, i)) {
      i += wide ? 2 : 1
      end = i
    } else if ('_.-'.includes(text.charAt(i)) && end > start) {
      i++
      if (text.charAt(i - 1) === '_') end = i
    } else break
  }
  return end
}

function endsWell(text: string, end: number, limit: number): boolean {
  if (end >= limit) return true
  const unit = text.charCodeAt(end)
  return (
    unit === 10 || isSpace(unit) || FOLLOWERS.includes(text.charAt(end)) || "’'".includes(text.charAt(end))
  )
}

function opensParagraph(text: string, at: number, floor: number): boolean {
  let i = at - 1
  let breaks = 0
  for (; i >= floor && breaks < 2; i--) {
    const unit = text.charCodeAt(i)
    if (unit === 10) breaks++
    else if (!isSpace(unit)) return false
  }
  return true
}

function goesOn(text: string, from: number, limit: number): boolean {
  for (let i = from; i < limit && text.charCodeAt(i) !== 10; i++) if (isWordAt(text, i)) return true
  return false
}
