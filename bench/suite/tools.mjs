/**
 * The corpus maker, the floor and the plain assembly. Where a folder with the ones that the project's bars are defined by stands beside the
 * clone, these are used, so that both measure the same.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))
const SHARED = '../../../shared/bench/'
const shared = ['make_corpus.mjs', 'floor.mjs', 'plain.mjs'].every((name) => existsSync(path(SHARED + name)))

export const tools = {
  /** Whose they are: numbers of one kind are not to be compared with those of the other. */
  from: shared ? 'shared' : 'own',
  makeCorpus: path(shared ? `${SHARED}make_corpus.mjs` : 'make-corpus.mjs'),
  floor: path(shared ? `${SHARED}floor.mjs` : 'floor.mjs'),
  plain: path(shared ? `${SHARED}plain.mjs` : 'plain.mjs'),
  peers: path('peers.mjs'),
  /** The program as users run it. */
  polylogue: path('../../dist/cli.js'),
  /** The packages that the plain assembly looks for are those of the folder it is started in. */
  home: path('../..'),
}
