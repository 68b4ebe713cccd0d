/**
 * Features are known by 32 bits of their name: FNV-1a over its UTF-16 units, finished like MurmurHash3 so that names that
 * differ little fall far apart. Two names with one number are one feature.
 */
export const HASH_START = 0x811c9dc5 | 0

export function addUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

export function addText(hash: number, text: string): number {
  let added = hash
  for (let i = 0; i < text.length; i++) added = addUnit(added, text.charCodeAt(i))
  return added
}

/** The number of what was added: a signed 32-bit integer. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** The number of a whole name. */
export function hashOf(name: string): number {
  return finishHash(addText(HASH_START, name))
}
