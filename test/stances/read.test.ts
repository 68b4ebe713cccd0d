import { describe, expect, test } from 'vitest'
import { defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'
import { codeText } from '../../src/stances/tag.js'

const { codebook } = loadCodebook(defaultCodebookFiles().codebook.source, 'codebook.yaml')
if (codebook === null) throw new Error('the default codebook does not load')

/** The polarity of a post toward one target, `none` without a row. */
const read = (target: string, language: string, text: string): string =>
  codeText(text, language, codebook).stances.find(({ stance }) => stance === target)?.polarity ?? 'none'

describe.each([
  {
    how: 'scope of negation',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'It is hardly a bubble.', 'against'],
      ['en', 'It is not only a bubble, it is the biggest one since the railways.', 'favor'],
      ['en', 'Nobody should doubt that this is a bubble.', 'favor'],
      ['fr', 'Je doute fort que ce soit une bulle.', 'against'],
      ['fr', 'Je ne doute pas que ce soit une bulle.', 'favor'],
      ['fr', 'Une bulle, non : les machines sont louées avant d’être livrées.', 'against'],
      ['de', 'Das ist keineswegs eine Blase.', 'against'],
      ['de', 'Das ist nicht nur eine Blase, das ist Wahnsinn.', 'favor'],
    ],
  },
  {
    how: 'concession is decided by what follows',
    target: 'bubble-skeptic',
    posts: [
      ['fr', 'Certes ces outils sont utiles, mais à ce prix c’est une bulle.', 'favor'],
      ['de', 'Zwar sind die Kurse hoch, aber die Gewinne sind echt.', 'against'],
      ['en', 'Granted, the shares are pricey, but the demand is real.', 'against'],
    ],
  },
  {
    how: 'what is not so',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'If it were a bubble, customers would not be renewing their contracts.', 'against'],
      ['fr', 'Si c’était une bulle, les clients ne renouvelleraient pas leurs contrats.', 'against'],
      ['de', 'Wenn das eine Blase wäre, würden die Kunden nicht verlängern.', 'against'],
    ],
  },
  {
    how: 'whose view it is',
    target: 'bubble-skeptic',
    posts: [
      ['fr', 'D’aucuns y voient une bulle.', 'neither'],
      ['fr', 'D’aucuns y voient une bulle, et ils ont raison.', 'favor'],
      ['fr', 'D’aucuns y voient une bulle. Foutaises.', 'against'],
      ['en', 'Reportedly two funds call it a bubble.', 'neither'],
      ['en', 'Two funds call it a bubble. Spot on.', 'favor'],
      ['en', 'My uncle says it is a bubble. Come off it.', 'against'],
      ['de', 'Mein Nachbar sagt, es sei eine Blase.', 'neither'],
      ['de', 'Mein Nachbar sagt, es sei eine Blase. Da hat er recht.', 'favor'],
      ['de', 'Mein Nachbar sagt, es sei eine Blase. So ein Quatsch.', 'against'],
    ],
  },
  {
    how: 'what is left open',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'It is a bubble, or it is not, I honestly cannot tell.', 'neither'],
      ['en', 'Is it a bubble? No idea, not my field.', 'neither'],
      ['de', 'Ob das alles eine Blase ist, weiß ich nicht.', 'neither'],
      ['fr', 'Bulle ou révolution, je suis bien incapable de trancher.', 'neither'],
      ['de', 'Blase oder nicht, dazu fehlt mir das Wissen.', 'neither'],
    ],
  },
  {
    how: 'a contrast that goes on about something else turns nothing',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'Sure, the demand is real. But Nvidia sits on both sides of the table.', 'against'],
      ['de', 'Klar, die Nachfrage ist echt. Aber Nvidia hat einen Interessenkonflikt.', 'against'],
      ['fr', 'Certes la demande est réelle. Mais c’est une bulle.', 'favor'],
    ],
  },
  {
    how: 'a question after a claim leaves the claim standing',
    target: 'bubble-skeptic',
    posts: [
      ['de', 'Das ist eine Blase, aber wer zahlt am Ende?', 'favor'],
      ['de', 'das ist eine Blase\nund wer zahlt das am Ende ?', 'favor'],
      ['de', 'Ist das eine Blase, und wer zahlt am Ende?', 'neither'],
      ['en', 'Is it a bubble, or is the demand real?', 'neither'],
    ],
  },
  {
    how: 'what is left open about one thing is not left open about another',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'It is a bubble, but whether the IPO is the reason, I can’t tell.', 'favor'],
      ['fr', 'C’est une bulle, mais est-ce à cause de l’entrée en bourse, aucune idée.', 'favor'],
    ],
  },
  {
    how: 'indifference and remarks about words are no position',
    target: 'bubble-skeptic',
    posts: [
      ['fr', 'Bulle ou pas bulle, je m’en fiche.', 'none'],
      ['fr', 'C’est pas moi qui ai parlé de bulle, relis les pseudos.', 'none'],
      ['en', 'A bubble? I could not care less.', 'none'],
      ['de', 'Eine Blase? Ist mir völlig egal.', 'none'],
    ],
  },
  {
    how: 'quotation marks around one word say "as they call it"',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'Nvidia and its "customers" are doing fine this year.', 'favor'],
      ['en', 'Nvidia and its customers are doing fine this year.', 'none'],
    ],
  },
  {
    how: 'sarcasm by comparison',
    target: 'ipo-explanation',
    posts: [
      ['en', 'He stops because of the listing. Sure, and I left the casino because my legs hurt.', 'against'],
      ['fr', 'C’est à cause de la cotation, oui, et la marmotte emballe le chocolat.', 'against'],
    ],
  },
  {
    how: 'another conflict is another matter',
    target: 'conflict-of-interest',
    posts: [
      ['en', 'Conflict of interest? Look at our mayor. He hired his own nephew.', 'none'],
      ['de', 'Interessenkonflikt? Unser Bürgermeister hat seinen Schwager eingestellt.', 'none'],
    ],
  },
  {
    how: 'an answer that opens a sentence',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'Isn’t this a bubble? No.', 'against'],
      ['fr', 'N’est-ce pas une bulle ? Non.', 'against'],
      ['de', 'Ist das nicht eine Blase? Nein.', 'against'],
      ['en', 'Huang says it is not a bubble. Nonsense.', 'favor'],
      ['fr', 'Le patron dit que ce n’est pas une bulle. Foutaises.', 'favor'],
      ['de', 'Der Chef sagt, es sei keine Blase. Unsinn.', 'favor'],
      ['en', 'Is it a bubble? Yes, says my broker.', 'neither'],
      ['fr', 'Est-ce une bulle ? Oui, selon le Figaro.', 'neither'],
      ['de', 'Ist das eine Blase? Ja, meint die Bundesbank.', 'neither'],
      ['en', 'Is it a bubble? Yes, and a big one.', 'favor'],
      ['fr', 'Est-ce une bulle ? Oui, et une grosse.', 'favor'],
      ['de', 'Ist das eine Blase? Ja, und was für eine.', 'favor'],
    ],
  },
  {
    how: 'a concession behind its claim',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'The shares are overpriced, sure, but the demand is real.', 'against'],
      ['fr', 'Les actions sont surévaluées, certes, mais la demande est réelle.', 'against'],
      ['de', 'Die Aktien sind überbewertet, zugegeben, aber die Nachfrage ist echt.', 'against'],
      ['en', 'The demand is real, granted, but the prices are a bubble.', 'favor'],
      ['fr', 'La demande est réelle, d’accord, mais c’est une bulle.', 'favor'],
      ['de', 'Die Nachfrage ist echt, klar, aber es ist eine Blase.', 'favor'],
    ],
  },
  {
    how: 'a verdict behind a comma or before it',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'The bubble talk, nonsense.', 'against'],
      ['fr', 'La bulle de l’IA, n’importe quoi.', 'against'],
      ['de', 'Das Gerede von der Blase, Unsinn.', 'against'],
      ['en', 'Nonsense, this talk of a bubble.', 'against'],
      ['fr', 'Foutaises, cette histoire de bulle.', 'against'],
      ['de', 'Unsinn, das Gerede von der Blase.', 'against'],
    ],
  },
  {
    how: 'an answer of one word',
    target: 'conflict-of-interest',
    posts: [
      ['en', 'What is the conflict of interest in that? None.', 'against'],
      ['fr', 'Un conflit d’intérêts ? Aucun.', 'against'],
      ['de', 'Ein Interessenkonflikt? Keiner.', 'against'],
      ['fr', 'Qui y voit un conflit d’intérêts ? Personne.', 'against'],
      ['de', 'Wer sieht da einen Interessenkonflikt? Niemand.', 'against'],
    ],
  },
  {
    how: 'what stands in brackets or between dashes is read apart',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'This is a bubble (not that I care).', 'favor'],
      ['fr', 'C’est une bulle (enfin, ça m’est égal).', 'favor'],
      ['de', 'Das ist eine Blase (mir ist es egal).', 'favor'],
      ['en', 'This is a bubble – I don’t care who disagrees – and it will burst.', 'favor'],
      ['en', 'AI (according to the article) is a bubble.', 'neither'],
      ['fr', 'L’IA (selon l’article) est une bulle.', 'neither'],
      ['en', 'AI is not (in my view) a bubble.', 'against'],
    ],
  },
  {
    how: 'quotation marks hold a speech only where somebody speaks',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'They call it "a once in a lifetime investment". It is a bubble.', 'favor'],
      [
        'fr',
        'Titre du film : « La plus grosse bulle de tous les temps », avec Nvidia dans le rôle principal.',
        'favor',
      ],
      ['fr', '« C’est une bulle comme les autres », lance un gérant.', 'neither'],
      ['en', '"It is all one big bubble," said the manager.', 'neither'],
      ['en', 'The manager was clear: "This is one big bubble."', 'neither'],
    ],
  },
  {
    how: 'neither … nor',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'This is neither a bubble nor a fraud.', 'against'],
      ['fr', 'Ni bulle ni arnaque, juste une industrie qui naît.', 'against'],
      ['de', 'Weder Blase noch Betrug, nur eine junge Branche.', 'against'],
    ],
  },
  {
    how: 'neither … nor, of a cause',
    target: 'ipo-explanation',
    posts: [
      ['en', 'Neither the IPO nor the calendar is the reason.', 'against'],
      ['fr', 'Ni l’introduction en bourse ni le calendrier n’expliquent ce retrait.', 'against'],
      ['de', 'Weder der Börsengang noch der Kalender ist der Grund.', 'against'],
    ],
  },
  {
    how: 'what is said of those who hold it',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'Anyone who says that this is not a bubble has not read the books.', 'favor'],
      ['fr', 'Ceux qui disent que ce n’est pas une bulle n’ont pas lu les comptes.', 'favor'],
      ['en', 'Anyone who says that this is a bubble has not read the books.', 'against'],
      ['fr', 'Ceux qui disent que c’est une bulle n’ont pas lu les comptes.', 'against'],
      ['de', 'Wer behauptet, das sei eine Blase, hat die Bilanz nicht gelesen.', 'against'],
    ],
  },
  {
    how: 'a view held once',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'I used to think it was a bubble. Not any more.', 'against'],
      ['fr', 'J’ai longtemps cru à une bulle. Plus maintenant.', 'against'],
      ['de', 'Ich hielt es lange für eine Blase. Jetzt nicht mehr.', 'against'],
      ['en', 'I used to think it was not a bubble. I was wrong.', 'favor'],
      ['fr', 'Je croyais que ce n’était pas une bulle. J’avais tort.', 'favor'],
      ['de', 'Ich dachte, es sei keine Blase. Ich habe mich geirrt.', 'favor'],
    ],
  },
  {
    how: 'going that far',
    target: 'bubble-skeptic',
    posts: [
      ['en', 'I would not go so far as to say that this is a bubble.', 'against'],
      ['fr', 'Je n’irais pas jusqu’à dire que c’est une bulle.', 'against'],
      ['de', 'Ich würde nicht so weit gehen, das eine Blase zu nennen.', 'against'],
    ],
  },
])('$how', ({ target, posts }) => {
  test.each(posts)('%s: %s', (language = '', text = '', polarity = '') => {
    expect(read(target, language, text)).toBe(polarity)
  })
})

describe('a codebook of one’s own', () => {
  const own = `
title: A bridge over the river
names: [tejo]
classes:
  pt: { ponte: [ponte, pontes, travessia] }
  es: { puente: [puente, puentes] }
targets:
  - id: toll-unfair
    sentence: The toll is unfair.
    definition: The author finds the toll unfair.
    examples:
      - { id: es-1, language: es, text: El peaje de este puente es un robo., polarity: favor }
      - { id: es-2, language: es, text: El peaje no es un robo., polarity: against }
      - { id: pt-1, language: pt, text: A portagem desta ponte é um roubo., polarity: favor }
      - { id: pt-2, language: pt, text: Que bela ponte., polarity: none }
    cues:
      es:
        - { id: robo, pattern: "peaje _6 (robo | atraco)", weight: 0.9 }
      pt:
        - { id: roubo, pattern: "(portagem | <ponte>) _6 (roubo | assalto)", weight: 0.9 }
`
  const loaded = loadCodebook(own, 'codebook.yaml')

  test('adds a target and languages without code', () => {
    expect(loaded.faults).toEqual([])
    const coded = loaded.codebook?.targets[0]?.examples.map(
      ({ text, language }) =>
        loaded.codebook && codeText(text, language, loaded.codebook).stances[0]?.polarity,
    )
    expect(coded).toEqual(['favor', 'against', 'favor', undefined])
  })

  const near = (within: string): string => `
targets:
  - id: toll-unfair
    sentence: The toll is unfair.
    definition: The author finds the toll unfair.
    cues:
      en:
        - { id: robs, pattern: robs, weight: 0.9, notNear: joke, notWithin: ${within} }
`
  test.each([
    ['ownVoice', 'mockery stays mockery whoever is named in it', ['against']],
    ['ownNegation', 'a saying that is its own denial can still be somebody else’s', ['neither']],
  ])('%s: %s', (flag, _, expected) => {
    const flagged = `
targets:
  - id: toll-unfair
    sentence: The toll is unfair.
    definition: The author finds the toll unfair.
    cues:
      en:
        - { id: cry, pattern: "no robbery this year", polarity: against, weight: 0.9, ${flag}: true }
`
    const { codebook } = loadCodebook(flagged, 'codebook.yaml')
    const stances = codebook && codeText('Analysts say: no robbery this year.', 'en', codebook)
    expect(stances?.stances.map(({ polarity }) => polarity)).toEqual(expected)
  })

  test.each([
    ['sentence', ['favor']],
    ['neighbours', []],
  ])('what must not stand near is looked for in the %s', (within, expected) => {
    const { codebook } = loadCodebook(near(within), 'codebook.yaml')
    const stances = codebook
      ? codeText('This toll robs us. A joke, of course.', 'en', codebook).stances
      : null
    expect(stances?.map(({ polarity }) => polarity)).toEqual(expected)
  })

  const toll = (cues: string): ((text: string) => string[]) => {
    const source = `title: Toll
topic: { en: [toll] }
targets:
  - id: toll-unfair
    sentence: The toll is unfair.
    definition: The author finds the toll unfair.
    cues:
      en:
${cues}`
    const { codebook: made } = loadCodebook(source, 'codebook.yaml')
    if (made === null) throw new Error('the codebook does not load')
    return (text) => codeText(text, 'en', made).stances.map(({ polarity }) => polarity)
  }

  test('a question does not adopt what it asks about', () => {
    const code = toll('        - { id: rob, pattern: robs, weight: 0.9 }\n')
    expect(code('Some people say that the toll robs us. They are right.')).toEqual(['favor'])
    expect(code('Some people say that the toll robs us. They are right?')).toEqual(['neither'])
  })

  test('"no" behind a claim denies it only where a mark follows', () => {
    const code = toll('        - { id: rob, pattern: robbery, weight: 0.9 }\n')
    expect(code('A robbery, no: the toll pays for the road.')).toEqual(['against'])
    expect(code('Since the robbery, no more trips on the toll road.')).toEqual(['favor'])
  })

  test('signs add up only beside each other', () => {
    const code = toll('        - { id: sign, pattern: [steep, greedy, shameless], weight: 0.45 }\n')
    const between = 'We drove on. It rained. The road was long. The toll was there.'
    expect(code('The toll is steep. It is greedy. It is shameless.')).toEqual(['favor'])
    expect(code(`It is steep. ${between} It is greedy. ${between} It is shameless.`)).toEqual([])
  })
})
