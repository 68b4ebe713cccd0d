import { statSync } from 'node:fs'
import type { Chunk } from '../report/chunk.js'
import { threadRecord } from '../report/record.js'
import type { ThreadRecord } from '../report/record.js'
import type { Renderer } from '../report/renderer.js'
import { analyseFile, analysisFailed } from './analyse.js'
import type { Analyse } from './analyse.js'
import type { FileProblem, FoundDump } from './discover.js'
import { follows } from './earlier.js'
import type { KeptPart } from './earlier.js'

/** Files of the corpus that follow each other, handed to a thread at once. */
export type Batch = readonly (FoundDump | FileProblem)[]

/** What a batch becomes: bytes, and threads that are still to be joined with what others know. Plain data, in order. */
export type Piece =
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'record'; readonly record: ThreadRecord; readonly sha256: string }

export interface BatchTools {
  /** Authors are told apart within a site; empty when not given. */
  readonly site: string
  readonly analyse: Analyse
  readonly createRenderer: () => Renderer
  /** Whether people's codings may concern a thread: these are joined one after the other, by whoever sees all threads. */
  readonly isCoded: (record: ThreadRecord) => boolean
}

/**
 * From files to what they add to the run's files. A fault in one is that dump's problem row, never the end of the others.
 * @param renderer an empty one, which is left empty
 */
export function renderBatch(
  batch: Batch,
  { site, analyse, isCoded }: BatchTools,
  renderer: Renderer,
): Piece[] {
  const pieces: Piece[] = []
  const take = (): void => {
    if (renderer.size > 0) pieces.push({ kind: 'chunk', chunk: renderer.take() })
  }
  for (const file of batch) {
    if ('diagnostic' in file) {
      renderer.refusal(file.sourceFile, file.diagnostic, null)
      continue
    }
    const outcome = analyseFile(file, site, analyse)
    if (outcome.kind === 'refused') {
      renderer.refusal(file.sourceFile, outcome.diagnostic, outcome.sha256)
      continue
    }
    const { analysed, sha256 } = outcome
    try {
      const record = threadRecord(analysed, sha256)
      if (isCoded(record)) {
        take()
        pieces.push({ kind: 'record', record, sha256 })
      } else renderer.thread(record, sha256)
    } catch (error) {
      renderer.refusal(file.sourceFile, analysisFailed(error, 'report'), sha256)
    }
  }
  take()
  return pieces
}

/** The buffers of pieces, which a thread can give away instead of copying them. */
export function buffersOf(pieces: readonly Piece[]): ArrayBuffer[] {
  return pieces.flatMap((piece) =>
    piece.kind === 'chunk'
      ? Object.values(piece.chunk.files).flatMap(({ buffer }) =>
          buffer instanceof ArrayBuffer ? [buffer] : [],
        )
      : [],
  )
}

/** Files of the corpus that follow each other, to be analysed, or with their parts in the earlier run. */
export type Task =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'kept'; readonly parts: readonly KeptPart[] }

// Small enough that threads end together and little waits in memory, large enough that messages cost nothing.
const BATCH_BYTES = 1 << 18
const BATCH_FILES = 64
// What is taken over is only copied.
const KEPT_BYTES = 1 << 20

/** All files in order, each with its part in the earlier run or null, as tasks. `most` files at a time are analysed. */
export function* tasks(
  files: Iterable<readonly [FoundDump | FileProblem, KeptPart | null]>,
  most = BATCH_FILES,
): Generator<Task> {
  let batch: (FoundDump | FileProblem)[] = []
  let parts: KeptPart[] = []
  let size = 0
  for (const [file, part] of files) {
    const last = parts.at(-1)
    const fits =
      part === null ? last === undefined : batch.length === 0 && (last === undefined || follows(last, part))
    const full = part === null ? size >= BATCH_BYTES || batch.length >= most : size >= KEPT_BYTES
    if (!fits || full) {
      if (batch.length > 0) yield { kind: 'batch', batch }
      if (parts.length > 0) yield { kind: 'kept', parts }
      batch = []
      parts = []
      size = 0
    }
    if (part === null) batch.push(file)
    else parts.push(part)
    size += sizeOf(file)
  }
  if (batch.length > 0) yield { kind: 'batch', batch }
  if (parts.length > 0) yield { kind: 'kept', parts }
}

/** Whether all files together have more bytes than `limit`. */
export function isMoreThan(files: Batch, limit: number): boolean {
  let size = 0
  return files.some((file) => (size += sizeOf(file)) > limit)
}

/** The size of the largest file, in bytes. */
export function largest(files: Batch): number {
  return files.reduce((most, file) => Math.max(most, sizeOf(file)), 0)
}

function sizeOf(file: FoundDump | FileProblem): number {
  return 'path' in file ? (statSync(file.path, { throwIfNoEntry: false })?.size ?? 0) : 0
}
