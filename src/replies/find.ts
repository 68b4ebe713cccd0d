import type { LanguageData } from '../languages/schema.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { QuoteFacts } from '../model/quote.js'
import type { Reply, ReplyFacts } from '../model/reply.js'
import type { Thread } from '../model/thread.js'
import { lineFinder } from '../text/lines.js'
import type { Words } from '../text/words.js'
import { compileAddressing } from './addressing.js'
import type { Addressing } from './addressing.js'
import { findCalls } from './calls.js'
import { chronologer } from './chronology.js'
import type { Precedence } from './chronology.js'
import { declaredReplies, fallbackReplies, mentionReplies, placedReplies } from './evidence.js'
import type { Ground } from './ground.js'
import { isComplete } from './fallback.js'
import { checkReplies } from './graph.js'
import { membersOf } from './members.js'
import { mentionsIn } from './mentions.js'
import type { Mention } from './mentions.js'
import { findNames, raritiesOf, stopNames } from './namehits.js'
import { buildNameTrie } from './nametrie.js'
import { numbersIn } from './numbers.js'
import { quoteReplies } from './quoted.js'
import { Targets } from './targets.js'

/** What the stage needs beside the thread: compiled once for a run, never changed. */
export interface ReplyTools {
  readonly addressing: Addressing
}

export function compileReplyTools(languages: readonly LanguageData[]): ReplyTools {
  return Object.freeze({ addressing: compileAddressing(languages) })
}

/**
 * Who answers whom, and in which order the posts were written. Every comment but a stub has at least one row: what the
 * page declares, what it quotes, whom it names, else the post before it (complete pages in the order of time), else the
 * article. `words` index `thread.dump.text`. Linear in the text, whatever the number of members.
 */
export function findReplies(thread: Thread, quotes: QuoteFacts, words: Words, tools: ReplyTools): ReplyFacts {
  const { addressing } = tools
  const text = thread.dump.text
  const members = membersOf(thread)
  const trie = buildNameTrie(members.all, text, words)
  const silent = stopNames(trie, addressing)
  const hits = findNames(text, words, quotes.own, trie, silent)
  const shown = shownPrecedences(thread, quotes)
  const chronologyBy = chronologer(thread)
  const shownChronology = chronologyBy(shown)
  const rarities = raritiesOf(trie, hits, members, shownChronology, silent)
  const named = mentionsIn(text, words, addressing, hits, rarities)
  const calls = findCalls(text, quotes.own, members, new Set(named.map((mention) => mention.start)))
  const mentions = [...named, ...calls.flatMap(asMention)].sort((a, b) => a.start - b.start)
  const naming = namingPrecedences(mentions)
  const chronology = naming.length === 0 ? shownChronology : chronologyBy([...shown, ...naming])
  const ground: Ground = {
    thread,
    members,
    chronology,
    targets: new Targets(members, chronology),
    complete: isComplete(thread),
  }
  const declared = declaredReplies(ground)
  const stronger = [...declared, ...quoteReplies(ground, quotes, declared)]
  const numbers = numbersIn(text, words, addressing, quotes.own, printedNumbers(thread))
  const placed = placedReplies(ground)
  const mentioning = mentionReplies(ground, stronger, placed, mentions, calls, numbers)
  const turned = new Set(mentioning.map((row) => row.post))
  const spoken = [...stronger, ...placed.filter((row) => !turned.has(row.post)), ...mentioning]
  const lines = lineFinder(text)
  const checked = checkReplies(spoken, thread.posts.length, chronology, lines)
  const whole = checkReplies(
    [...checked.replies, ...fallbackReplies(ground, checked.replies)],
    thread.posts.length,
    chronology,
    lines,
  )
  return {
    replies: whole.replies,
    chronological: chronology.rank,
    diagnostics: [
      ...checked.diagnostics,
      ...ambiguities(ground, declared, lines),
      ...absences(whole.replies, lines),
    ],
  }
}

function asMention(call: ReturnType<typeof findCalls>[number]): readonly Mention[] {
  const { member, post, start, end } = call
  return member === null ? [] : [{ post, member, form: 'call', part: 'whole', rarity: 'rare', start, end }]
}

/** Posts that quote others or are shown under them. */
function shownPrecedences(thread: Thread, quotes: QuoteFacts): readonly Precedence[] {
  const precedences: Precedence[] = []
  for (const quote of quotes.quotes) {
    if (quote.source !== null) precedences.push({ before: quote.source.post, after: quote.post })
  }
  for (const post of thread.posts) {
    for (const declared of post.declared) {
      if (declared.position !== null) precedences.push({ before: declared.position, after: post.position })
    }
  }
  return precedences
}

/** Posts that name somebody who wrote once: with several posts, the name does not say which one was there before. */
function namingPrecedences(mentions: readonly Mention[]): readonly Precedence[] {
  return mentions.flatMap(({ member, post }) => {
    const [only] = member.posts
    return member.posts.length === 1 && only !== undefined ? [{ before: only, after: post }] : []
  })
}

/** Numbers that the page prints, with the positions of their posts; a number that two posts have says nothing. */
function printedNumbers(thread: Thread): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  const twice = new Set<string>()
  for (const { number, position } of thread.posts) {
    if (number === null) continue
    if (numbers.has(number)) twice.add(number)
    numbers.set(number, position)
  }
  for (const number of twice) numbers.delete(number)
  return numbers
}

/** One note for all lines of the page that name somebody who had written several posts by then. */
function ambiguities(
  ground: Ground,
  declared: readonly Reply[],
  lineOf: (offset: number) => number,
): readonly Diagnostic[] {
  const { members, targets, thread } = ground
  const open = declared.filter(({ post, to, evidence }) => {
    const member = to === null ? null : (members.ofPost[to] ?? null)
    if (member === null || evidence !== 'attribution' || targets.countBefore(member, post) < 2) return false
    return thread.posts[post]?.declared.every((line) => line.position === null) === true
  })
  const [first] = open
  if (first === undefined || first.span === null) return []
  return [
    {
      code: 'reply-name-ambiguous',
      line: lineOf(first.span.start),
      message:
        `The page names who is answered, but not in which post, ${open.length} time(s) where several posts fit, ` +
        `first in #${first.post}. The nearest one above was taken; the confidence is lower.`,
    },
  ]
}

/** One note per name that is answered but has no post in the dump. */
function absences(replies: readonly Reply[], lineOf: (offset: number) => number): readonly Diagnostic[] {
  const byName = new Map<string, Reply[]>()
  for (const reply of replies) {
    if (reply.to !== null || reply.toAuthor === null) continue
    const list = byName.get(reply.toAuthor)
    if (list === undefined) byName.set(reply.toAuthor, [reply])
    else list.push(reply)
  }
  return [...byName.entries()].map(([name, rows]) => {
    const [first] = rows
    const posts = rows.slice(0, 5).map((row) => `#${row.post}`)
    const more = rows.length > posts.length ? ` and ${rows.length - posts.length} more` : ''
    return {
      code: 'reply-to-absent',
      line: first === undefined || first.span === null ? null : lineOf(first.span.start),
      message:
        `${posts.join(', ')}${more} ${rows.length === 1 ? 'answers' : 'answer'} "${name}", whose post is not in the dump. ` +
        'The rows name the author only; capture the missing comments to have the post.',
    }
  })
}
