import type { Diagnostic } from './diagnostic.js'

/** One received file, decoded and never changed afterwards. */
export interface Dump {
  /** The thread's id: path below the corpus folder with `/`, NFC, without its last extension. */
  readonly thread: string
  /** Path below the corpus folder with `/`, as found on disk. */
  readonly sourceFile: string
  /** The bytes decoded, without BOM, CRLF and lone CR turned into LF, and nothing else. */
  readonly text: string
  /** `YYYY-MM-DD` of the crawler's ` date …` line, null without one. */
  readonly capturedAt: string | null
  /** Offset where the page begins: behind the crawler's date, 0 without one. */
  readonly pageStart: number
  /** The site as the user gave it, empty otherwise. Authors are told apart within a site. */
  readonly site: string
  readonly url: string
  readonly diagnostics: readonly Diagnostic[]
}
