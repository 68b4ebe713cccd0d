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
  let known: Named | null = null
  const asked = new Map<string, readonly number[]>()
  return {
    postsOf: (name) => {
      let posts = asked.get(name)
      if (posts === undefined) {
        known ??= new Named(thread)
        posts = known.postsOf(name)
        asked.set(name, posts)
      }
      return posts
    },
  }
}

/** Who is found under which name. Most pages are asked for few names, and most of these are printed as they are asked for. */
class Named {
  readonly #byName = new Map<string, number[]>()
  #exact: ReadonlyMap<string, number[]> | null = null
  #loose: ReadonlyMap<string, number[]> | null = null

  constructor({ posts }: Thread) {
    for (const { author, position } of posts) if (author !== null) add(this.#byName, author.name, position)
  }

  postsOf(name: string): readonly number[] {
    this.#exact ??= this.#under((printed) => [exactKey(printed)])
    const exact = this.#exact.get(exactKey(name))
    if (exact !== undefined) return exact
    this.#loose ??= this.#under(looseKeys)
    return this.#loose.get(lettersOf(name)) ?? this.#loose.get(lettersOf(bareOf(name))) ?? []
  }

  /** Positions by each key of a name, in order of place. */
  #under(keysOf: (name: string) => Iterable<string>): Map<string, number[]> {
    const found = new Map<string, number[]>()
    const shared = new Set<number[]>()
    for (const [name, positions] of this.#byName) {
      for (const key of keysOf(name)) {
        const list = found.get(key)
        if (list === undefined) found.set(key, [...positions])
        else {
          list.push(...positions)
          shared.add(list)
        }
      }
    }
    for (const list of shared) list.sort((a, b) => a - b)
    return found
  }
}

function looseKeys(name: string): ReadonlySet<string> {
  const keys = new Set([lettersOf(name), lettersOf(bareOf(name))])
  keys.delete('')
  return keys
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
