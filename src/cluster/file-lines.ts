import { createReadStream } from 'node:fs'

const LF = 0x0a

/** A file's lines as bytes, without their LF, which alone ends a line; what stands behind the last LF is a line too. */
export async function* fileLines(path: string): AsyncGenerator<Buffer> {
  let open: Buffer[] = []
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 18 })
  for await (const chunk of stream) {
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      const line = chunk.subarray(from, end)
      yield open.length === 0 ? line : Buffer.concat([...open, line])
      open = []
      from = end + 1
    }
    if (from < chunk.length) open.push(chunk.subarray(from))
  }
  if (open.length > 0) yield Buffer.concat(open)
}
