#!/usr/bin/env node
import { createCluster } from './cli/cluster.js'
import type { Pipes } from './cli/cluster.js'
import { createEngine } from './cli/engine.js'
import { main } from './cli/main.js'
import { optimiseLater } from './cli/optimise-later.js'
import { wantsColor } from './cli/terminal.js'
import type { Terminal } from './cli/terminal.js'
import { EXIT, codeOf } from './run/failure.js'

optimiseLater()

const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The second time the user does not want to wait for the dump at hand; the next run clears up.
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted)
    interrupted.abort()
  })
}

// `polylogue | head` closes the pipe: the tables are what counts, so the rest of the words is dropped.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (codeOf(error) !== 'EPIPE') throw error
  })
}

const { SingleBar } = process.stderr.isTTY ? await import('cli-progress') : { SingleBar: null }

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  color: wantsColor(process.stdout.isTTY, process.env),
  columns: process.stdout.isTTY ? process.stdout.columns : 80,
  progress: () => {
    if (SingleBar === null) return { begin: () => {}, advance: () => {}, end: () => {} }
    const bar = new SingleBar({
      format: '{bar} {value} of {total} dumps, {eta_formatted} left',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      hideCursor: true,
    })
    return {
      begin: (dumps) => bar.start(dumps, 0),
      advance: (dumps) => bar.increment(dumps),
      end: () => bar.stop(),
    }
  },
}

const pipes: Pipes = {
  input: () => process.stdin,
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()))
    }),
}

process.exitCode = await main(
  process.argv.slice(2),
  terminal,
  createEngine(),
  interrupted.signal,
  createCluster(pipes),
)
