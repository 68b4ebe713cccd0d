import { createHash } from 'node:crypto'
import type { AnalysedThread } from '../../src/model/analysed.js'
import type { Dump } from '../../src/model/dump.js'
import type { Report, Sink } from '../../src/report/report.js'
import type { ProblemRow, Summary } from '../../src/report/summary.js'
import { DIAGNOSTIC_CODES } from '../../src/model/diagnostic.js'
import { utf8 } from '../../src/report/utf8.js'
import type { RunTools } from '../../src/run/run.js'

/** A thread in which nothing was found. */
export function bareThread(dump: Dump): AnalysedThread {
  return {
    thread: {
      dump,
      language: null,
      title: null,
      posts: [],
      announced: null,
      publishedFrom: null,
      order: 'unknown',
      furniture: [],
      diagnostics: [],
    },
    quotes: { quotes: [], own: [], diagnostics: [] },
    languages: { thread: 'und', posts: [], diagnostics: [] },
    replies: { replies: [], chronological: [], diagnostics: [] },
    stances: [],
    learned: null,
  }
}

/** A pipeline that finds nothing and a report of three files: what the run itself does shows best without the rest. */
export function stubTools(analyse: (dump: Dump) => AnalysedThread = bareThread): RunTools {
  return { analyse, createReport: stubReport }
}

function stubReport(sink: (name: string) => Sink): Report {
  const files = ['threads.csv', 'problems.csv'].map((name) => ({ name, sink: sink(name), text: '' }))
  const [threads, problems] = files
  const manifest = sink('run.json')
  const rows: ProblemRow[] = []
  let used = 0
  let refused = 0
  const write = (file: (typeof files)[number] | undefined, line: string): void => {
    if (file === undefined) return
    file.text += line
    file.sink.write(utf8(line))
  }
  const add = (analysed: AnalysedThread): void => {
    used++
    write(threads, `${analysed.thread.dump.thread}\n`)
  }
  return {
    add,
    addRecord: () => {},
    addChunk: () => {},
    addProblem(source_file, { code, line, message }) {
      if (DIAGNOSTIC_CODES[code] === 'error') refused++
      rows.push({ source_file, line, severity: DIAGNOSTIC_CODES[code], code, message })
      write(problems, `${source_file},${code},${message}\n`)
    },
    async finish() {
      const written = files.map(({ name, text }) => ({
        name,
        sha256: createHash('sha256').update(text).digest('hex'),
      }))
      const named = Object.fromEntries(written.map(({ name, sha256 }) => [name, sha256]))
      manifest.write(utf8(JSON.stringify({ program: 'polylogue', files: named })))
      return { files: written, summary: summaryOf(used, refused, rows) }
    },
  }
}

export function summaryOf(used: number, refused: number, first: readonly ProblemRow[]): Summary {
  const count = (severity: string): number => first.filter((row) => row.severity === severity).length
  return {
    dumps: { used, refused },
    comments: { found: 0, stubs: 0, announced: 0, foundOfAnnounced: 0 },
    authors: 0,
    codings: [],
    agreement: [],
    quotes: { exact: 0, edited: 0, announced: 0 },
    replies: { structure: 0, attribution: 0, quote: 0, mention: 0, adjacency: 0, position: 0 },
    stances: [],
    problems: { error: count('error'), warning: count('warning'), note: count('note'), first },
  }
}
