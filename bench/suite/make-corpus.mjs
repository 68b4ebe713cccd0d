/** usage: node bench/suite/make-corpus.mjs FOLDER MEGABYTES [SEED] */
import { makeCorpus } from './corpus.mjs'

const [folder, megabytes, seed = '1'] = process.argv.slice(2)
if (folder === undefined || !(Number(megabytes) > 0)) {
  process.stderr.write('usage: node bench/suite/make-corpus.mjs FOLDER MEGABYTES [SEED]\n')
  process.exitCode = 2
} else {
  const { dumps, posts, bytes } = makeCorpus(folder, Number(megabytes) * 1e6, Number(seed))
  process.stdout.write(`${JSON.stringify({ dumps, posts, megabytes: bytes / 1e6, seed })}\n`)
}
