import type { Reading, ReadingLine } from './reading.js'
import { lineNumberAt } from './reading.js'
import { lineRows } from './line.js'
import type { Paint } from './paint.js'
import { SEVERITY_STYLE, STYLE, painter } from './paint.js'
import { summaryRows } from './summary-text.js'
import { columns, shortened, visible } from '../text/visible.js'
import { LABEL_COLUMNS, label, postWords, quoteWords, replyWords, stanceWords } from './words.js'
import { wrapText } from './wrap.js'

export interface RenderOptions {
  /** Columns of the terminal or the mail; at least 40 are used. */
  readonly width: number
  /** Whether SGR sequences may be used. Without them the marks stand below the words. */
  readonly colour: boolean
}

const NARROWEST = 40

/**
 * The reading as text for people, its last LF included: every line of the dump with its number, its post and what it
 * is; before each post its author, time and answers; beside the words the quotes, stances and problems that begin there; at the end
 * the counts. Of the dump's own characters none can command a terminal. Pure; linear.
 */
export function renderReading(reading: Reading, { width, colour }: RenderOptions): string {
  const paint = painter(colour)
  const page = new Page(reading, paint, colour, Math.max(width, NARROWEST))
  page.head()
  for (const line of reading.lines) page.line(line)
  page.foot()
  return page.text()
}

class Page {
  readonly #reading: Reading
  readonly #paint: Paint
  readonly #colour: boolean
  readonly #width: number
  readonly #numberColumns: number
  readonly #postColumns: number
  readonly #rows: string[] = []
  readonly #lineOf: (offset: number) => number
  readonly #answers: ReadonlyMap<number, readonly string[]>

  constructor(reading: Reading, paint: Paint, colour: boolean, width: number) {
    this.#reading = reading
    this.#paint = paint
    this.#colour = colour
    this.#width = width
    this.#numberColumns = Math.max(3, `${reading.lines.length}`.length)
    this.#postColumns = `#${reading.analysed.thread.posts.length - 1}`.length
    this.#lineOf = (offset) => lineNumberAt(reading, offset)
    this.#answers = answersByPost(reading, this.#lineOf)
  }

  text(): string {
    return `${this.#rows.join('\n')}\n`
  }

  head(): void {
    const { thread } = this.#reading.analysed
    const title = thread.title === null ? 'no title found' : shortened(thread.title.name, this.#width - 2)
    this.#rows.push(this.#paint(STYLE.bold, visible(thread.dump.sourceFile)))
    this.#indented(title, STYLE.plain, '')
    this.#rows.push('')
    this.#legend()
    for (const problem of this.#reading.fileProblems) this.#problem(problem, '')
    this.#rows.push('')
  }

  line(line: ReadingLine): void {
    for (const position of line.posts) this.#postHead(position)
    for (const quote of line.quotes) this.#quoteNote(quote)
    const { main } = line
    const number = `${line.number}`.padStart(this.#numberColumns)
    const post = (line.post === null ? '' : `#${line.post}`).padEnd(this.#postColumns)
    const what = (main === null ? '' : label(main)).padEnd(LABEL_COLUMNS)
    const bar = main?.kind === 'quote' ? '┃' : '│'
    const first = `${number} ${post} ${what} `
    const rows = lineRows(this.#reading, line, this.#textColumns, this.#colour, this.#paint)
    rows.forEach((row, at) => {
      const gutter = this.#paint(STYLE.dim, `${at === 0 ? first : ' '.repeat(first.length)}${bar}`)
      this.#rows.push(row === '' ? gutter : `${gutter} ${row}`)
    })
    for (const stance of line.stances) this.#stanceNote(stance)
    for (const problem of line.problems) this.#problem(problem, ' '.repeat(first.length))
  }

  foot(): void {
    this.#rule('summary')
    this.#rows.push(...summaryRows(this.#reading, this.#width, this.#paint))
  }

  get #gutterColumns(): number {
    return this.#numberColumns + 1 + this.#postColumns + 1 + LABEL_COLUMNS + 1
  }

  get #textColumns(): number {
    return this.#width - this.#gutterColumns - 2
  }

  #postHead(position: number): void {
    const post = this.#reading.analysed.thread.posts[position]
    if (post === undefined) return
    this.#rule(postWords(this.#reading, post))
    for (const answer of this.#answers.get(position) ?? []) this.#indented(answer, STYLE.plain, '   ')
  }

  #rule(words: string): void {
    const [first = '', ...more] = wrapText(words, this.#width - 5)
    const line = '─'.repeat(Math.max(1, this.#width - 4 - columns(first)))
    const rest = more.map((row) => this.#paint(STYLE.bold, `   ${row}`))
    this.#rows.push('', this.#paint(STYLE.bold, `── ${first} ${line}`), ...rest)
  }

  /** The second row and those after it stand two columns further in. */
  #indented(words: string, style: string, indent: string): void {
    wrapText(words, this.#width - indent.length - 2).forEach((row, at) => {
      this.#rows.push(`${indent}${at === 0 ? '' : '  '}${this.#paint(style, row)}`)
    })
  }

  #quoteNote(index: number): void {
    const quote = this.#reading.analysed.quotes.quotes[index]
    if (quote === undefined) return
    const words = quoteWords(quote, this.#lineOf)
    this.#indented(`┏ ${words}`, STYLE.quoteNote, ' '.repeat(this.#gutterColumns))
  }

  #stanceNote(index: number): void {
    const stance = this.#reading.stances[index]
    if (stance === undefined) return
    this.#indented(`└ stance ${stanceWords(stance)}`, STYLE.stanceNote, ' '.repeat(this.#gutterColumns))
  }

  #problem(index: number, indent: string): void {
    const problem = this.#reading.problems[index]
    if (problem === undefined) return
    const { severity, code, message } = problem
    this.#indented(`└ ${severity} ${code}: ${message}`, SEVERITY_STYLE[severity], indent)
  }

  #legend(): void {
    const explained = this.#colour
      ? 'line, post, what it is │ the words of the dump; page text is dim, stances and answers are underlined'
      : 'line, post, what it is │ the words of the dump; what stands out within a line is named below it'
    for (const row of wrapText(explained, this.#width)) this.#rows.push(this.#paint(STYLE.dim, row))
  }
}

function answersByPost(
  reading: Reading,
  lineOf: (offset: number) => number,
): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>()
  for (const reply of reading.analysed.replies.replies) {
    const words = replyWords(reading, reply, lineOf)
    const there = found.get(reply.post)
    if (there === undefined) found.set(reply.post, [words])
    else there.push(words)
  }
  return found
}
