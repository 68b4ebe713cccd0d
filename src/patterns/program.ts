import type { PatternNode, SlotName } from './parse.js'

/** One step of a compiled pattern. `next` and `other` are indices of steps. */
export type Step =
  | { readonly op: 'literal'; readonly form: string; readonly next: number }
  | { readonly op: 'prefix'; readonly form: string; readonly next: number }
  | { readonly op: 'suffix'; readonly form: string; readonly next: number }
  | { readonly op: 'stem'; readonly form: string; readonly next: number }
  | { readonly op: 'class'; readonly name: string; readonly next: number }
  | { readonly op: 'slot'; readonly name: SlotName; readonly next: number }
  | { readonly op: 'gap'; readonly min: number; readonly max: number; readonly next: number }
  | { readonly op: 'split'; readonly next: number; readonly other: number }
  | { readonly op: 'done' }

export interface Program {
  readonly steps: readonly Step[]
  readonly entry: number
  /** Per step: whether it reaches the end without taking a token. */
  readonly finishes: readonly boolean[]
}

/** Lays the tree out as steps, from its end to its start, so that every step knows its successor. */
export function compileProgram(root: PatternNode): Program {
  const steps: Step[] = [{ op: 'done' }]
  const add = (step: Step): number => steps.push(step) - 1
  const lay = (node: PatternNode, next: number): number => {
    switch (node.kind) {
      case 'sequence': {
        let entry = next
        for (let i = node.items.length - 1; i >= 0; i--) {
          const item = node.items[i]
          if (item !== undefined) entry = lay(item, entry)
        }
        return entry
      }
      case 'optional':
        return add({ op: 'split', next: lay(node.body, next), other: next })
      case 'either': {
        const entries = node.options.map((option) => lay(option, next))
        let entry = entries.pop() ?? next
        for (const earlier of entries.reverse()) entry = add({ op: 'split', next: earlier, other: entry })
        return entry
      }
      case 'slot':
        return add({ op: 'slot', name: node.name, next })
      case 'gap':
        return add({ op: 'gap', min: node.min, max: node.max, next })
      case 'class':
        return add({ op: 'class', name: node.name, next })
      case 'literal':
        return add({ op: 'literal', form: node.form, next })
      case 'prefix':
        return add({ op: 'prefix', form: node.form, next })
      case 'suffix':
        return add({ op: 'suffix', form: node.form, next })
      case 'stem':
        return add({ op: 'stem', form: node.form, next })
    }
  }
  const entry = lay(root, 0)
  return { steps, entry, finishes: finishing(steps) }
}

function finishing(steps: readonly Step[]): readonly boolean[] {
  const known: boolean[] = []
  steps.forEach((step, i) => {
    // Successors are laid out before their steps, so their answer stands.
    known[i] =
      step.op === 'done' ||
      (step.op === 'split' && (known[step.next] === true || known[step.other] === true)) ||
      (step.op === 'gap' && step.min === 0 && known[step.next] === true)
  })
  return known
}
