import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { foldWord, indexWords } from '../../src/text/words.js'

const read = (text: string, vocabulary?: Vocabulary): string[] => {
  const words = indexWords(text, 0, text.length, vocabulary)
  return Array.from(words.id, (id) => words.form(id))
}

/** Texts in which folding, joining and colliding matter. */
const PIECES =
  'La|la|ÉTÉ|été|e\u0301te\u0301|&eacute;t&eacute;|ﬁn|fin|so\u00adft|soft|ΟΔΟΣ|οδος|İ|ŉ|Ⱥ|µ|𝐌ars|mars|17h08|a1| |\n|.|&|&amp;|&nbsp;|😀|\ud800|\u200b|-'
const pieces = fc.constantFrom(...PIECES.split('|'))
const texts = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 30 })
  .map((parts) => parts.join(''))

describe('indexWords', () => {
  it('gives equal words one id and different words two, whatever their spelling', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const words = indexWords(text)
        const ids = new Map<string, number>()
        for (let i = 0; i < words.count; i++) {
          const raw = text.slice(words.start[i], words.end[i])
          if (raw.includes('&')) continue
          const form = foldWord(raw)
          const id = words.id[i] ?? -1
          expect(words.form(id)).toBe(form)
          expect(ids.get(form) ?? id).toBe(id)
          ids.set(form, id)
        }
        expect(new Set(ids.values()).size).toBe(ids.size)
      }),
    )
  })

  it('finds the same words with a vocabulary as without, and the vocabulary’s by their numbers', () => {
    fc.assert(
      fc.property(texts, fc.array(texts, { maxLength: 3 }), (text, known) => {
        const vocabulary = new Vocabulary()
        for (const form of known.flatMap((each) => read(each))) vocabulary.add(form)
        const words = indexWords(text, 0, text.length, vocabulary)
        expect(Array.from(words.id, (id) => words.form(id))).toEqual(read(text))
        for (const id of words.id)
          expect(vocabulary.idOf(words.form(id))).toBe(id < vocabulary.size ? id : -1)
      }),
    )
  })

  it('reads a word whose letters are entities, joined or decomposed as the plain word', () => {
    expect(read('&Eacute;t&eacute; e\u0301te\u0301 ÉTÉ, re\u00adti\u00adrer')).toEqual([
      'été',
      'été',
      'été',
      'retirer',
    ])
  })

  it('knows a plain word again whose form stood there in another spelling first', () => {
    for (const text of ['ﬁn fin', 'fin ﬁn', 'ﬁn Fin ﬁn']) expect(new Set(indexWords(text).id).size).toBe(1)
  })

  it('keeps apart words whose hashes collide, in time', () => {
    // Pairs with one 32-bit FNV-1a hash.
    const text = 'costarring liquid declinate macallums altarage zinke'
    expect(new Set(indexWords(text).id).size).toBe(6)
  })

  it('marks words with digits and words in hard spelling', () => {
    const words = indexWords('mars 17h08 ma\u00adrs avril')
    const mixed = words.mixed()
    expect(Array.from(words.id, (id) => mixed[id])).toEqual([1, 1, 1, 0])
  })
})

describe('Vocabulary', () => {
  it('takes no word once a text has been indexed against it', () => {
    const vocabulary = new Vocabulary()
    expect(vocabulary.add('mars')).toBe(0)
    expect(vocabulary.add('mars')).toBe(0)
    indexWords('mars', 0, 4, vocabulary)
    expect(() => vocabulary.add('avril')).toThrow('frozen')
  })
})
