import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Code } from '../../model/coding.js'
import { CODES } from '../../model/coding.js'

/** A made-up post that the team coded by hand for the codebook that ships. */
export interface TeamPost {
  readonly id: string
  readonly language: string
  readonly text: string
  /** Per target. */
  readonly codes: Readonly<Record<string, Code>>
  /** Whether the codebook was changed by what it made of the post: on such posts it does better than on others. */
  readonly tuned: boolean
}

const FOLDER = new URL('../../../src/stances/coded/', import.meta.url)

const list = z
  .array(
    z.strictObject({
      id: z.string().min(1),
      language: z.string().min(2),
      text: z.string().min(1),
      codes: z.record(z.string(), z.enum(CODES)),
      hard: z.boolean().optional(),
      note: z.string().optional(),
    }),
  )
  .nullable()

/** All of them, from src/stances/coded, which is no part of the package. Throws an Error that names the file of the first fault. */
export function teamPosts(): TeamPost[] {
  return [
    ...postsIn('posts').map((post) => ({ ...post, tuned: !isHeldOut(post.id) })),
    ...postsIn('tuning').map((post) => ({ ...post, tuned: true })),
  ]
}

/** Whether a post of `posts` is of the half that nobody looks at when the codebook is changed: by its id, so that nobody chooses. */
export function isHeldOut(id: string): boolean {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % 2 !== 0
}

function postsIn(name: string): Omit<TeamPost, 'tuned'>[] {
  const folder = new URL(`${name}/`, FOLDER)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) => {
      const read = list.safeParse(parse(readFileSync(new URL(file, folder), 'utf8')))
      if (read.success) return read.data ?? []
      const [issue] = read.error.issues
      throw new Error(`src/stances/coded/${name}/${file}: ${issue?.path.join('.')}: ${issue?.message}`)
    })
}
