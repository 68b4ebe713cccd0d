import { readFileSync, writeFileSync } from 'node:fs'
import { defaultCodebookFiles, loadCodebook } from '../load.js'
import { modelText } from './file.js'
import { SHIPPED_CODER, shippedCoder } from './shipped.js'
import { teamPosts } from './team-posts.js'

/* A step of `npm run build`: trains the coder that ships. A codebook with a fault is named when the program reads it. */
const { name, source } = defaultCodebookFiles().codebook
const { codebook } = loadCodebook(source, name)
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
if (codebook !== null) writeFileSync(SHIPPED_CODER, modelText(shippedCoder(teamPosts(), codebook, version)))
