import { describe, expect, it } from 'vitest'
import { compileFunctionWords } from '../../src/language/function-words.js'
import { guessLanguage } from '../../src/language/guess.js'
import { identifyLanguages } from '../../src/language/identify.js'
import { loadLanguages } from '../../src/languages/load.js'
import type { Post, Thread } from '../../src/model/thread.js'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { indexWords, type Words } from '../../src/text/words.js'

const { list } = loadLanguages()
const vocabulary = new Vocabulary()
const known = compileFunctionWords(list, vocabulary)

function wordsOf(text: string): Words {
  return indexWords(text, 0, text.length, vocabulary)
}

/** A thread of these posts, each on one line, the first the article; `before` is page text of nobody. */
function languagesOf(bodies: readonly string[], page = '') {
  const text = `${page}\n${bodies.join('\n')}`
  let at = page.length + 1
  const spans = bodies.map((body) => {
    const span = { start: at, end: at + body.length }
    at = span.end + 1
    return span
  })
  const posts = spans.map((span, position): Post => ({
    position,
    kind: position === 0 ? 'article' : 'comment',
    author: null,
    stamp: null,
    span,
    body: [span],
    furniture: [],
    number: null,
    declared: [],
  }))
  const words = wordsOf(text)
  const thread: Thread = {
    dump: {
      thread: 't',
      sourceFile: 't.txt',
      text,
      capturedAt: null,
      pageStart: 0,
      site: '',
      url: '',
      diagnostics: [],
    },
    language: guessLanguage(words, known),
    title: null,
    posts,
    announced: null,
    publishedFrom: null,
    order: 'unknown',
    furniture: [],
    diagnostics: [],
  }
  return identifyLanguages(
    thread,
    spans.map((span) => [span]),
    words,
    known,
  )
}

describe('the language of a post', () => {
  it.each([
    ['fr', "Le tram passe devant chez moi toutes les dix minutes et il n'a jamais été à l'heure."],
    ['en', 'The tram goes past my house every ten minutes and it has never once been on time.'],
    ['de', 'Die Bahn fährt alle zehn Minuten an meinem Haus vorbei und ist noch nie pünktlich gewesen.'],
    ['es', 'El tranvía pasa por delante de mi casa cada diez minutos y nunca ha llegado a su hora.'],
    ['it', 'Il tram passa davanti a casa mia ogni dieci minuti e non è mai stato puntuale.'],
    ['nl', 'De tram rijdt elke tien minuten langs mijn huis en is nog nooit op tijd geweest.'],
    ['pt', 'O elétrico passa à frente da minha casa de dez em dez minutos e nunca chegou a horas.'],
  ])('%s', (code, body) => {
    expect(languagesOf([body]).posts).toEqual([code])
  })

  it('is told by a handful of words', () => {
    const thread = ['The tram goes past my house and it has never been on time.']
    const { posts } = languagesOf([
      ...thread,
      "Je ne suis pas d'accord.",
      'Das ist doch nicht wahr.',
      'You are right.',
    ])
    expect(posts.slice(1)).toEqual(['fr', 'de', 'en'])
  })

  it("is that of its own words, not of the page's", () => {
    const page = Array(20)
      .fill('Le message par dans pour citer et signaler ce commentaire Répondre')
      .join(' ')
    const { posts } = languagesOf(
      ['I was there when they opened the line.', 'So was I, and it was cold.'],
      page,
    )
    expect(posts).toEqual(['en', 'en'])
  })

  it("is the thread's where a post is too short to say anything else", () => {
    const bodies = [
      'La ligne sera ouverte en mars, a dit la régie, et elle ira jusqu’au port.',
      'Énorme',
      'lol',
    ]
    expect(languagesOf(bodies).posts).toEqual(['fr', 'fr', 'fr'])
  })

  it('cannot be told without letters, nor from a word in a thread without a language', () => {
    expect(
      languagesOf(['La ligne sera ouverte en mars, a dit la régie.', '+1', '👍 10/10', '']).posts,
    ).toEqual(['fr', 'und', 'und', 'und'])
    const { thread, posts, diagnostics } = languagesOf(['Zblorg', 'Krmpf'])
    expect([thread, ...posts]).toEqual(['und', 'und', 'und'])
    expect(diagnostics).toMatchObject([{ code: 'language-unknown', line: 2 }])
  })

  it('may be one without data when the post is long', () => {
    const polish =
      'Mieszkam w tym mieście od dwudziestu lat i jeszcze nigdy nie widziałem, żeby tramwaj przyjechał na czas. ' +
      'Wczoraj czekałem prawie godzinę, a potem poszedłem pieszo, bo szybciej jest chodzić niż czekać na przystanku.'
    const russian =
      'Я живу в этом городе двадцать лет и ещё ни разу не видел, чтобы трамвай пришёл вовремя. Вчера я ждал почти ' +
      'целый час, а потом пошёл пешком, потому что так быстрее.'
    const article = 'The tram goes past my house every ten minutes and it has never once been on time.'
    expect(languagesOf([article, polish, russian]).posts).toEqual(['en', 'pl', 'ru'])
  })

  it("makes the thread's: that of most words", () => {
    const bodies = [
      'The tram goes past my house every ten minutes and it has never been on time for me or for anybody.',
      'Je ne suis pas du tout de cet avis.',
    ]
    expect(languagesOf(bodies).thread).toBe('en')
  })
})

describe('guessLanguage', () => {
  const text =
    'La ligne sera ouverte en mars et elle ira au port.\nThe line will be open in March and it is cheap.'
  const words = wordsOf(text)

  it('looks at a part of a text alone', () => {
    const half = text.indexOf('\n')
    expect(guessLanguage(words, known, { start: 0, end: half })).toBe('fr')
    expect(guessLanguage(words, known, { start: half, end: text.length })).toBe('en')
  })

  it('does not guess from next to nothing', () => {
    expect(guessLanguage(wordsOf('Tram 12'), known)).toBeNull()
  })
})
