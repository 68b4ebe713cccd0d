import { parentPort, workerData } from 'node:worker_threads'
import { answer } from '../worker/answer.js'
import type { Limits } from '../worker/answer.js'
import type { InputLine } from '../worker/lines.js'
import { toolsOf } from './engine.js'
import type { Recipe } from './recipe.js'

// A thread of a worker: it is started with a recipe and answers lines of its input.
const { recipe, limits }: { readonly recipe: Recipe; readonly limits: Limits } = workerData
const tools = toolsOf(recipe)

parentPort?.on('message', (lines: readonly InputLine[]) => {
  parentPort?.postMessage(lines.map((line) => answer(line, limits, tools)))
})
parentPort?.postMessage('ready')
