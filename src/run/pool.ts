import { Worker } from 'node:worker_threads'

/** What threads run: a module that answers every message, an array of items, with the results; and the data it starts with. */
export interface ThreadScript {
  readonly script: URL
  readonly data: unknown
}

/** Why an item has no result: its thread died of it, or it took longer than allowed. */
export type Loss = { readonly kind: 'died'; readonly reason: string } | { readonly kind: 'late' }

export interface PoolOptions<Item, Result> extends ThreadScript {
  readonly threads: number
  /** What stands for an item that no thread survives. */
  readonly lost: (item: Item, loss: Loss) => Result
  /** How long an item may take, in milliseconds; null for as long as it likes. */
  readonly patience: number | null
  /** How much each thread's objects should take, in megabytes: one that needs more is tried alone. All there is when undefined. */
  readonly memory?: number
}

interface Job<Item, Result> {
  readonly items: readonly Item[]
  readonly done: (results: readonly Result[]) => void
  readonly failed: (error: Error) => void
}

/**
 * Threads that work on items, several at a time. A thread that dies, or that must be stopped, is replaced; what it had in hand is
 * tried item by item, so that a bad one takes no others along.
 */
export class Pool<Item, Result> {
  readonly #options: PoolOptions<Item, Result>
  readonly #idle: Thread<Item, Result>[] = []
  readonly #threads = new Set<Thread<Item, Result>>()
  readonly #waiting: Job<Item, Result>[] = []

  constructor(options: PoolOptions<Item, Result>) {
    this.#options = options
  }

  /** The results of some items. Rejects when threads cannot be started at all. */
  run(items: readonly Item[]): Promise<readonly Result[]> {
    return new Promise((done, failed) => {
      this.#waiting.push({ items, done, failed })
      this.#assign()
    })
  }

  /** Stops all threads, whatever they have in hand. */
  async close(): Promise<void> {
    this.#waiting.length = 0
    const threads = [...this.#threads]
    this.#threads.clear()
    this.#idle.length = 0
    await Promise.all(threads.map((thread) => thread.stop()))
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idle.pop() ?? this.#started()
      if (thread === null) return
      const job = this.#waiting.shift()
      if (job !== undefined) void this.#do(job, thread)
    }
  }

  #started(): Thread<Item, Result> | null {
    if (this.#threads.size >= this.#options.threads) return null
    const thread = new Thread<Item, Result>(this.#options)
    this.#threads.add(thread)
    return thread
  }

  async #do(job: Job<Item, Result>, thread: Thread<Item, Result>): Promise<void> {
    const { patience, lost, memory } = this.#options
    const answer = await thread.ask(job.items, patience)
    if (!this.#threads.has(thread)) return
    if (answer.kind === 'results') {
      this.#idle.push(thread)
      job.done(answer.results)
    } else {
      this.#threads.delete(thread)
      const [item, ...others] = job.items
      const alone = item !== undefined && others.length === 0
      if (answer.kind === 'unable') job.failed(unable(answer.reason))
      else if (alone && (answer.kind === 'late' || memory === undefined)) job.done([lost(item, answer)])
      else void this.#retry(job)
    }
    this.#assign()
  }

  /** Item by item, in a thread of their own that may take all the memory there is. */
  async #retry({ items, done, failed }: Job<Item, Result>): Promise<void> {
    const { script, data, patience, lost } = this.#options
    const results: Result[] = []
    let thread: Thread<Item, Result> | null = null
    for (const item of items) {
      thread ??= new Thread<Item, Result>({ script, data })
      this.#threads.add(thread)
      const answer: Answer<Result> = await thread.ask([item], patience)
      if (!this.#threads.has(thread)) return
      if (answer.kind === 'results') {
        results.push(...answer.results)
        continue
      }
      this.#threads.delete(thread)
      thread = null
      if (answer.kind === 'unable') {
        failed(unable(answer.reason))
        return
      }
      results.push(lost(item, answer))
    }
    if (thread !== null) {
      this.#threads.delete(thread)
      await thread.stop()
    }
    done(results)
    this.#assign()
  }
}

function unable(reason: string): Error {
  return new Error(`A thread could not be started: ${reason}`)
}

type Answer<Result> =
  | { readonly kind: 'results'; readonly results: readonly Result[] }
  | { readonly kind: 'unable'; readonly reason: string }
  | Loss

class Thread<Item, Result> {
  readonly #worker: Worker
  #ready = false
  /** Why it is no more. */
  #end: string | null = null
  #answer: ((answer: Answer<Result>) => void) | null = null
  /** Called once it can work: starting up is not held against an item. */
  #begin: () => void = () => {}

  constructor({ script, data, memory }: ThreadScript & { readonly memory?: number }) {
    const resourceLimits = memory === undefined ? {} : { maxOldGenerationSizeMb: memory }
    this.#worker = new Worker(script, { workerData: data, resourceLimits })
    this.#worker.on('message', (message: 'ready' | readonly Result[]) => {
      if (message === 'ready') {
        this.#ready = true
        this.#begin()
      } else this.#give({ kind: 'results', results: message })
    })
    this.#worker.on('error', (error) =>
      this.#died(error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    )
    this.#worker.on('exit', (code) => this.#died(`it ended with status ${code}`))
  }

  async ask(items: readonly Item[], patience: number | null): Promise<Answer<Result>> {
    const answered = new Promise<Answer<Result>>((resolve) => {
      this.#answer = resolve
    })
    let timer: NodeJS.Timeout | undefined
    // News of a thread's end can overtake its word that it is ready: what it is sent before would pass for a failed start.
    this.#begin = () => {
      this.#worker.postMessage(items)
      if (patience !== null) timer = setTimeout(() => this.#give({ kind: 'late' }), patience)
    }
    if (this.#end !== null) this.#give(this.#ended(this.#end))
    else if (this.#ready) this.#begin()
    const answer = await answered
    clearTimeout(timer)
    if (answer.kind === 'late') await this.stop()
    return answer
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #died(reason: string): void {
    // An error is told first, the exit that follows says less.
    this.#end ??= reason
    this.#give(this.#ended(this.#end))
  }

  #ended(reason: string): Answer<Result> {
    return this.#ready ? { kind: 'died', reason } : { kind: 'unable', reason }
  }

  #give(answer: Answer<Result>): void {
    this.#answer?.(answer)
    this.#answer = null
  }
}
