import { z } from 'zod'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The last line of what a worker writes (docs/worker.md). */
export const endRecordSchema = z.object({
  format: z.literal(1),
  record: z.literal('end'),
  program: z.literal('polylogue'),
  version: z.string(),
  codebook: z.object({ from: z.string(), sha256: hash }),
  languages: z.object({ sha256: hash }),
  model: z.object({ from: z.string(), sha256: hash }).nullable(),
  options: z.object({ site: z.string() }),
  targets: z.array(z.string()),
  input: z.int().min(0),
  threads: z.int().min(0),
  quarantined: z.int().min(0),
  sha256: hash,
})

export type EndRecord = z.infer<typeof endRecordSchema>

/** What decides a worker's results: equal in all parts of one corpus. */
export type WorkerFacts = Pick<
  EndRecord,
  'version' | 'codebook' | 'languages' | 'model' | 'options' | 'targets'
>

/** A line that says why there is no thread. */
export const quarantineRecordSchema = z.object({
  format: z.literal(1),
  record: z.literal('quarantine'),
  line: z.int().min(1),
  source_file: z.string().nullable(),
  thread: z.string().nullable(),
  source_sha256: hash.nullable(),
  code: z.string(),
  message: z.string(),
})

export type QuarantineRecord = z.infer<typeof quarantineRecordSchema>
