/**
 * What the program knows of one language. All of it is data: src/languages/fr.yaml shows every field. In the files a
 * list of words may be written as one string of words parted by white space; a list of patterns has one entry a line.
 */
export interface LanguageData {
  /** BCP 47, also the file's name. */
  readonly code: string
  /** ISO 639-3, as franc names it. */
  readonly franc: string
  readonly name: string
  /** Frequent words that tell the language, folded. Words of other languages may be among them. */
  readonly functionWords: readonly string[]
  /** Abbreviations that end in a full stop without ending a sentence, folded, without the stop. */
  readonly abbreviations: readonly string[]
  readonly stamps: StampWords
  readonly page: PagePatterns
}

export interface StampWords {
  /** Twelve lists of names and abbreviations, January first, folded, without a full stop. */
  readonly months: readonly (readonly string[])[]
  /** Seven lists, Monday first. */
  readonly weekdays: readonly (readonly string[])[]
  /** Words that may stand inside a stamp between its parts: "le", "à", "at", "um", "de". */
  readonly fillers: readonly string[]
  /** Words for before noon and after: "am", "pm". Their dotted forms ("a.m.") are known without being listed. */
  readonly am: readonly string[]
  readonly pm: readonly string[]
  /** Words that part hour and minute or follow the time ("h", "heures", "Uhr"), and that may follow the minutes. */
  readonly hourMarks: readonly string[]
  readonly minuteMarks: readonly string[]
  /** Ordinal endings of days: "er", "st", "nd", "rd", "th". */
  readonly ordinals: readonly string[]
  /** Names of time zones as pages print them, in capitals, each with its place east of UTC: `CET: '+01:00'`. */
  readonly zones: Readonly<Record<string, string>>
  /** The language's habit for two open numbers. */
  readonly order: DateOrder
  readonly relative: RelativeWords
}

export const DATE_ORDERS = ['day-first', 'month-first'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

export interface RelativeWords {
  /**
   * Words around an amount: "il y a {amount} {unit}", "{amount} {unit} ago". A phrase without words of its own
   * ("{amount} {unit}", as in "2 h") is read only where it stands apart on its line.
   */
  readonly phrases: readonly string[]
  /** Phrases without an amount: "il y a quelques {unit}". */
  readonly vague: readonly string[]
  /** Words before an amount that make it rough: "environ", "plus d'". */
  readonly about: readonly string[]
  /** Per unit its words. */
  readonly units: Readonly<
    Record<'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year', readonly string[]>
  >
  /** Number words: "un" 1, "une" 1, "deux" 2. */
  readonly numbers: Readonly<Record<string, number>>
  /** Words for days ago: "hier" 1, "avant-hier" 2, "aujourd'hui" 0. Read with a time, or at the edge of a short line. */
  readonly days: Readonly<Record<string, number>>
  /** Phrases for "just now". */
  readonly now: readonly string[]
}

/**
 * Lines that pages print, as patterns of the project's pattern language (docs/patterns.md). Each list is one job;
 * a pattern without a slot at its ends must match the whole line.
 */
export const PAGE_LISTS = {
  announced: 'how many comments the page says there are: "{number} commentaires"',
  titles: 'what the page calls its topic, or a mail its subject: "Sujet : {title}"',
  bylines: 'who wrote the article, and when: "Le {date}, par {author}", "Par {author}"',
  commentHeaders:
    'a header of a comment that names its author: "{author} dit :", "Message par {author} » {date}"',
  stampLines: 'words around a lone stamp: "Publié le {date}", "Modifié {date}"',
  authorLines: 'words around a lone author: "Épinglé par {author}", "{author} Offline"',
  authorMarks: 'words beside a name that are no part of it: "Auteur", "OP", "Offline"',
  quoteHeaders:
    'what announces a quote: "Citation Envoyé par {author} [Voir le message]", "{author} a écrit :"',
  replyHeaders: 'the page says who is answered: "En réponse à {author}"',
  quoteFooters: 'lines that only end a quote: "Click to expand…"',
  buttons: '"Répondre", "Signaler", "Haut"',
  counters: 'votes, likes and views: "{number} j\'aime", "{number} points"',
  avatars: '"Avatar", "Avatar de {author}"',
  postNumbers: 'the number of a post: "#{number}", "Message n° {number}"',
  card: 'lines of an author\'s card: "Inscription", "Messages", "Membre actif"',
  cardLabels:
    'labels of a card whose value follows, there or on the next line: "Inscription", "Join Date", "Messages"',
  stubs: 'what is left of a post that is gone: "Ce commentaire a été supprimé"',
  noNames: 'names that stand for no name: "[supprimé]"',
  editNotes: '"Dernière modification par {author} ; {date}."',
  moderation: 'what moderators and editors put in: "Gekürzt. {any} Die Redaktion"',
  headings: 'lines of the page, of no post: "Commentaires", "Ajouter un commentaire", "Les meilleurs"',
  commentHeadings: 'headings below which the comments begin: "Commentaires", "Vos réactions", "Discussion"',
  sorting: 'in which order the page shows its posts: "Du plus récent au plus ancien"',
  pagination: '"Page {number} sur {number}", "Suivant"',
  teasers: 'headings after which no comment follows: "À lire aussi", "Dans la même rubrique"',
  addressing: 'words with which a post turns to somebody: "pour {author}", "@{author}"',
} as const satisfies Record<string, string>
export type PageList = keyof typeof PAGE_LISTS
export type PagePatterns = Readonly<Record<PageList, readonly string[]>>
