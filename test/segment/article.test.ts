import { describe, expect, test } from 'vitest'
import { analysed } from '../threads/reading.js'

/** What stands above the comments: title, author, date, and how many there are said to be. */
function head(page: string): {
  readonly title: string | undefined
  readonly author: string | undefined
  readonly published: string | null | undefined
  readonly announced: number | undefined
} {
  const { thread } = analysed(page)
  const article = thread.posts[0]
  return {
    title: thread.title?.name,
    author: article?.author?.name,
    published: article?.stamp?.iso,
    announced: thread.announced?.count,
  }
}

const COMMENTS = `
Ada
6 mars 2026 à 08:00
Les canards étaient là avant la mairie, et ils le savent.
Répondre
Bob
6 mars 2026 à 09:00
La mairie aussi le sait, elle fait semblant de dormir.
Répondre
Cléo
6 mars 2026 à 10:00
Personne ne dort à côté de quarante canards.
Répondre
`

describe('the title', () => {
  test('stands below the path to it, above a standfirst without a full stop', () => {
    const page = `La Gazette
Accueil › Régions › Étangs
La mairie siégera désormais sur l'eau
Pendant les travaux de l'hôtel de ville, les élus de Sainte-Mouille délibèrent deux par deux en barque
Lise Bonnard
5 mars 2026, 06:00
3 commentaires
Seize élus, huit barques, un ponton : depuis lundi le conseil municipal siège sur l'étang de la commune.
« Nous allons vers le citoyen », dit la maire, qui rame.
Commentaires
${COMMENTS}`
    expect(head(page)).toEqual({
      title: "La mairie siégera désormais sur l'eau",
      author: 'Lise Bonnard',
      published: '2026-03-05T06:00',
      announced: 3,
    })
  })

  test('stands above a long standfirst without a full stop', () => {
    const page = `DER TURM
Garten
Gewerkschaft der Enten
Was die Enten wirklich wollen
Ein Kreis im Morgengrauen, eine Tagesordnung, zweimal das Wort Brot: Wie eine Bewegung entsteht
Von Henriette Feder
05.03.2026, 17.08 Uhr
Im Morgengrauen, auf einem Teich in Niederfalt, ist die Bewegung entstanden. Etwa vierzig Enten waren dabei.
»Wir wollen nur das Herz des Brotes«, sagt ihre Sprecherin, die ungenannt bleiben will.
Kommentare
${COMMENTS}`
    expect(head(page)).toMatchObject({ title: 'Was die Enten wirklich wollen', author: 'Henriette Feder' })
  })

  test('is no name of a channel with its subscribers', () => {
    const page = `Startseite
Shorts
Warum die Enten auf dem Dach der Bank wohnen
Teich und Leute
182.000 Abonnenten
Abonnieren
4,2 k
Teilen
In diesem Video geht es um vierzig Enten, eine Bank und ein Dach, das allen gehört.
3 Kommentare
@ada
vor 2 Tagen
Endlich sagt es jemand, die Bank war schon immer undicht.
154
Antworten
@bob
vor 2 Tagen
Die Enten zahlen wenigstens pünktlich ihre Miete.
21
Antworten
@cleo
vor 1 Tag
Bei uns wohnt nur eine Taube, und die ist nett.
4
Antworten
`
    expect(head(page)).toMatchObject({
      title: 'Warum die Enten auf dem Dach der Bank wohnen',
      announced: 3,
    })
  })

  test('ends before the site that a board of links leads to', () => {
    const page = ` date 2026-03-08
Tinker News
new | past | comments | ask | show | jobs | submit
Forty ducks have taken over a bank (pond.example.org)
214 points by quietquorum 5 days ago | hide | past | favorite | 2 comments
yesterday_3pm 4 days ago | next [–]
I bank there, and the ducks are the only ones who pick up the phone.
reply
oxbow 4 days ago | prev | next [–]
They also close at four, so nothing has changed for me.
reply
quietquorum 3 days ago | prev [–]
I asked for a loan and was given bread, which was fair.
reply
`
    expect(head(page)).toEqual({
      title: 'Forty ducks have taken over a bank',
      author: 'quietquorum',
      published: '2026-03-03',
      announced: 2,
    })
  })

  test('is not there where a page begins with its author', () => {
    const page = `Lower Fold Gazette
4 March 2026, 19:12 ·
Forty ducks have moved into the bank. Is that still a bank? Tell us below.
All comments
Like
Comment
Share
Sylvia Brook
They were here before the bank and they know it.
1d
Like
Reply
Ned Poole
Sylvia Brook the bank knows as well, it just pretends to be asleep.
1d
Like
Reply
Author
Lower Fold Gazette
Ned Poole thank you for telling us!
20h
Like
Reply
`
    expect(head(page)).toMatchObject({
      title: undefined,
      author: 'Lower Fold Gazette',
      published: '2026-03-04T19:12',
    })
  })
})

describe('the author', () => {
  test('stands above the title where the page marks that name in the thread', () => {
    const page = `Aller au contenu principal
r/canards
Se connecter
r/canards
•
il y a 1 jour
mare_haute77

Quarante canards occupent la banque du village
Discussion
La banque a fermé lundi et les canards sont entrés mardi. Je ne dis pas qu'il y a un lien, mais ils ont les clés.

Section des commentaires
Avatar de u/ada_b
ada_b
•
il y a 22 h
Ils étaient là avant la banque, et ils le savent.

Répondre

Partager

Avatar de u/mare_haute77
mare_haute77
OP
•
il y a 21 h
Exactement, mon oncle a des photos de l'époque.

Répondre

Partager

Avatar de u/cleo_x
cleo_x
•
il y a 20 h
Je veux voir les photos, et je veux voir les clés.

Répondre

Partager
`
    expect(head(page)).toMatchObject({
      title: 'Quarante canards occupent la banque du village',
      author: 'mare_haute77',
    })
  })
})

describe('the date', () => {
  test('may stand before the author above the title, whose byline is at the foot', () => {
    const page = `Le blog de l'étang
Canards, roseaux et autres excuses

5 mars 2026 Gauthier Menestrel Canards, Pannes

Quarante canards occupent la banque

Depuis lundi, quarante canards sont entrés dans la banque et personne ne sait comment la leur faire quitter.

Le directeur a proposé du pain, un prêt et un sourire, et les canards ont pris le pain.

Partager :

    Imprimer
    E-mail

Publié par Gauthier Menestrel
Gardien d'étang par héritage.

3 réflexions sur « Quarante canards occupent la banque »
${COMMENTS}`
    expect(head(page)).toEqual({
      title: 'Quarante canards occupent la banque',
      author: 'Gauthier Menestrel',
      published: '2026-03-05',
      announced: 3,
    })
  })

  test('may stand alone above the title where the byline gives but the hour', () => {
    const page = `The Garden Fence
Notes from a small plot

Thursday, March 5, 2026

The ducks have formed a union

I went out at dawn with a torch and found them in a circle. There was an agenda, and the word bread was on it twice.

My neighbour says he has recognised them already, which I think is premature. He has always been soft on ducks.

Posted by Harriet Quill at 7:55 AM

3 comments:

Old Navigator said...
They came to us last year. Do not sign anything.

March 5, 2026 at 9:12 AM
rosalind_b said...
Is the circle open to geese?

March 5, 2026 at 10:40 AM
Harriet Quill said...
Geese have their own housing and are excluded.

March 5, 2026 at 11:02 AM
`
    expect(head(page)).toEqual({
      title: 'The ducks have formed a union',
      author: 'Harriet Quill',
      published: '2026-03-05',
      announced: 3,
    })
  })

  test('is the first of two on a line', () => {
    const page = `La Gazette

Quarante canards occupent la banque du village
Par Lise Bonnard
Publié le 5 mars 2026 à 17h08 | Mis à jour le 6 mars 2026 à 8h22
Depuis lundi, quarante canards sont entrés dans la banque et personne ne sait comment la leur faire quitter.
Le directeur a proposé du pain, un prêt et un sourire, et les canards ont pris le pain.
Commentaires
${COMMENTS}`
    expect(head(page)).toMatchObject({ author: 'Lise Bonnard', published: '2026-03-05T17:08' })
  })
})

describe('the number of comments', () => {
  const article = `La Gazette

Quarante canards occupent la banque du village
Par Lise Bonnard, le 5 mars 2026 à 17h08
Depuis lundi, quarante canards sont entrés dans la banque et personne ne sait comment la leur faire quitter.
Le directeur a proposé du pain, un prêt et un sourire, et les canards ont pris le pain.
`

  test('is not that of another page in a list below', () => {
    const page = `${article}3 commentaires
${COMMENTS}
Le poney du sixième - 48 commentaires - 2 mars 2026
Les cygnes aussi
Par Ada, 12 commentaires | 1 mars 2026
`
    expect(head(page).announced).toBe(3)
  })

  test('is one where the page says so in words', () => {
    const page = `${article}Un commentaire sur « Quarante canards occupent la banque du village »
Ada
6 mars 2026 à 08:00
Les canards étaient là avant la mairie, et ils le savent.
Répondre
`
    expect(head(page).announced).toBe(1)
  })

  test('is that of both engines where two print one', () => {
    const page = `${article}3 commentaires
${COMMENTS}
Laisser un commentaire
3 commentaires
Trier par Les plus anciens
Ajouter un commentaire…
Dora Pons
Mon oncle a des photos de l'époque et il ne les montre à personne.
J’aime · Répondre · 11 · 3 j
Émile Vasseur
Dora Pons je les ai vues, on y voit surtout son pouce.
J’aime · Répondre · 4 · 3 j
Dora Pons
Émile Vasseur le pouce est de mon oncle, et il en est fier.
J’aime · Répondre · 2 j
`
    expect(head(page).announced).toBe(6)
  })
})
