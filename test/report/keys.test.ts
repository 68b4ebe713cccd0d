import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScript, appendLetters, postKeys } from '../../src/report/keys.js'
import { Utf8 } from '../../src/report/utf8.js'
import { analysed } from './build.js'
import type { PostSpec } from './build.js'

const anna: PostSpec = {
  author: 'Anna',
  stamp: '5 March, 10:00',
  iso: '2026-03-05T10:00',
  text: 'The price is high.',
}

function keys(...posts: readonly PostSpec[]): string[] {
  return postKeys(analysed({ posts: [{ author: 'Ed', text: 'News.' }, ...posts] }).thread).slice(1)
}

function key(change: PostSpec): string | undefined {
  return keys({ ...anna, ...change })[0]
}

/** The letters that a key is made of. */
function lettersOf(text: string): string {
  const out = new Utf8()
  appendLetters(out, text)
  return new TextDecoder().decode(out.take())
}

describe('the key of a post', () => {
  it('is sixteen hex digits', () => {
    expect(key({})).toMatch(/^[0-9a-f]{16}$/)
  })

  it('stays when the page is captured anew with other spaces, punctuation, case and entities', () => {
    expect(key({ text: 'the  PRICE\nis “high” !' })).toBe(key({}))
    expect(key({ text: 'The price is h&#105;gh.' })).toBe(key({}))
    expect(key({ text: 'Le d\u00e9bat' })).toBe(key({ text: 'Le de\u0301bat' }))
  })

  it('changes with the words, the author and the time', () => {
    const others = [
      key({ text: 'The price is low.' }),
      key({ author: 'Ben' }),
      key({ stamp: '5 March, 10:01' }),
    ]
    expect(new Set([key({}), ...others]).size).toBe(4)
  })

  it('leaves relative times out: they are others tomorrow', () => {
    expect(key({ stamp: '2 hours ago', relative: true })).toBe(key({ stamp: '3 days ago', relative: true }))
  })

  it('counts quoted words', () => {
    expect(key({ text: '[[Prices rise.]] The price is high.' })).not.toBe(key({}))
  })

  it('does not run author, time and words together', () => {
    expect(key({ author: 'Anna B', stamp: 'x' })).not.toBe(key({ author: 'Anna', stamp: 'B x' }))
  })

  it('is numbered where posts of a thread are equal', () => {
    const [first, second, third] = keys(anna, anna, anna)
    expect([second, third]).toEqual([`${first}-2`, `${first}-3`])
  })
})

describe('letters and digits', () => {
  it('are what is left of a text in any script', () => {
    expect(lettersOf('« Œuvre nº 12 : ½ ﬁn, Straße! »')).toBe('œuvreno1212finstraße')
    expect(lettersOf('Ἀθῆναι 北京 ١٢ 👍 x&sup2;')).toBe('ἀθῆναι北京١٢x2')
  })

  it('are the same by the fast way and by the definition', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0x2ff }).map((unit) => String.fromCharCode(unit)))
    const marks = fc.constantFrom('', '\u0301', '\u2019', '\u200d', '\u2026', '한', '\ud83d')
    fc.assert(
      fc.property(units, marks, units, (before, mark, after) => {
        const text = [...before, mark, ...after].filter((unit) => unit !== '&').join('')
        expect(lettersOf(text)).toBe(anyScript(text))
      }),
    )
  })
})
