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
  const keys = new Map<string, Keys>()
  for (const { author, position } of thread.posts) {
    if (author === null) continue
    let known = keys.get(author.name)
    if (known === undefined) {
      known = keysOf(author.name)
      keys.set(author.name, known)
    }
    add(exact, known.exact, position)
    for (const bare of known.loose) add(loose, bare, position)
  }
  const asked = new Map<string, readonly number[]>()
  return {
    postsOf: (name) => {
      let posts = asked.get(name)
      if (posts === undefined) {
        posts =
          exact.get(exactKey(name)) ?? loose.get(lettersOf(name)) ?? loose.get(lettersOf(bareOf(name))) ?? []
        asked.set(name, posts)
      }
      return posts
    },
  }
}

/** Under what a printed name is found. */
interface Keys {
  readonly exact: string
  readonly loose: ReadonlySet<string>
}

function keysOf(name: string): Keys {
  const loose = new Set([lettersOf(name), lettersOf(bareOf(name))])
  loose.delete('')
  return { exact: exactKey(name), loose }
}

function exactKey(name: string): string {
  return foldWord(foldedSpace(name))
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
