import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { joinCodings } from '../../src/coding/joiner.js'
import type { AnalysedThread } from '../../src/model/analysed.js'
import type { Dump } from '../../src/model/dump.js'
import { Renderer } from '../../src/report/renderer.js'
import { createReport } from '../../src/report/report.js'
import type { ProblemRow, Summary } from '../../src/report/summary.js'
import type { RunSource, RunTools } from '../../src/run/run.js'

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

/** By which a stub knows its own earlier runs. */
export const LINEAGE = { code: 'stub', learning: 'none', isCoded: () => false } as const

/** A run with these tools that knows of an earlier one by them. */
export function sourceOf(tools: RunTools): RunSource {
  return { isSame: tools.isSame, load: () => tools }
}

/** A pipeline that finds nothing: what the run itself does shows best without the rest. */
export function stubTools(analyse: (dump: Dump) => AnalysedThread = bareThread): RunTools {
  const options = { dialect: 'plain', targets: [], coder: null } as const
  const facts = {
    version: '0',
    codebook: { from: 'none', sha256: '' },
    languages: '',
    codings: [],
    model: null,
    options: {},
  }
  return {
    isSame: ({ code }) => code === LINEAGE.code,
    site: '',
    analyse,
    createRenderer: () => new Renderer(options),
    isCoded: () => false,
    createReport: (sink, threads, workshop) =>
      createReport(
        { ...options, codings: joinCodings([], [], threads), model: null, run: facts, lineage: LINEAGE },
        sink,
        workshop,
      ),
    thread: null,
  }
}

/** What a run wrote: the names of its threads, and `file code` of its problems. */
export function tablesIn(folder: string): { readonly threads: string[]; readonly problems: string[] } {
  const rows = (name: string): Record<string, string>[] =>
    parse(readFileSync(join(folder, `${name}.csv`)), { columns: true })
  return {
    threads: rows('threads').map((row) => row['thread'] ?? ''),
    problems: rows('problems').map((row) => `${row['source_file']} ${row['code']}: ${row['message']}`),
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
