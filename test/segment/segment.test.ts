import { describe, expect, test } from 'vitest'
import { analysedAsIs } from '../threads/reading.js'

const ARTICLE = `The pool closes for ducks

By Mina Holt
4 March 2026

The town pool closed on Monday because forty ducks had moved in and nobody could move them out again.

`

/** Author, kind and first words of each comment. */
function read(page: string): string[] {
  const { thread } = analysedAsIs(page)
  return thread.posts.slice(1).map(({ author, kind, body }) => {
    const first = body[0]
    const words =
      first === undefined ? '' : thread.dump.text.slice(first.start, Math.min(first.end, first.start + 12))
    return `${author?.name ?? '?'} | ${kind} | ${words}`
  })
}

describe('where the words stand', () => {
  test('below author and stamp', () => {
    const page = `${ARTICLE}3 Comments
Ada
5 March 2026, 10:00
Ducks are guests.
Reply
Old Bob
5 March 2026, 10:30
They pay no entry, Ada.
Reply
Cleo
5 March 2026, 11:00
Quack.
Reply
`
    expect(read(page)).toEqual([
      'Ada | comment | Ducks are gu',
      'Old Bob | comment | They pay no ',
      'Cleo | comment | Quack.',
    ])
  })

  test('above a button of a language that nobody taught the program, one line each', () => {
    const page = `${ARTICLE}3 Comments
Ada
5 March 2026, 10:00
Ducks are guests.
Nirifu
12
3
Old Bob
5 March 2026, 10:30
They pay no entry, Ada.
Nirifu
40
7
Cleo
5 March 2026, 11:00
Quack.
Nirifu
5
0
Dora
5 March 2026, 12:00
Quack twice.
Nirifu
218
1
`
    expect(read(page)).toEqual([
      'Ada | comment | Ducks are gu',
      'Old Bob | comment | They pay no ',
      'Cleo | comment | Quack.',
      'Dora | comment | Quack twice.',
    ])
  })

  test('above a signature in the line', () => {
    const page = `Talk: Pool

Length of the pool

The article says 25 metres, the sign at the gate says 24, and I have counted the tiles twice myself. --Ada (talk) 11 February 2026 at 14:08

I trust the tiles more than any sign that the town ever put up, and so should the article. --Old Bob (talk) 12 February 2026 at 09:30

Agreed. --Cleo (talk) 12 February 2026 at 23:41
`
    expect(read(page)).toEqual([
      'Ada | comment | The article ',
      'Old Bob | comment | I trust the ',
      'Cleo | comment | Agreed.',
    ])
  })

  test('between the author and a row of buttons with the stamp', () => {
    const page = `${ARTICLE}3 Comments
Sort by Oldest
Add a comment...
Ada Quill
The ducks were here first, everybody on our street knows that.
Like · Reply · 3 · 2d
Bob Harrow
So was my grandmother, and she pays.
Like · Reply · 2d
Cleo Finch
Both should get a season ticket.
Like · Reply · 1 · 1d
`
    expect(read(page).map((line) => line.split(' | ')[0])).toEqual(['Ada Quill', 'Bob Harrow', 'Cleo Finch'])
  })
})

describe('a date inside a comment', () => {
  test('is no post, even in the form of the page’s own stamps', () => {
    const page = `${ARTICLE}3 Comments
Ada
5 March 2026, 10:00
I found my old ticket. On it stands:
summer ticket
3 July 1998, 09:00
and it still works.
Reply
Old Bob
5 March 2026, 10:30
Mine does not.
Reply
Ada
5 March 2026, 11:00
Try it wet.
Reply
`
    expect(read(page).map((line) => line.split(' | ')[0])).toEqual(['Ada', 'Old Bob', 'Ada'])
  })
})

describe('an answer shown by its place', () => {
  test('is under the post that is set in less', () => {
    const page = `${ARTICLE}3 Comments

# Ducks
by Ada on 5 March 2026, 10:00

Let them stay.

    # Re: Ducks
    by Old Bob on 5 March 2026, 10:30

    And who swims?

        # Re: Ducks
        by Cleo on 5 March 2026, 11:00

        The ducks do.
`
    const { replies } = analysedAsIs(page).replies
    const shown = replies.filter(({ evidence }) => evidence === 'structure').map(({ post, to }) => [post, to])
    expect(shown).toEqual([
      [2, 1],
      [3, 2],
    ])
  })
})

describe('what is not understood', () => {
  test('is said: comments announced and none found', () => {
    const { diagnostics } = analysedAsIs(`${ARTICLE}12 Comments\n`).thread
    expect(diagnostics.map(({ code }) => code)).toContain('comments-not-found')
  })
})

describe('a head without its author', () => {
  test('begins a post below the button that ends the one before', () => {
    const page = `${ARTICLE}4 Comments
ada 4 days ago | next
Ducks are guests, and guests do not pay.
reply
bob 4 days ago | parent | next
They eat like guests, too.
reply
3 days ago | parent | next
[deleted]
reply
cleo 3 days ago | parent
I bring bread on Sundays.
reply
`
    expect(read(page).map((line) => line.split(' | ').slice(0, 2))).toEqual([
      ['ada', 'comment'],
      ['bob', 'comment'],
      ['?', 'stub'],
      ['cleo', 'comment'],
    ])
  })
})

describe('a topic without an article', () => {
  test('has its opening post as the article, also under a title that asks', () => {
    const page = `The garden forum

Has anybody seen forty ducks in one small pool this week ?

3 posts • Page 1 of 1

Message by Ada » 5 March 2026, 10:00
I counted them twice, and they counted me.
Top
Message by Bob » 5 March 2026, 10:30
Mine has six.
Top
Message by Cleo » 5 March 2026, 11:00
Mine has a sign that forbids them.
Top
`
    const { thread } = analysedAsIs(page)
    expect(thread.posts.map(({ kind, author }) => `${kind} ${author?.name}`)).toEqual([
      'article Ada',
      'comment Bob',
      'comment Cleo',
    ])
    expect(thread.announced?.count).toBe(2)
  })

  test('has its title once more in the card of the opening post', () => {
    const page = `Der Teich
Autor
Thema: Wer hat die vierzig Enten gezählt  (Gelesen 91 mal)
Ada
Mitglied
Beiträge: 12
Wer hat die vierzig Enten gezählt
« am: 05. März 2026, 10:00:00 »
Ich war es zweimal, und sie haben mich gezählt.
Gespeichert
Bob
Mitglied
Beiträge: 7
Re: Wer hat die vierzig Enten gezählt
« Antwort #1 am: 05. März 2026, 10:30:00 »
Meine haben alle einen Namen und hören nicht darauf.
Gespeichert
Cleo
Mitglied
Beiträge: 90
Re: Wer hat die vierzig Enten gezählt
« Antwort #2 am: 05. März 2026, 11:00:00 »
Bei uns steht ein Schild, das sie verbietet.
Gespeichert
Ada
Mitglied
Beiträge: 13
Re: Wer hat die vierzig Enten gezählt
« Antwort #3 am: 05. März 2026, 11:20:00 »
Dann zähle ich das Schild beim nächsten Mal mit.
Gespeichert
`
    const { thread } = analysedAsIs(page)
    expect(thread.title?.name).toBe('Wer hat die vierzig Enten gezählt')
    expect(thread.posts.map(({ kind, author }) => `${kind} ${author?.name}`)).toEqual([
      'article Ada',
      'comment Bob',
      'comment Cleo',
      'comment Ada',
    ])
  })
})

describe('the article’s byline', () => {
  test('counts the comments in the same line below the text', () => {
    const page = `Der Kreisel
Tagebuch einer Kreuzung

Der Laden im Kreisel ist seit gestern

Zwischen der zweiten und der dritten Ausfahrt steht seit gestern eine Hütte mit einer Kasse, und niemand hat sie bestellt.

Der Kreis sagt, er wisse von keiner Hütte. Der Mann in der Hütte sagt, er habe eine Quittung.

Geschrieben von Otto Fahrnholz am 3. März 2026 um 07:55 in Lavendel | Permalink | Kommentare (2)

Kommentare zu Der Laden im Kreisel ist seit gestern

Es gibt einen Tunnel. Jeder weiß, dass es einen Tunnel gibt.
Kommentiert von: Marga | 3. März 2026 um 08:31
Ich wohne hier seit Jahren und weiß von nichts.
Kommentiert von: Rolf | 3. März 2026 um 09:10
`
    const { thread } = analysedAsIs(page)
    expect(thread.title?.name).toBe('Der Laden im Kreisel ist seit gestern')
    expect(thread.announced?.count).toBe(2)
    expect(thread.posts.map(({ author, stamp }) => `${author?.name} ${stamp?.iso}`)).toEqual([
      'Otto Fahrnholz 2026-03-03T07:55',
      'Marga 2026-03-03T08:31',
      'Rolf 2026-03-03T09:10',
    ])
  })
})
