const encoder = new TextEncoder()

const SMALL = 1 << 12
// From this size on it is cheaper to give storage away than to copy from it.
const LARGE = 1 << 18

/** The text's bytes. Lone surrogates become U+FFFD. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Text that becomes UTF-8 as it comes in. Lone surrogates become U+FFFD. */
export class Utf8 {
  #bytes = new Uint8Array(SMALL)
  #size = 0

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  append(text: string): void {
    let rest = text
    while (rest.length > 0) {
      if (this.#bytes.length - this.#size < rest.length + 4) this.#grow(rest.length + 4)
      const { read, written } = encoder.encodeInto(rest, this.#bytes.subarray(this.#size))
      this.#size += written
      if (read === rest.length) return
      rest = rest.slice(read)
      // What is left has more bytes than units: three of each unit at most.
      this.#grow(3 * rest.length)
    }
  }

  /** The bytes so far, in storage that nobody else has; what follows begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const size = this.#size
    this.#size = 0
    if (size < LARGE) return this.#bytes.slice(0, size)
    const taken = this.#bytes.subarray(0, size)
    this.#bytes = new Uint8Array(SMALL)
    return taken
  }

  #grow(by: number): void {
    const bytes = new Uint8Array(Math.max(2 * this.#bytes.length, this.#size + by))
    bytes.set(this.#bytes.subarray(0, this.#size))
    this.#bytes = bytes
  }
}
