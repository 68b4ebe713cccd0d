/** One line of the input, without its end. `text` is null when the line is longer than allowed, and was not kept. */
export interface InputLine {
  /** From 1, empty lines counted. */
  readonly number: number
  readonly text: string | null
}

const LF = 0x0a

/**
 * The lines of a stream of bytes, ended by LF or CRLF, empty ones passed over. Holds one line at a time, and of a longer one than
 * `limit` bytes nothing.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<InputLine> {
  let number = 1
  let held: Uint8Array[] = []
  let size = 0
  let tooLong = false
  const keep = (bytes: Uint8Array): void => {
    size += bytes.length
    tooLong ||= size > limit
    if (tooLong) held = []
    else if (bytes.length > 0) held.push(bytes)
  }
  const line = (): InputLine | null => {
    const text = tooLong ? null : decoded(held)
    const found = text === '' ? null : { number, text }
    number++
    held = []
    size = 0
    tooLong = false
    return found
  }
  for await (const chunk of input) {
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      keep(chunk.subarray(from, end))
      from = end + 1
      const found = line()
      if (found !== null) yield found
    }
    keep(chunk.subarray(from))
  }
  const last = size > 0 ? line() : null
  if (last !== null) yield last
}

const decoder = new TextDecoder()

function decoded(pieces: readonly Uint8Array[]): string {
  const text = decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))
  const end = text.endsWith('\r') ? text.length - 1 : text.length
  return text.slice(0, end).trim()
}
