/** Dumps of any size, the same for the same size: long threads, long posts, and pages that have little else than one mark. */

/** @typedef {{ readonly sizes: readonly number[], readonly make: (size: number) => string }} Kind */

const THREADS = [500, 1_000, 2_000, 5_000, 10_000, 20_000]
const MARKS = [100_000, 500_000, 1_000_000, 2_000_000]

/** @type {Readonly<Record<string, Kind>>} what `size` counts is in the name: comments, lines, characters */
export const KINDS = {
  comments: { sizes: THREADS, make: (size) => threadOf(size, stampBelow) },
  'comments-one-line': { sizes: THREADS, make: (size) => threadOf(size, oneLine) },
  'comments-no-blank': { sizes: THREADS, make: (size) => threadOf(size, stampBelow, '') },
  'long-comment': { sizes: [100_000, 500_000, 1_000_000], make: (size) => longComment(size, '\n\n') },
  'long-line-comment': { sizes: [100_000, 500_000, 1_000_000], make: (size) => longComment(size, ' ') },
  'quoted-long-comment': { sizes: [50_000, 250_000, 500_000], make: quotedWhole },
  'date-lines': { sizes: [2_000, 5_000, 10_000, 20_000], make: (size) => lines(size, (i) => stamp(i)) },
  'same-date-line': { sizes: [2_000, 5_000, 10_000, 20_000], make: (size) => lines(size, () => stamp(0)) },
  'dates-in-a-line': {
    sizes: [2_000, 5_000, 10_000, 20_000],
    make: (size) => times(size, (i) => `${stamp(i)} `),
  },
  'short-name-lines': {
    sizes: [2_000, 5_000, 10_000, 20_000],
    make: (size) => lines(size, (i) => `Nom${i % 97}`),
  },
  'only-&': { sizes: MARKS, make: (size) => '&'.repeat(size) },
  'only->': { sizes: MARKS, make: (size) => '>'.repeat(size) },
  'only-> lines': { sizes: MARKS, make: (size) => '>\n'.repeat(size / 2) },
  'only-@': { sizes: MARKS, make: (size) => '@'.repeat(size) },
  'only-(': { sizes: MARKS, make: (size) => '('.repeat(size) },
  'only-"': { sizes: MARKS, make: (size) => '"'.repeat(size) },
  'only-:': { sizes: MARKS, make: (size) => ': '.repeat(size / 2) },
  'only-digits': { sizes: MARKS, make: (size) => '7'.repeat(size) },
  'only-numbers': { sizes: MARKS, make: (size) => '12 '.repeat(size / 3) },
  'only-spaces': { sizes: MARKS, make: (size) => `a${' '.repeat(size)}b` },
  'only-line-ends': { sizes: MARKS, make: (size) => `a${'\n'.repeat(size)}b` },
  'one-word': { sizes: MARKS, make: (size) => 'x'.repeat(size) },
  'one-line': { sizes: [1_000_000, 5_000_000, 10_000_000], make: (size) => prose(size, ' ') },
  'identical-posts': { sizes: [500, 1_000, 2_000, 5_000], make: (size) => sameThread(size) },
  'identical-short-posts': {
    sizes: [500, 1_000, 2_000, 5_000],
    make: (size) => sameThread(size, 'Tout à fait d’accord.'),
  },
  'quote-headers': {
    sizes: [500, 1_000, 2_000, 5_000],
    make: (size) => headers(size, (i) => `Pseudo${i % 40} a écrit :`),
  },
  'nested-quote-marks': { sizes: [100, 500, 1_000, 2_000], make: nested },
  mentions: { sizes: [500, 1_000, 2_000, 5_000], make: mentions },
  'two-authors': { sizes: [500, 1_000, 2_000, 5_000], make: (size) => threadOf(size, stampBelow, '\n', 2) },
  'every-author-new': {
    sizes: [500, 1_000, 2_000, 5_000],
    make: (size) => threadOf(size, stampBelow, '\n', size),
  },
}

const WORDS =
  'le la ville veut fermer piscine cet hiver personne ne sait qui paiera chauffage bus passe trop tard marché parking gratuit école travaux budget mairie vote projet quartier bruit vélo trottoir arbre lampe rue place été voisin enfant prix facture énergie réunion samedi soir question réponse exemple idée chiffre rapport page ligne route pont train gare billet retard pluie neige soleil vent jardin terrasse café pain livre film musique concert salle stade match équipe joueur'.split(
    ' ',
  )

/** @param {number} seed mulberry32: equal seeds give equal dumps */
function random(seed) {
  let state = seed >>> 0
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

/** @param {(below: number) => number} next */
function sentence(next) {
  const words = times(
    6 + next(14),
    () => `${WORDS[next(WORDS.length)]}${next(9) === 0 ? next(1000) : ''} `,
  ).trim()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** @param {number} i minutes after the first */
function stamp(i) {
  const time = new Date(Date.UTC(2026, 2, 5, 7) + i * 60_000)
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0')
  const day = `${two(time.getUTCDate())}/${two(time.getUTCMonth() + 1)}/${time.getUTCFullYear()}`
  return `${day} à ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`
}

/** @typedef {(author: string, i: number) => string} Head */
/** @type {Head} */
const stampBelow = (author, i) => `${author}\n${stamp(i)}\n`
/** @type {Head} */
const oneLine = (author, i) => `Par ${author} le ${stamp(i)}\n`

const ARTICLE = `La piscine ferme\nPar Odile Tarn\n5 mars 2026\n\n${prose(2000, '\n\n')}\n\n`

/**
 * A third of the comments quote an earlier one (half of these under a header), a fifth names somebody.
 *
 * @param {number} comments
 * @param {Head} head
 * @param {string} gap
 * @param {number} authors
 */
function threadOf(comments, head, gap = '\n', authors = 120) {
  const next = random(7)
  /** @type {{ author: string, text: string }[]} */
  const said = []
  const parts = [ARTICLE, `${comments} commentaires\n\n`]
  for (let i = 0; i < comments; i++) {
    const author = `Pseudo${authors >= comments ? i : next(authors)}`
    const earlier = said[said.length - 1 - next(Math.min(60, said.length))]
    const text = times(1 + next(4), () => `${sentence(next)} `).trim()
    let body = text
    if (earlier !== undefined) {
      const dice = next(30)
      if (dice < 5) body = `${earlier.author} a écrit :\n${earlier.text}\n${text}`
      else if (dice < 10) body = `${earlier.text}\n${text}`
      else if (dice < 16) body = `@${earlier.author} ${text}`
    }
    said.push({ author, text })
    parts.push(`${head(author, i)}${body}\nRépondre\n${gap}`)
  }
  return parts.join('')
}

/**
 * @param {number} characters
 * @param {string} between
 */
function prose(characters, between) {
  const next = random(11)
  const parts = []
  for (let length = 0; length < characters;) {
    const words = sentence(next)
    parts.push(words)
    length += words.length + between.length
  }
  return parts.join(between)
}

/**
 * One long comment among forty short ones.
 *
 * @param {number} characters
 * @param {string} between
 */
function longComment(characters, between) {
  return `${threadOf(20, stampBelow)}Pseudo3\n${stamp(30)}\n${prose(characters, between)}\nRépondre\n\n${after(20)}`
}

/** A long comment and another that quotes all of it. @param {number} characters */
function quotedWhole(characters) {
  const words = prose(characters, '\n')
  const quoting = `Pseudo4\n${stamp(31)}\nPseudo3 a écrit :\n${words}\nNon.\nRépondre\n\n`
  return `${threadOf(20, stampBelow)}Pseudo3\n${stamp(30)}\n${words}\nRépondre\n\n${quoting}${after(20)}`
}

/** @param {number} comments */
function after(comments) {
  const next = random(13)
  return times(comments, (i) => `${stampBelow(`Pseudo${next(120)}`, 40 + i)}${sentence(next)}\nRépondre\n\n`)
}

/**
 * @param {number} comments
 * @param {string} words
 */
function sameThread(comments, words = sentence(random(3)).repeat(3)) {
  return `${ARTICLE}${comments} commentaires\n\n${times(comments, (i) => `${stampBelow(`Pseudo${i % 50}`, i)}${words}\nRépondre\n\n`)}`
}

/**
 * @param {number} count
 * @param {(i: number) => string} header
 */
function headers(count, header) {
  return `${threadOf(20, stampBelow)}Pseudo3\n${stamp(30)}\n${lines(count, header)}Voilà ce que je lis ici.\nRépondre\n\n${after(20)}`
}

/** Each line one `>` deeper than the last, to fifty, and again. @param {number} count */
function nested(count) {
  const next = random(17)
  const quoted = lines(
    count,
    (i) => `${'>'.repeat(1 + (i % 50))} ${i % 50 === 0 ? 'Pseudo5 a écrit :' : sentence(next)}`,
  )
  return `${threadOf(20, stampBelow)}Pseudo3\n${stamp(30)}\n${quoted}Voilà.\nRépondre\n\n${after(20)}`
}

/** Every comment names ten others. @param {number} comments */
function mentions(comments) {
  const next = random(19)
  const body = () => times(10, () => `@Pseudo${next(comments)}, ${WORDS[next(WORDS.length)]} `)
  return `${ARTICLE}${comments} commentaires\n\n${times(comments, (i) => `${stampBelow(`Pseudo${i}`, i)}${body()}\nRépondre\n\n`)}`
}

/**
 * @param {number} count
 * @param {(i: number) => string} line
 */
function lines(count, line) {
  return times(count, (i) => `${line(i)}\n`)
}

/**
 * @param {number} count
 * @param {(i: number) => string} piece
 */
function times(count, piece) {
  return Array.from({ length: count }, (_, i) => piece(i)).join('')
}
