import { compareCodePoints } from '../text/order.js'

/** Sorts by several texts, the first one that differs deciding, by code point. */
export function byTexts<T>(...keys: readonly ((value: T) => string)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const key of keys) {
      const order = compareCodePoints(key(a), key(b))
      if (order !== 0) return order
    }
    return 0
  }
}

/**
 * The same text in storage of its own: an engine may keep a slice as a reference into the dump it was cut from, and what
 * is kept over all threads would then keep all dumps.
 */
export function apart(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
