import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf, renderBatch } from '../run/batch.js'
import type { Batch } from '../run/batch.js'
import { partsOf, toolsOf } from './engine.js'
import type { ThreadData } from './engine.js'

// A thread of a run: it is started with the run's recipe and answers batches of files with their pieces.
const { recipe, cues }: ThreadData = workerData
const tools = toolsOf(recipe, partsOf(recipe, cues))
const renderer = tools.createRenderer()

parentPort?.on('message', (batch: Batch) => {
  const pieces = renderBatch(batch, tools, renderer)
  parentPort?.postMessage(pieces, buffersOf(pieces))
})
parentPort?.postMessage('ready')
