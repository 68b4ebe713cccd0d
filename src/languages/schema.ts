/** What the program knows of one language. All of it is data: see fr.yaml for an example with every field. */
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
  /** Words that may stand inside a stamp between its parts: "le", "à", "at", "um", "Uhr", "de". */
  readonly fillers: readonly string[]
  /** Words before the noon mark and after: "am", "pm". */
  readonly am: readonly string[]
  readonly pm: readonly string[]
  /** Words that part hour and minute ("h", "heures", "Uhr") and that may follow the minutes ("min"). */
  readonly hourMarks: readonly string[]
  readonly minuteMarks: readonly string[]
  /** Ordinal endings of days: "er", "st", "nd", "rd", "th". */
  readonly ordinals: readonly string[]
  /** The language's habit for two open numbers. */
  readonly order: 'day-first' | 'month-first'
  readonly relative: {
    /** Words around an amount: "il y a {amount} {unit}", "{amount} {unit} ago", "vor {amount} {unit}". */
    readonly phrases: readonly string[]
    /** Per unit its words: second, minute, hour, day, week, month, year. */
    readonly units: Readonly<Record<string, readonly string[]>>
    /** Number words: "un" 1, "une" 1, "an" 1, "deux" 2. */
    readonly numbers: Readonly<Record<string, number>>
    /** Whole words or phrases for days ago: "hier" 1, "avant-hier" 2, "aujourd'hui" 0. */
    readonly days: Readonly<Record<string, number>>
    /** Phrases for "just now". */
    readonly now: readonly string[]
  }
}

/**
 * Lines that pages print, as patterns of the project's pattern language (docs/patterns.md). Each list is one job;
 * a pattern without a slot at its ends must match the whole line.
 */
export interface PagePatterns {
  /** "{number} commentaires" */
  readonly announced: readonly string[]
  /** "Le {date}, par {author}", "Par {author}" */
  readonly bylines: readonly string[]
  /** "{author} dit :", "Message par {author} » {date}": a header of a comment that names its author. */
  readonly commentHeaders: readonly string[]
  /** "Citation Envoyé par {author} [Voir le message]", "{author} a écrit :", "Le {date}, {author} a écrit :" */
  readonly quoteHeaders: readonly string[]
  /** "En réponse à {author}" */
  readonly replyHeaders: readonly string[]
  /** Lines that only end a quote: "Click to expand..." */
  readonly quoteFooters: readonly string[]
  /** "Répondre", "Signaler", "Haut" */
  readonly buttons: readonly string[]
  /** Lines of an author's card: "Inscription", "Messages", "Membre actif" */
  readonly card: readonly string[]
  /** "Ce commentaire a été supprimé" */
  readonly stubs: readonly string[]
  /** Names that stand for no name: "[deleted]", "[supprimé]" */
  readonly noNames: readonly string[]
  /** "Dernière modification par {author} ; {date}." */
  readonly editNotes: readonly string[]
  /** What moderators and editors put in: "Gekürzt. … Die Redaktion/{any}" */
  readonly moderation: readonly string[]
  /** "Commentaires", "Voir aussi", "Ajouter un commentaire", "Les meilleurs": lines of the page, of no post. */
  readonly headings: readonly string[]
  /** Headings after which no comment follows: "À lire aussi", "Dans la même rubrique" */
  readonly teasers: readonly string[]
  /** Words that address somebody: "pour {author}", "à {author}", "@{author}" are tried with each. */
  readonly addressing: readonly string[]
}
