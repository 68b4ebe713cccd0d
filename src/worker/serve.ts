import { createHash } from 'node:crypto'
import { escapedLine } from '../report/ndjson.js'
import { utf8 } from '../report/utf8.js'
import { EXIT, Failure } from '../run/failure.js'
import { ordered } from '../run/ordered.js'
import { Pool } from '../run/pool.js'
import type { ThreadScript } from '../run/pool.js'
import { lostAnswer } from './answer.js'
import type { Answer, Limits } from './answer.js'
import type { EndRecord, WorkerFacts } from './end.js'
import { linesOf } from './lines.js'
import type { InputLine } from './lines.js'

export interface ServeOptions {
  readonly input: AsyncIterable<Uint8Array>
  /** Takes the bytes that come out; resolves when more may come. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Answers arrays of input lines with arrays of answers. */
  readonly thread: ThreadScript
  readonly workers: number
  readonly limits: Limits
  readonly facts: WorkerFacts
  readonly signal: AbortSignal
}

export type Served = Pick<EndRecord, 'input' | 'threads' | 'quarantined'>

/** Answers every line of the input, in order, then writes the end record. Throws a Failure (130) when `signal` aborts. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { input, write, thread, workers, limits, facts, signal } = options
  const hash = createHash('sha256')
  const put = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes)
    await write(bytes)
  }
  const counts = { thread: 0, quarantine: 0 }
  const pool = new Pool<InputLine, Answer>({
    ...thread,
    threads: workers,
    patience: limits.seconds * 1000,
    memory: THREAD_MEGABYTES,
    lost: (line, loss) => lostAnswer(line, loss, limits),
  })
  try {
    const work = (lines: readonly InputLine[]): Promise<readonly Answer[]> => pool.run(lines)
    for await (const answers of ordered(batches(linesOf(input, longest(limits))), work, 2 * workers + 1)) {
      for (const { kind } of answers) counts[kind]++
      await put(Buffer.concat(answers.map(({ bytes }) => bytes)))
      if (signal.aborted) throw new Failure(EXIT.interrupted, 'Interrupted; the output is not whole.')
    }
  } finally {
    await pool.close()
  }
  const served = {
    input: counts.thread + counts.quarantine,
    threads: counts.thread,
    quarantined: counts.quarantine,
  }
  const end: EndRecord = {
    format: 1,
    record: 'end',
    program: 'polylogue',
    ...facts,
    ...served,
    sha256: hash.digest('hex'),
  }
  await write(utf8(escapedLine(end)))
  return served
}

// Several workers share a machine; a dump that needs more is tried alone in a thread that may have it.
const THREAD_MEGABYTES = 512

// Of a byte of text JSON makes six characters at most (\u001b).
function longest({ megabytes }: Limits): number {
  return Math.min(6 * megabytes * 1e6 + (1 << 16), LONGEST_STRING)
}

const LONGEST_STRING = 0x1fffffe8

const BATCH_CHARACTERS = 1 << 18
const BATCH_LINES = 64

async function* batches(lines: AsyncIterable<InputLine>): AsyncGenerator<readonly InputLine[]> {
  let batch: InputLine[] = []
  let size = 0
  for await (const line of lines) {
    batch.push(line)
    size += line.text?.length ?? 0
    if (size < BATCH_CHARACTERS && batch.length < BATCH_LINES) continue
    yield batch
    batch = []
    size = 0
  }
  if (batch.length > 0) yield batch
}
