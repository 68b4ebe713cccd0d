import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/model/span.js'
import type { Sketch } from './build.js'
import { answers, rowsOf, threadOf } from './build.js'

/** What a post with `text` answers, after posts by `names`; the dump is not complete. */
function said(text: string, names: readonly string[], article = 'Le pont est fermé.'): readonly string[] {
  const before: Sketch[] = names.map((by) => ({ by, text: 'Voilà mon avis là-dessus.' }))
  const facts = answers([{ by: 'Odile Rabier', text: article }, ...before, { by: 'Zoltan', text }], {
    announced: 40,
  })
  return rowsOf(facts, names.length + 1)
}

describe('a name in the own words', () => {
  test.each([
    ['@Ferrand Vous exagérez.', 'Ferrand'],
    ['Il pleut. Merci @ferrand pour le lien', 'Ferrand'],
    ['＠Ferrand non', 'Ferrand'],
    ['u/ferrand_9 is right', 'ferrand_9'],
    ['@Le Vieux Marin : non', 'Le Vieux Marin'],
    ['@LeVieuxMarin non', 'Le Vieux Marin'],
    ['@jean.dupont. Non.', 'jean.dupont'],
    ['@Dr  Ékla 33 bien vu', 'Dr Ékla 33'],
    ['@D’Arc oui', "D'Arc"],
    ['@crabe vu', 'crabe 🦀'],
    ['Ferrand, vous exagérez.', 'Ferrand'],
    ['Ferrand : vous exagérez.', 'Ferrand'],
    ['Il pleut.\n\nFerrand\nVous exagérez.', 'Ferrand'],
    ['Vous exagérez un peu, Ferrand.', 'Ferrand'],
    ['Bonjour Ferrand,\nvous exagérez.', 'Ferrand'],
    ['Pour Ferrand :\nvous exagérez.', 'Ferrand'],
    ['à Ferrand : vous exagérez.', 'Ferrand'],
    ['Comme dit Ferrand on verra bien.', 'Ferrand'],
    ['Je trouve que Ferrand a raison sur ce point.', 'Ferrand'],
    ['As Ferrand said, wait and see.', 'Ferrand'],
  ])('%j answers %s', (text, name) => {
    expect(said(text, ['Autre', name])).toEqual(['mention>2'])
  })

  test.each([
    ['Jean-Paul Sartre en parlait.', 'Paul'],
    ['Sartre, Jean-Paul, en parlait.', 'Paul'],
    ['La rue Saint-Paul est fermée.', 'Paul'],
    ['Écrivez à contact@paul.example, merci.', 'Paul'],
    ['Voir exemple.org/paul, page 2.', 'Paul'],
    ['Merci, c’est gentil.', 'Merci'],
    ['Merci : enfin une réponse.', 'Merci'],
    ['Oui, merci, je sais.', 'Merci'],
    ['Je vais voir Ferrand demain au marché.', 'Ferrand'],
    ['La liberté, dit-on, est un bien.', 'liberté'],
    ['Les Ferrandais sont fiers.', 'Ferrand'],
    ['Comme dit Ferrand Lacoste on verra bien.', 'Ferrand'],
    ['Je trouve que Luc Ferrand a raison.', 'Ferrand'],
    ['Trop cher.\nZoltan', 'Zoltan'],
    ['Trop cher.\n\nFerrand', 'Ferrand'],
  ])('%j answers nobody called %s', (text, name) => {
    expect(said(text, ['Autre', name])).toEqual(['position>0'])
  })

  test('the longest known name wins', () => {
    expect(said('@Marin Le Vieux non', ['Marin', 'Marin Le Vieux'])).toEqual(['mention>2'])
    expect(said('@Marin non', ['Marin', 'Marin Le Vieux'])).toEqual(['mention>1'])
  })

  test('a name that the article uses as a word needs a strong form', () => {
    const article = 'La lectrice de la bibliothèque attend toujours.'
    expect(said('Oui, Lectrice, tout à fait.', ['Lectrice'], article)).toEqual(['mention>1'])
    expect(said('Je trouve que Lectrice a raison.', ['Lectrice'], article)).toEqual(['position>0'])
    expect(said('Une grande lectrice, ma sœur.', ['Lectrice'], article)).toEqual(['position>0'])
  })

  test('a name called Merci is heard when it is called', () => {
    expect(said('@Merci d’où vient ce chiffre ?', ['Merci'])).toEqual(['mention>1'])
  })

  test('part of a name is enough when it is unique and opens the line', () => {
    expect(said('Rabouin, vous exagérez.', ['Simone Rabouin', 'Autre'])).toEqual(['mention>1'])
    expect(said('Rabouin, vous exagérez.', ['Simone Rabouin', 'Luc Rabouin'])).toEqual(['position>0'])
    expect(said('Grizzli, vous exagérez.', ['grizzli6626'])).toEqual(['mention>1'])
  })

  test('several people turned to at once are all answered', () => {
    expect(said('Bonjour Ferrand, Adèle et Kim,\nvous exagérez.', ['Ferrand', 'Adèle', 'Kim'])).toEqual([
      'mention>1',
      'mention>2',
      'mention>3',
    ])
  })

  test('names in a list are talked about, not turned to', () => {
    expect(said('J’ai lu Ferrand, Adèle, Kim et les autres.', ['Ferrand', 'Adèle', 'Kim'])).toEqual([
      'position>0',
    ])
  })

  test('the span is the name as it stands in the text', () => {
    const sketches = [
      { text: 'Article' },
      { by: 'Le  Marin', text: 'Un' },
      { by: 'B', text: '🙂 @le marin non' },
    ]
    const [row] = answers(sketches).replies.filter((reply) => reply.post === 2)
    const { thread } = threadOf(sketches)
    expect(row?.span === null || row === undefined ? null : textOf(thread.dump.text, row.span)).toBe(
      'le marin',
    )
    expect(row?.toAuthor).toBe('Le  Marin')
  })
})

describe('which post of somebody is answered', () => {
  test('the last one before, by time and not by place', () => {
    const facts = answers(
      [
        { text: 'Article' },
        { by: 'Ada', at: '2026-01-03T10:00', text: 'Trois' },
        { by: 'Ben', at: '2026-01-02T12:00', text: '@Ada non' },
        { by: 'Ada', at: '2026-01-01T10:00', text: 'Un' },
        { by: 'Ada', at: '2026-01-02T10:00', text: 'Deux' },
      ],
      { order: 'other' },
    )
    expect(rowsOf(facts, 2)).toEqual(['mention>4'])
  })

  test('the article, when its author wrote nothing else', () => {
    expect(said('Non, Odile Rabier, pas tout le monde.', [])).toEqual(['mention>0'])
  })

  test('nobody, when a post quotes the same person already', () => {
    const facts = answers([
      { text: 'Article' },
      { by: 'Ada', text: 'Le pont tiendra.' },
      { by: 'Ada', text: 'Et la route aussi.' },
      { by: 'Ben', text: 'Le pont tiendra.\nAda, tu rêves.', quotes: [{ words: 'Le pont tiendra.', of: 1 }] },
    ])
    expect(rowsOf(facts, 3)).toEqual(['quote>1'])
  })

  test('a name without a post, when the dump has holes', () => {
    expect(said('@chauffe-eau non', ['Ferrand'])).toEqual(['mention>"chauffe-eau"'])
    expect(said('Voir @chauffe-eau pour le détail', ['Ferrand'])).toEqual(['position>0'])
    expect(said('Essaie :\n@Override\npublic void draw()', ['Ferrand'])).toEqual(['position>0'])
  })
})

describe('a post’s number in the own words', () => {
  const numbered = (text: string): readonly string[] =>
    rowsOf(
      answers([
        { text: 'Article' },
        ...Array.from({ length: 12 }, (_, i) => ({
          by: `Nom ${'abcdefghijkl'.charAt(i)}`,
          text: 'Mot',
          number: `${i + 1}`,
        })),
        { by: 'Zoltan', text, number: '13' },
      ]),
      13,
    )

  test('is an answer to that post', () => {
    expect(numbered('#11 exactement')).toEqual(['mention>11'])
    expect(numbered('Tout à fait (#11).')).toEqual(['mention>11'])
    expect(numbered('@#2 non')).toEqual(['mention>2'])
  })

  test('is none in other words', () => {
    expect(numbered('On est #1 du classement')).not.toContain('mention>1')
    expect(numbered('Il y en a 11 de trop')).not.toContain('mention>11')
    expect(numbered('Dans le dépôt, voir l’anomalie #11 · pont/route')).toEqual(['adjacency>12'])
    expect(numbered('#1 raison : le prix')).toEqual(['adjacency>12'])
    expect(numbered('Voir #99')).toEqual(['adjacency>12'])
  })
})
