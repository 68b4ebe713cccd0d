import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makeCorpus } from '../../bench/suite/corpus.mjs'
import { build, cli, polylogue, root } from '../cli/built.js'
import { descendants, killAll, signalled, waitFor } from '../cluster/processes.js'
import { contentOf, folderOf } from '../run/folder.js'

beforeAll(build)

/** A test that needs a program which not every machine has: skipped with its name, and failed where all must be there. */
function needs(program: string, name: string, body: () => Promise<void> | void): void {
  const there = spawnSync(program, ['--version']).status === 0
  const must = process.env['CI'] === 'true'
  test.skipIf(!there && !must)(there ? name : `${name} (${program} is not installed)`, async () => {
    expect(there, `${program} is not installed`).toBe(true)
    await body()
  })
}

interface Corpus {
  readonly folder: string
  /** What a run on one machine writes. */
  readonly expected: Readonly<Record<string, string>>
}

/** What a run wrote; the cache that it keeps for the next one is hidden. */
function written(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(contentOf(folder)).filter(([name]) => !name.startsWith('.')))
}

/** Half a megabyte of dumps, one of them without words, with a codebook of their own. */
function corpus(): Corpus {
  const folder = folderOf({ 'dumps/empty.txt': '' })
  const codebook = readFileSync(join(root, 'src/stances/codebook.yaml'), 'utf8')
  writeFileSync(join(folder, 'dumps/codebook.yaml'), codebook.replace(/^title: .*$/m, 'title: Our own'))
  makeCorpus(join(folder, 'dumps'), 500_000, 3)
  polylogue([join(folder, 'dumps'), '--output', join(folder, 'reference'), '--plain', '--quiet'])
  return { folder, expected: written(join(folder, 'reference')) }
}

const env = {
  ...process.env,
  POLYLOGUE: `${process.execPath} ${cli}`,
  MEGABYTES: '0.2',
  JOBS: '2',
}

function begun(script: string, folder: string, more: Readonly<Record<string, string>> = {}): ChildProcess {
  const [dumps, job, out] = ['dumps', 'job', 'out'].map((name) => join(folder, name))
  const args = [dumps ?? '', job ?? '', out ?? '', '--plain', '--quiet']
  return spawn(join(root, 'cluster', script), args, { env: { ...env, ...more }, stdio: 'ignore' })
}

async function statusOf(process: ChildProcess): Promise<number | null> {
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit')
  return process.exitCode
}

/**
 * A worker that is in the middle of a part: stopped, its hidden file begun and not yet in place. The file's name says whose it is
 * (src/worker/part-file.ts), and what is stopped first cannot end between the look and the kill.
 */
function workerOf(running: ChildProcess, folder: string): Promise<number> {
  const out = join(folder, 'job/out')
  const begun = (pid: number): boolean =>
    contentOrNothing(out).some((name) => name.startsWith('.') && name.includes(`.ndjson-${pid}-`))
  return waitFor(() => {
    for (const pid of descendants(running.pid ?? 0)) {
      if (!begun(pid) || !signalled(pid, 'SIGSTOP')) continue
      if (begun(pid)) return pid
      signalled(pid, 'SIGCONT')
    }
    return undefined
  }, 'a worker')
}

function contentOrNothing(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

needs(
  'parallel',
  'GNU parallel makes the tables of one machine, from lists and from packed parts',
  async () => {
    const { folder, expected } = corpus()
    expect(await statusOf(begun('parallel.sh', folder))).toBe(1)
    expect(written(join(folder, 'out'))).toEqual(expected)

    const packed = join(folder, 'elsewhere')
    mkdirSync(join(packed, 'job/in'), { recursive: true })
    for (const name of readdirSync(join(folder, 'job/in'))) {
      const to = join(packed, 'job/in', name.replace('.txt', '.ndjson'))
      expect(
        polylogue(['pack', join(folder, 'job/in', name), '--corpus', join(folder, 'dumps'), '--out', to]).err,
      ).toBe('')
    }
    for (const name of ['all.txt', 'codebook.yaml']) {
      copyFileSync(join(folder, 'job', name), join(packed, 'job', name))
    }
    expect(await statusOf(begun('parallel.sh', packed))).toBe(1)
    expect(written(join(packed, 'out'))).toEqual(expected)
  },
)

needs('parallel', 'a worker that is killed in mid-run is started again by GNU parallel', async () => {
  const { folder, expected } = corpus()
  const running = begun('parallel.sh', folder)
  killAll([await workerOf(running, folder)])
  expect(await statusOf(running)).toBe(1)
  expect(written(join(folder, 'out'))).toEqual(expected)
  // What the killed one had begun is left, hidden.
  expect(contentOrNothing(join(folder, 'job/out')).filter((name) => name.startsWith('.'))).toHaveLength(1)
})

needs(
  'parallel',
  'a job that is killed as a whole leaves no tables, and is finished by the same command',
  async () => {
    const { folder, expected } = corpus()
    const running = begun('parallel.sh', folder)
    const parts = (): string[] =>
      contentOrNothing(join(folder, 'job/out')).filter((name) => !name.startsWith('.'))
    await waitFor(() => parts()[0], 'a part')
    await workerOf(running, folder)
    killAll([...descendants(running.pid ?? 0), running.pid ?? 0])
    await statusOf(running)
    expect(contentOrNothing(join(folder, 'out'))).toEqual([])
    const kept = parts().map((name) => [name, statSync(join(folder, 'job/out', name)).mtimeMs])

    expect(await statusOf(begun('parallel.sh', folder))).toBe(1)
    expect(written(join(folder, 'out'))).toEqual(expected)
    for (const [name, time] of kept)
      expect(statSync(join(folder, 'job/out', String(name))).mtimeMs).toBe(time)
  },
)

/** A folder for PATH with the stand-in for sbatch, and where it leaves what became of its jobs. */
function slurm(folder: string): { env: Record<string, string>; outcomes: () => string[] } {
  const jobs = join(folder, 'slurm')
  mkdirSync(join(folder, 'bin'))
  mkdirSync(jobs)
  copyFileSync(join(root, 'test/cluster/fake-sbatch.sh'), join(folder, 'bin/sbatch'))
  chmodSync(join(folder, 'bin/sbatch'), 0o755)
  return {
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, FAKE_SLURM: jobs },
    outcomes: () =>
      readdirSync(jobs)
        .toSorted()
        .map((name) => readFileSync(join(jobs, name), 'utf8').trim()),
  }
}

test('the Slurm scripts make the tables of one machine, as far as a stand-in for sbatch can tell', async () => {
  const { folder, expected } = corpus()
  const { env: more, outcomes } = slurm(folder)
  expect(await statusOf(begun('slurm.sh', folder, more))).toBe(0)
  // The tables are there with a status of 1: one dump has no words.
  expect(outcomes()).toEqual(['completed', 'ended 1'])
  expect(written(join(folder, 'out'))).toEqual(expected)
})

test('a part that fails thrice under Slurm leaves no tables, and the same command finishes the job', async () => {
  const { folder, expected } = corpus()
  const { env: more, outcomes } = slurm(folder)
  const broken = join(folder, 'bin/broken')
  writeFileSync(
    broken,
    `#!/bin/sh\ncase "$*" in *worker*0002*) kill -9 $$ ;; esac\nexec ${env.POLYLOGUE} "$@"\n`,
  )
  chmodSync(broken, 0o755)
  expect(await statusOf(begun('slurm.sh', folder, { ...more, POLYLOGUE: broken }))).toBe(0)
  expect(outcomes()).toEqual(['failed', 'cancelled'])
  expect(contentOrNothing(join(folder, 'out'))).toEqual([])
  expect(readFileSync(join(folder, 'job/log/2.txt'), 'utf8')).toMatch(/attempt 3 ended with 137/)

  expect(await statusOf(begun('slurm.sh', folder, more))).toBe(0)
  expect(written(join(folder, 'out'))).toEqual(expected)
})

needs('shellcheck', 'the shell scripts have nothing that shellcheck warns of', () => {
  const scripts = ['cluster', 'test/cluster'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.sh'))
      .map((name) => join(root, folder, name)),
  )
  const { status, stdout } = spawnSync('shellcheck', scripts, { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})
