const encoder = new TextEncoder()

const SMALL = 1 << 12
// From this size on it is cheaper to give storage away than to copy from it.
const LARGE = 1 << 18
// Up to this length a loop is faster than a call of the encoder.
const SHORT = 64

/** The text's bytes. Lone surrogates become U+FFFD. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/**
 * Text that becomes UTF-8 as it comes in. Lone surrogates become U+FFFD. What writes a form of its own (JSON, CSV) first makes `room`,
 * then puts it into `bytes` from `size` on, and sets `size`.
 */
export class Utf8 {
  /** The storage; what stands from `size` on means nothing. Another one after `room` and `take`. */
  bytes = new Uint8Array(SMALL)
  /** Bytes so far. */
  size = 0

  append(text: string): void {
    if (text.length <= SHORT) {
      this.room(text.length)
      const { bytes, size } = this
      let i = 0
      for (; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        if (unit >= 0x80) break
        bytes[size + i] = unit
      }
      if (i === text.length) this.size = size + i
      else this.#encode(text)
    } else this.#encode(text)
  }

  /** Adds a few bytes. */
  put(few: Uint8Array): void {
    this.room(few.length)
    const { bytes, size } = this
    for (let i = 0; i < few.length; i++) bytes[size + i] = few[i] ?? 0
    this.size = size + few.length
  }

  /** Adds an ASCII character. */
  byte(byte: number): void {
    this.room(1)
    this.bytes[this.size++] = byte
  }

  /** Adds a number as `String` writes it. */
  number(value: number): void {
    if (value < 0 || value >= INTEGERS || !Number.isInteger(value)) {
      this.append(String(value))
      return
    }
    let digits = 1
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++
    this.room(digits)
    const { bytes, size } = this
    let rest = value
    for (let at = size + digits - 1; at >= size; at--) {
      const tens = (rest / 10) | 0
      bytes[at] = ZERO + rest - 10 * tens
      rest = tens
    }
    this.size = size + digits
  }

  /** Adds bytes that stand in another one, or in this one. */
  copy(from: Utf8, start: number, end: number): void {
    this.room(end - start)
    this.bytes.set(from.bytes.subarray(start, end), this.size)
    this.size += end - start
  }

  /** The bytes so far, in storage that nobody else has; what follows begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const { bytes, size } = this
    this.size = 0
    if (size < LARGE) return bytes.slice(0, size)
    // As much again is likely to come, and storage that is not used costs nothing.
    this.bytes = new Uint8Array(bytes.length)
    return bytes.subarray(0, size)
  }

  /** Makes room for so many more bytes. */
  room(more: number): void {
    if (this.bytes.length - this.size < more) this.#grow(more)
  }

  #encode(text: string): void {
    let rest = text
    for (;;) {
      this.room(rest.length + 4)
      const { read, written } = encoder.encodeInto(rest, this.bytes.subarray(this.size))
      this.size += written
      if (read === rest.length) return
      rest = rest.slice(read)
      // What is left has more bytes than units: three of each unit at most.
      this.room(3 * rest.length)
    }
  }

  #grow(by: number): void {
    const bytes = new Uint8Array(Math.max(2 * this.bytes.length, this.size + by))
    bytes.set(this.bytes.subarray(0, this.size))
    this.bytes = bytes
  }
}

const ZERO = 0x30
// Below it whole numbers can be divided in 32 bits.
const INTEGERS = 1 << 30
