import { createRandom } from '../../src/random.js'
import type { Random } from '../../src/random.js'
import { SAID, SMALL_TALK } from './said.js'
import type { Said } from './said.js'

export const TARGETS = ['bubble-skeptic', 'ipo-explanation', 'conflict-of-interest'] as const
export type Target = (typeof TARGETS)[number]

/** Per target what a simulated coder gave, null where the post was passed over. */
export type Codes = Readonly<Record<Target, string | null>>

export interface SimulatedPost {
  readonly thread: string
  readonly position: number
  readonly author: string
  readonly text: string
  readonly truth: Readonly<Record<Target, string>>
  readonly codes: Readonly<Record<string, Codes>>
}

export interface Simulation {
  /** Dumps as they would be saved, by file name. */
  readonly dumps: Readonly<Record<string, string>>
  /** The comments, in order of thread and place. */
  readonly posts: readonly SimulatedPost[]
}

/** How a simulated coder errs: per true code the share of posts that get one of the three others, each alike. */
interface SimulatedCoder {
  readonly name: string
  readonly errors: Readonly<Record<string, number>>
  /** Share of posts left empty in the sheet. */
  readonly missing: number
}

export const CODERS: readonly SimulatedCoder[] = [
  { name: 'Ada', errors: { favor: 0.1, against: 0.15, neither: 0.3, none: 0.04 }, missing: 0.05 },
  { name: 'Bo', errors: { favor: 0.2, against: 0.1, neither: 0.35, none: 0.08 }, missing: 0.1 },
]

const MONTHS = ['February', 'March', 'April', 'May']
const CODES = ['favor', 'against', 'neither', 'none']
const PEOPLE =
  'Ines Varga,Tomas Lund,Wanda Okafor,Rufus Brandt,Mirjam Silva,Otto Moreau,Selma Haas,Karel Petrov,Livia Dunn,' +
  'Anselm Roth,Dorte Kjaer,Ruben Castel,Hilde Voss,Casper Ngo,Nora Finch,old_navigator,tin.whistle,Quiet Reader'

/**
 * Threads about made-up firms by made-up people, and what two coders with known error rates made of them. The same
 * seed gives the same threads and codes.
 */
export function simulate(threads = 40, comments = 9, seed = 7, coders = CODERS): Simulation {
  const random = createRandom(seed)
  const dumps: Record<string, string> = {}
  const posts: SimulatedPost[] = []
  for (let t = 1; t <= threads; t++) {
    const thread = `talk-${String(t).padStart(2, '0')}`
    const day = `${MONTHS[t % MONTHS.length]} ${1 + (t % 28)}, 2026`
    const lines = [
      'The Copper Ledger',
      '',
      `Lumenor stops lending to its buyers, part ${t}`,
      '',
      'By Harriet Quill',
      day,
      '',
      'Lumenor sells chips to Aristel and Nuvemia. This week its chair told the analysts what comes next.',
      'We asked the three firms for a comment. None of them had one for us before this page was closed.',
      '',
      `${comments} Comments`,
    ]
    const decks = dealt(random)
    for (let position = 1; position <= comments; position++) {
      const author = pick(PEOPLE.split(','), random)
      const { text, truth } = comment(decks, random)
      const hour = 8 + Math.floor(position / 6)
      const minute = String((position % 6) * 10).padStart(2, '0')
      const clock = `${hour > 12 ? hour - 12 : hour}:${minute} ${hour >= 12 ? 'pm' : 'am'}`
      lines.push(`${author} says:`, `${day} at ${clock}`, text, 'Reply')
      const codes = Object.fromEntries(coders.map((coder) => [coder.name, coded(truth, coder, random)]))
      posts.push({ thread, position, author, text, truth, codes })
    }
    lines.push('', 'Leave a Reply', 'Name *', 'Email *', 'Post Comment', '')
    dumps[`${thread}.txt`] = lines.join('\n')
  }
  return { dumps, posts }
}

/** What can be said in one thread: every sentence once, or the program would rightly take the second for a quote. */
type Decks = Readonly<Record<Target, Said[]>> & { readonly talk: string[] }

function dealt(random: Random): Decks {
  return {
    'bubble-skeptic': shuffled(SAID['bubble-skeptic'], random),
    'ipo-explanation': shuffled(SAID['ipo-explanation'], random),
    'conflict-of-interest': shuffled(SAID['conflict-of-interest'], random),
    talk: shuffled(SMALL_TALK, random),
  }
}

function comment(decks: Decks, random: Random): { text: string; truth: Record<Target, string> } {
  const truth: Record<Target, string> = {
    'bubble-skeptic': 'none',
    'ipo-explanation': 'none',
    'conflict-of-interest': 'none',
  }
  const sentences = [decks.talk.pop() ?? 'Hm.']
  for (const target of TARGETS) {
    if (random.below(100) >= 40) continue
    const said = decks[target].pop()
    if (said === undefined) continue
    truth[target] = said.code
    sentences.push(said.text)
  }
  return { text: sentences.join(' '), truth }
}

function coded(truth: Readonly<Record<Target, string>>, coder: SimulatedCoder, random: Random): Codes {
  // A coder leaves a whole row empty, not one cell of it.
  const passedOver = random.below(1000) < coder.missing * 1000
  const codes: Record<Target, string | null> = {
    'bubble-skeptic': null,
    'ipo-explanation': null,
    'conflict-of-interest': null,
  }
  for (const target of TARGETS) {
    const wrong = random.below(1000) < (coder.errors[truth[target]] ?? 0) * 1000
    const others = CODES.filter((code) => code !== truth[target])
    const other = pick(others, random)
    if (!passedOver) codes[target] = wrong ? other : truth[target]
  }
  return codes
}

function pick<T>(values: readonly T[], random: Random): T {
  const value = values[random.below(values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

/** Fisher and Yates. */
function shuffled<T>(values: readonly T[], random: Random): T[] {
  const deck = [...values]
  for (let i = deck.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [a, b] = [deck[i], deck[j]]
    if (a === undefined || b === undefined) continue
    deck[i] = b
    deck[j] = a
  }
  return deck
}
