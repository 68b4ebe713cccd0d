import type { PatternNode } from '../patterns/parse.js'
import { parsePattern } from '../patterns/parse.js'
import { WITHIN } from './codebook.js'
import type { CodebookText, Path } from './parse.js'

export type Report = (path: Path, message: string) => void

/** Ids given twice: of targets, of examples in a target, of cues in a target and language. */
export function findDuplicates(book: CodebookText, fault: Report): void {
  const check = (ids: readonly string[], pathOf: (i: number) => Path): void => {
    const seen = new Map<string, number>()
    for (const [i, id] of ids.entries()) {
      const first = seen.get(id)
      if (first === undefined) seen.set(id, i)
      else fault(pathOf(i), `the id "${id}" is given twice, first as number ${first + 1}`)
    }
  }
  check(
    book.targets.map(({ id }) => id),
    (t) => ['targets', t, 'id'],
  )
  for (const [t, target] of book.targets.entries()) {
    check(
      target.examples.map(({ id }) => id),
      (e) => ['targets', t, 'examples', e, 'id'],
    )
    for (const [language, cues] of Object.entries(target.cues)) {
      check(
        cues.map(({ id }) => id),
        (c) => ['targets', t, 'cues', language, c, 'id'],
      )
    }
  }
}

/** Cues that ask for a pattern and forbid it in the same place. Others that can never match do not compile. */
export function findContradictions(book: CodebookText, fault: Report): void {
  for (const [t, target] of book.targets.entries()) {
    for (const [language, cues] of Object.entries(target.cues)) {
      for (const [c, { near, notNear, within, notWithin }] of cues.entries()) {
        if (WITHIN.indexOf(within) > WITHIN.indexOf(notWithin)) continue
        const both = near.find((pattern) => notNear.includes(pattern))
        if (both === undefined) continue
        fault(
          ['targets', t, 'cues', language, c],
          `can never match: "${both}" must and must not stand near it`,
        )
      }
    }
  }
}

/** Cycles are named once each, also among classes that no cue uses. */
export function findClassCycles(book: CodebookText, fault: Report): void {
  for (const [language, lists] of Object.entries(book.classes)) {
    const done = new Set<string>()
    const visit = (name: string, inside: readonly string[]): void => {
      if (inside.includes(name)) {
        const cycle = [...inside.slice(inside.indexOf(name)), name].map((part) => `<${part}>`)
        fault(['classes', language, name], `refers to itself: ${cycle.join(' > ')}`)
        return
      }
      if (done.has(name)) return
      done.add(name)
      for (const entry of lists[name] ?? [])
        for (const next of classesOf(entry)) visit(next, [...inside, name])
    }
    for (const name of Object.keys(lists)) visit(name, [])
  }
}

function classesOf(pattern: string): string[] {
  return nodesOf(pattern).flatMap((node) => (node.kind === 'class' ? [node.name] : []))
}

/** All parts of a pattern, none of a faulty one. */
export function nodesOf(pattern: string): PatternNode[] {
  const parsed = parsePattern(pattern)
  if (!parsed.ok) return []
  const all: PatternNode[] = []
  const visit = (node: PatternNode): void => {
    all.push(node)
    if (node.kind === 'sequence') node.items.forEach(visit)
    else if (node.kind === 'either') node.options.forEach(visit)
    else if (node.kind === 'optional') visit(node.body)
  }
  visit(parsed.pattern.root)
  return all
}
