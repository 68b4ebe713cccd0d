import type { ThreadRecord } from './record.js'

/** `<thread>#<position>` */
export function postId(record: Pick<ThreadRecord, 'thread'>, position: number): string {
  return `${record.thread}#${position}`
}

/** `<post>.q<n>` */
export function quoteId(record: Pick<ThreadRecord, 'thread'>, position: number, n: number): string {
  return `${record.thread}#${position}.q${n}`
}
