import type { Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'
import { foldWord } from '../text/words.js'

/** Who is in the thread, by name. */
export interface Members {
  /** Positions of the posts of the member with this name; empty when there is none. */
  readonly postsOf: (name: string) => readonly number[]
}

/** Names compare in lower case with white space folded, then by their letters and digits alone ("Zoé 🦀" is "zoé"). */
export function membersOf(thread: Thread): Members {
  const exact = new Map<string, number[]>()
  const loose = new Map<string, number[]>()
  for (const post of thread.posts) {
    if (post.author === null) continue
    add(exact, foldWord(foldedSpace(post.author.name)), post.position)
    for (const bare of new Set([lettersOf(post.author.name), lettersOf(bareOf(post.author.name))])) {
      if (bare !== '') add(loose, bare, post.position)
    }
  }
  return {
    postsOf: (name) =>
      exact.get(foldWord(foldedSpace(name))) ??
      loose.get(lettersOf(name)) ??
      loose.get(lettersOf(bareOf(name))) ??
      [],
  }
}

function add(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [position])
  else list.push(position)
}

/** Without what stands behind a name: `Zoé Brun <zoe@mail.example>`, `Zoé Brun (Moderator)`, `Zoé Brun;41217`. */
function bareOf(name: string): string {
  const cut = [name.indexOf('<'), name.indexOf('('), name.indexOf(';')].filter((at) => at > 0)
  return cut.length === 0 ? name : name.slice(0, Math.min(...cut))
}

function lettersOf(name: string): string {
  return foldWord(name).replace(/[^\p{L}\p{N}]/gu, '')
}
