/**
 * What the made-up comments are made of. Real function words, so that a post's language can be told; invented nouns and
 * verbs, as many and as unevenly used as in a real corpus; and now and then a phrase that speaks about a target.
 */

/** @typedef {'fr' | 'en' | 'de' | 'es' | 'it'} Language */

/** @type {Readonly<Record<Language, string>>} */
const FUNCTION_WORDS = {
  fr: 'le la les un une des du de et est sont était ne pas plus que qui pour dans sur avec sans mais ou donc car si comme aussi bien très trop il elle on nous vous ils ce cette ces mon son leur tout tous quand je me se y en à au par même après avant encore toujours jamais rien ça cela être fait peut',
  en: 'the a an of to and is are was were not no that which who for in on with without but or so if as also very too he she it we you they this these my his their all when i me at by from even after before still always never nothing be do can would there what about than then just',
  de: 'der die das ein eine den dem des und ist sind war nicht kein mehr dass wer für in auf mit ohne aber oder also wenn wie auch sehr zu er sie es wir ihr man diese mein sein alle als ich mich sich bei nach vor noch immer nie nichts sein kann wird haben hat über nur schon doch',
  es: 'el la los las un una de del y es son era no más que quien para en con sin pero o si como también muy ella nosotros ustedes ellos este esta estos mi su todo todos cuando yo me se lo por hasta después antes todavía siempre nunca nada ser puede hay sobre ya',
  it: 'il lo la i gli le un una di del e è sono era non più che chi per in con senza ma o se come anche molto troppo lui lei noi voi loro questo questa mio suo tutto tutti quando io mi si ci da al dopo prima ancora sempre mai niente essere può ha su già',
}

/** @type {Readonly<Record<Language, { onsets: string, vowels: string, ends: string }>>} */
const SOUNDS = {
  fr: {
    onsets: 'b c d f g j l m n p r s t v ch pr tr br cl gr',
    vowels: 'a e i o u é è ou ai eau',
    ends: 'e er ion ment eur té ie s x',
  },
  en: {
    onsets: 'b c d f g h l m n p r s t w sh th st br pl gr',
    vowels: 'a e i o u ea oo ou ai',
    ends: 'er ing ed tion ly ness s t k',
  },
  de: {
    onsets: 'b d f g h k l m n r s t w sch st br kl tr',
    vowels: 'a e i o u ä ö ü ei au',
    ends: 'en er ung heit lich e t keit',
  },
  es: {
    onsets: 'b c d f g j l m n p r s t v ll tr pr bl',
    vowels: 'a e i o u á é ió ue',
    ends: 'o a ar ción dad os as mente',
  },
  it: {
    onsets: 'b c d f g l m n p r s t v gn tr pr st',
    vowels: 'a e i o u ia io uo',
    ends: 'o a are zione tà i e mente',
  },
}

/** @type {Readonly<Record<Language, readonly string[]>>} */
const CUES = {
  fr: [
    'c’est une bulle qui va éclater',
    'je ne vois pas de bulle',
    'la mise en bourse explique ce retrait',
    'voilà un conflit d’intérêts',
    'on prête à ses propres clients',
  ],
  en: [
    'this bubble will burst',
    'I see no bubble here',
    'the coming listing explains the retreat',
    'that is a conflict of interest',
    'they lend to their own buyers',
  ],
  de: ['die Blase wird platzen', 'der Börsengang ist der Grund', 'das ist ein Interessenkonflikt'],
  es: ['la burbuja va a estallar', 'la salida a bolsa es la razón', 'hay un conflicto de intereses'],
  it: ['la bolla scoppierà', 'la quotazione è il motivo', 'c’è un conflitto di interessi'],
}

const INVENTED = 20_000

/**
 * The words of a language: drawn by `pick`, the first ones far more often than the last ones (Zipf).
 *
 * @param {Language} language
 * @param {(below: number) => number} next
 */
export function vocabularyOf(language, next) {
  const small = FUNCTION_WORDS[language].split(' ')
  const { onsets, vowels, ends } = SOUNDS[language]
  const [first, middle, last] = [onsets.split(' '), vowels.split(' '), ends.split(' ')]
  const from = (/** @type {readonly string[]} */ list) => list[next(list.length)] ?? ''
  const invented = Array.from({ length: INVENTED }, () => {
    let word = ''
    for (let syllables = next(3); syllables > 0; syllables--) word += from(first) + from(middle)
    return word + from(first) + from(last)
  })
  const fraction = () => next(1 << 30) / (1 << 30)
  /** A rank from 0 to `length` - 1; each is about as likely as one divided by its number. @param {number} length */
  const rank = (length) => Math.min(length - 1, Math.floor(length ** fraction()) - 1)
  return {
    word: () => (next(100) < 48 ? small[rank(small.length)] : invented[rank(INVENTED)]) ?? '',
    cue: () => from(CUES[language]),
  }
}
