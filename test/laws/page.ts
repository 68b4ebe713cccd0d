import fc from 'fast-check'

const NAMES = [
  'Ada',
  'Le Vieux Marin',
  'zoé_77',
  'jean.dupont',
  '42',
  'Merci',
  'crabe 🦀',
  '[deleted]',
  'A',
  'Réponse',
]
const STAMPS = [
  'Le 05/03/2026 à 17:08',
  'March 5, 2026 at 5:08 pm',
  '5. März 2026 um 17:08 Uhr',
  '2026-03-05 17:08',
  '31/02/2026',
  'hier à 10:02',
  '3 hours ago',
  '99:99',
]
const HEADERS = [
  '{} dit :',
  '{} says:',
  'Message par {} » 5 mars 2026, 17:08',
  '1. Le 5 mars 2026 par {}',
  '[–]{} 3 points',
]
const QUOTES = [
  'Citation Envoyé par {} Voir le message',
  'Originally Posted by {}',
  '{} a écrit :',
  'Quote:',
  'Click to expand...',
  '> ',
  '>> ',
  'En réponse à {}',
  '@{} ',
  '#2',
  '«',
  '…',
]
const BUTTONS = [
  'Répondre',
  'Reply',
  'Signaler',
  '3  0',
  '11\u00a0commentaires',
  '2 Comments',
  'Avatar de {}',
  '#12',
  '--',
]
const SAID = [
  'Les prix montent et personne ne sait dire pourquoi, sauf la voisine du troisième.',
  'The clock in the tower rings late again, and nobody has the key to it.',
  'Je ne suis pas d’accord : la bulle va éclater.',
  'Ce commentaire a été supprimé par la modération.',
  'Oui',
]
/** What breaks careless readers: other line ends, half characters, marks that join, patterns, terminal codes. */
const ODD = [
  '\u2028',
  '\u2029',
  '\u0085',
  '\u0000',
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\u202e',
  '\ud83d',
  '\udc00',
  '🏗️',
  'e\u0301',
  '\u0130',
  '\ufb03',
  '&amp;',
  '&#128512;',
  '&#x1F4A9',
  '\t',
  '\u00a0',
  '\f',
  '(((',
  '$&',
  '.*',
  '\\',
  '{author}',
  '__proto__',
]

const name = fc.constantFrom(...NAMES)
const filled = (list: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...list), name).map(([line, who]) => line.replaceAll('{}', () => who))
const piece = fc.oneof(
  { weight: 3, arbitrary: name },
  { weight: 3, arbitrary: filled(STAMPS) },
  { weight: 2, arbitrary: filled(HEADERS) },
  { weight: 2, arbitrary: filled(QUOTES) },
  { weight: 2, arbitrary: filled(BUTTONS) },
  { weight: 4, arbitrary: filled(SAID) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)
const gap = fc.oneof(
  { weight: 8, arbitrary: fc.constant('\n') },
  { weight: 2, arbitrary: fc.constantFrom('\n\n', ' ', '', '\n  ', ' · ', '\n\n\n') },
)

/** Fragments of pages in any order: what no site would print. */
const heap = fc
  .array(fc.tuple(piece, gap), { maxLength: 40 })
  .map((parts) => parts.map(([text, after]) => text + after).join(''))

const post = fc.record({ who: name, stamp: filled(STAMPS), body: fc.array(piece, { maxLength: 5 }) })

/** Pages with a frame that repeats, and anything between its lines. */
const forum = fc
  .record({
    head: fc.array(piece, { maxLength: 6 }),
    posts: fc.array(post, { minLength: 2, maxLength: 8 }),
    around: fc.constantFrom(
      '{who}\n{stamp}\n{body}',
      '{stamp}\n{who}\n{body}',
      '{body}\n{who} {stamp}',
      '#{n} {who}\n{stamp}\n{body}\nReply',
    ),
    foot: fc.array(piece, { maxLength: 4 }),
    between: fc.constantFrom('\n', '\n\n'),
  })
  .map(({ head, posts, around, foot, between }) =>
    [
      ...head,
      ...posts.map(({ who, stamp, body }, n) =>
        around
          .replace('{n}', String(n + 1))
          .replace('{who}', () => who)
          .replace('{stamp}', () => stamp)
          .replace('{body}', () => body.join('\n')),
      ),
      ...foot,
    ].join(between),
  )

/** Any page, mostly like pages that are read as threads. Holds something that is not white space. */
export const page: fc.Arbitrary<string> = fc
  .oneof({ weight: 1, arbitrary: heap }, { weight: 2, arbitrary: forum })
  .filter((text) => /\S/.test(text))
