/** Shorter posts ("+1") are the same by chance. */
export const SAME_WORDS = 8

interface Grouped {
  readonly thread: string
  readonly fingerprint: string
  readonly words: number
}

/**
 * Per post the group that must not be parted in cross-validation: its thread, together with every thread in which the same
 * words stand again, as where a page was captured twice.
 */
export function groupsOf(posts: readonly Grouped[]): string[] {
  const parent = new Map<string, string>()
  const root = (thread: string): string => {
    let at = thread
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up
    return at
  }
  const first = new Map<string, string>()
  for (const { thread, fingerprint, words } of posts) {
    if (!parent.has(thread)) parent.set(thread, thread)
    if (words < SAME_WORDS) continue
    const earlier = first.get(fingerprint)
    if (earlier === undefined) first.set(fingerprint, thread)
    else parent.set(root(thread), root(earlier))
  }
  return posts.map(({ thread }) => root(thread))
}
