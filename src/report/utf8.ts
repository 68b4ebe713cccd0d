const encoder = new TextEncoder()

/** The text's bytes. Lone surrogates become U+FFFD. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Text that becomes UTF-8 as it comes in. Lone surrogates become U+FFFD. */
export class Utf8 {
  #bytes = new Uint8Array(1 << 12)
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

  /** The bytes so far, in storage of their own; what follows begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#size)
    this.#size = 0
    return taken
  }

  #grow(by: number): void {
    const bytes = new Uint8Array(Math.max(2 * this.#bytes.length, this.#size + by))
    bytes.set(this.#bytes.subarray(0, this.#size))
    this.#bytes = bytes
  }
}
