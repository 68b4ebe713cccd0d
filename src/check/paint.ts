import type { Severity } from '../model/diagnostic.js'
import type { Polarity } from '../model/stance.js'
import type { SegmentKind } from './segments.js'

/** SGR parameters (ECMA-48 8.3.117); those of the first sixteen colours, which every terminal's theme makes readable. */
export const STYLE = {
  plain: '',
  bold: '1',
  dim: '2',
  answer: '4;94',
  quoteNote: '36',
  stanceNote: '2',
} as const

export const KIND_STYLE: Readonly<Record<SegmentKind, string>> = {
  author: '1;35',
  stamp: '35',
  title: '1',
  announced: '35',
  quote: '36',
  'quote-header': '2;36',
  declared: '2;36',
  own: '',
  'around-quote': '2',
  furniture: '2',
  removed: '3',
  captured: '35',
  unread: '7',
  space: '',
}

export const POLARITY_STYLE: Readonly<Record<Polarity, string>> = {
  favor: '4;32',
  against: '4;31',
  neither: '4;33',
}

export const SEVERITY_STYLE: Readonly<Record<Severity, string>> = {
  error: '1;31',
  warning: '33',
  note: '2',
}

/** Puts visible text in a style, or leaves it as it is where there are no colours. */
export type Paint = (style: string, text: string) => string

export function painter(colour: boolean): Paint {
  return (style, text) => (colour && style !== '' && text !== '' ? `\u001b[${style}m${text}\u001b[0m` : text)
}
