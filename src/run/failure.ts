/** The exit statuses of the command, each with its reason. */
export const EXIT = {
  done: 0,
  /** Some dump could not be used (the others were), or there was none. */
  incomplete: 1,
  /** Wrong usage, no such folder, faulty codebook. */
  usage: 2,
  /** The output could not be written. */
  output: 3,
  interrupted: 130,
} as const

/** The run cannot go on. `message` is worded for people: what was wrong, where, and what to do. */
export class Failure extends Error {
  readonly status: 2 | 3 | 130

  constructor(status: 2 | 3 | 130, message: string) {
    super(message)
    this.status = status
  }
}

/** What the operating system said, in words. Unknown codes keep the system's own words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  const worded = code === null ? undefined : REASONS[code]
  if (worded !== undefined) return worded
  return error instanceof Error ? error.message : String(error)
}

/** The system's error code (`ENOENT`), null when there is none. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
}
