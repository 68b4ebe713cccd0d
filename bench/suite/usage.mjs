/** Loaded into a measured process before its own code (`node --import`): leaves what it used in the file named by POLYLOGUE_USAGE. */
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env['POLYLOGUE_USAGE']
if (isMainThread && file !== undefined) {
  // A process that it starts is another one's business.
  delete process.env['POLYLOGUE_USAGE']
  const before = process.cpuUsage()
  process.on('exit', () => {
    const { user, system } = process.cpuUsage(before)
    const { maxRSS } = process.resourceUsage()
    writeFileSync(file, JSON.stringify({ cpu: (user + system) / 1e6, peak: maxRSS / 1024 }))
  })
}
