import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answer } from '../../src/worker/answer.js'
import type { WorkerFacts } from '../../src/worker/end.js'
import { bareThread } from '../run/stub.js'

export const FACTS: WorkerFacts = {
  version: '0',
  codebook: { from: 'none', sha256: 'c'.repeat(64) },
  languages: { sha256: 'd'.repeat(64) },
  model: null,
  options: { site: '' },
  targets: [],
}

/** What a worker makes of these files, with a pipeline that finds nothing. */
export function partText(files: Readonly<Record<string, string>>, facts = FACTS): string {
  const limits = { megabytes: 1, seconds: 1 }
  const answers = Object.entries(files).map(([source_file, text], n) =>
    answer({ number: n + 1, text: JSON.stringify({ source_file, text }) }, limits, {
      site: '',
      analyse: bareThread,
    }),
  )
  const lines = answers.map(({ bytes }) => Buffer.from(bytes).toString()).join('')
  const threads = answers.filter(({ kind }) => kind === 'thread').length
  const counts = { input: answers.length, threads, quarantined: answers.length - threads }
  const sha256 = createHash('sha256').update(lines).digest('hex')
  const end = { format: 1, record: 'end', program: 'polylogue', ...facts, ...counts, sha256 }
  return `${lines}${JSON.stringify(end)}\n`
}

export function writePart(
  folder: string,
  name: string,
  files: Readonly<Record<string, string>>,
  facts = FACTS,
): string {
  const path = join(folder, name)
  writeFileSync(path, partText(files, facts))
  return path
}
