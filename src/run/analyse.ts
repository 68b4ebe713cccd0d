import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { AnalysedThread } from '../model/analysed.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Dump } from '../model/dump.js'
import { MAX_BYTES } from '../read/decode.js'
import { readDump } from '../read/dump.js'
import type { FoundDump } from './discover.js'
import { reasonOf } from './failure.js'

/** The pipeline with its instruments already in hand. */
export type Analyse = (dump: Dump) => AnalysedThread

/** What became of one file. `sha256` is over its bytes, hex, null when they could not be read. */
export type Outcome =
  | { readonly kind: 'analysed'; readonly analysed: AnalysedThread; readonly sha256: string }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic; readonly sha256: string | null }

/** One file from disk to its analysed thread. A fault in one dump is this dump's problem row, never the run's end. */
export function analyseFile(found: FoundDump, site: string, analyse: Analyse): Outcome {
  let bytes: Uint8Array
  try {
    const { size } = statSync(found.path)
    if (size > MAX_BYTES) return unreadable(`it has ${size} bytes, and ${MAX_BYTES} can be held; split it`)
    bytes = readFileSync(found.path)
  } catch (error) {
    return unreadable(reasonOf(error))
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const read = readDump(bytes, found.sourceFile, site)
  if (read.kind === 'refused') return { kind: 'refused', diagnostic: read.diagnostic, sha256 }
  try {
    return { kind: 'analysed', analysed: analyse(read.dump), sha256 }
  } catch (error) {
    return { kind: 'refused', diagnostic: analysisFailed(error), sha256 }
  }
}

/** The program's own fault, told so that it can be reported: the stage and the error, no stack. */
export function analysisFailed(error: unknown, stage = stageOf(error)): Diagnostic {
  const where = stage === null ? '' : ` in the stage "${stage}"`
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {
    code: 'analysis-failed',
    line: null,
    message:
      `The program failed${where} on this dump (${what.replace(/\s+/g, ' ').slice(0, 200)}); ` +
      'it was left out. This is a fault of the program: please report it with the file.',
  }
}

function stageOf(error: unknown): string | null {
  return error instanceof Error && 'stage' in error && typeof error.stage === 'string' ? error.stage : null
}

function unreadable(reason: string): Outcome {
  const message = `This file cannot be read: ${reason}.`
  return { kind: 'refused', diagnostic: { code: 'dump-unreadable', line: null, message }, sha256: null }
}
