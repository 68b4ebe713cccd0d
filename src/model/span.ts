/** A place in a dump: half-open UTF-16 offsets, `start <= i < end`. The evidence is `dump.text.slice(start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

export function textOf(text: string, span: Span): string {
  return text.slice(span.start, span.end)
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/**
 * What is left of `whole` once `holes` are taken out, in order of place. `whole` and `holes` are each sorted and
 * may touch; holes may reach beyond the parts. Empty parts are left out.
 */
export function without(whole: readonly Span[], holes: readonly Span[]): Span[] {
  const rest: Span[] = []
  let h = 0
  for (const part of whole) {
    let start = part.start
    while (h > 0 && (holes[h - 1]?.end ?? 0) > part.start) h--
    while (h < holes.length) {
      const hole = holes[h]
      if (hole === undefined || hole.start >= part.end) break
      if (hole.end > start) {
        if (hole.start > start) rest.push({ start, end: hole.start })
        start = Math.max(start, hole.end)
      }
      h++
    }
    if (start < part.end) rest.push({ start, end: part.end })
  }
  return rest
}
