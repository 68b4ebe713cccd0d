import type { Chronology } from './chronology.js'
import type { Member, Members } from './members.js'

/** Which post of a member is meant when only the name is known. */
export class Targets {
  /** Per member the posts in order of time. */
  private readonly inTime = new Map<Member, readonly number[]>()

  constructor(
    members: Members,
    private readonly chronology: Chronology,
  ) {
    const rank = chronology.rank
    for (const member of members.all) {
      const sorted = [...member.posts].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0))
      this.inTime.set(member, sorted)
    }
  }

  /** How many posts of `member` were there before `post`. */
  countBefore(member: Member, post: number): number {
    const posts = this.inTime.get(member) ?? []
    let low = 0
    let high = posts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.chronology.earlier(posts[middle] ?? 0, post)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The member's last post before `post`; null when there was none. */
  latest(member: Member, post: number): number | null {
    const count = this.countBefore(member, post)
    return count === 0 ? null : (this.inTime.get(member)?.[count - 1] ?? null)
  }

  /**
   * The member's post that stands nearest above `post` on the page, as pages that show answers below what they answer
   * have it; the latest one where that was written later.
   */
  above(member: Member, post: number): number | null {
    const { posts } = member
    let low = 0
    let high = posts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((posts[middle] ?? 0) < post) low = middle + 1
      else high = middle
    }
    const near = posts[low - 1]
    if (near !== undefined && this.chronology.earlier(near, post)) return near
    return this.latest(member, post)
  }
}
