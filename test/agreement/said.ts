import type { Target } from './simulated.js'

/** A sentence and how it is to be coded. */
export interface Said {
  readonly code: 'favor' | 'against' | 'neither'
  readonly text: string
}

function said(code: Said['code'], ...texts: readonly string[]): Said[] {
  return texts.map((text) => ({ code, text }))
}

export const SMALL_TALK = [
  'I read this on the train.',
  'The picture above the article is from last year.',
  'Could the editors please fix the second link?',
  'My neighbour worked there once and liked the canteen.',
  'Good to see this page back after the holidays.',
  'I have no opinion on the chair, only on her jackets.',
  'Thank you for the summary.',
  'They could at least answer the telephone.',
  'Second comment of mine today, sorry.',
  'Rain here since Tuesday, by the way.',
  'The author writes better than her colleague.',
  'Whoever drew the chart forgot the years.',
]

/** Some in words that a codebook knows, some in words that only a reader understands. */
export const SAID: Readonly<Record<Target, readonly Said[]>> = {
  'bubble-skeptic': [
    ...said(
      'favor',
      'This is a bubble and it will burst.',
      'AI stocks are hopelessly overvalued, the crash is coming.',
      'They lend the money to their own buyers and call it growth.',
      'It is the dot-com mania all over again.',
      'When the music stops there will be few chairs.',
      'I have seen this film, and the last reel is short.',
    ),
    ...said(
      'against',
      'This is not a bubble, the orders are paid.',
      'There is no AI bubble, demand is real.',
      'People have been announcing the crash for five years and it never comes.',
      'The machines are busy day and night, so the prices make sense.',
    ),
    ...said(
      'neither',
      'Some say that AI is a bubble.',
      'Is it a bubble or not?',
      'My broker calls it a bubble, my sister does not, and I cannot tell.',
    ),
  ],
  'ipo-explanation': [
    ...said(
      'favor',
      'Lumenor stops investing because Aristel is about to go public.',
      'Once they are listed anybody can buy the shares, so the private rounds are over.',
      'Before an IPO an investor of this size has nothing to gain.',
      'The door of the stock exchange opens, so the side door closes.',
    ),
    ...said(
      'against',
      'The IPO is not the reason why Lumenor stops investing.',
      'Nobody stops investing because of an IPO, that is an excuse.',
      'The listing explains nothing here.',
    ),
    ...said(
      'neither',
      'The chair says that the IPO is the reason.',
      'Does an IPO really put an end to private investment?',
    ),
  ],
  'conflict-of-interest': [
    ...said(
      'favor',
      'Selling to Aristel and owning a part of it is a conflict of interest.',
      'A supplier that owns its customers and competes with them should be stopped.',
      'The antitrust office will not look away much longer.',
      'Nobody can sit on three sides of one table.',
    ),
    ...said(
      'against',
      'I see no conflict of interest in owning a part of a customer.',
      'Suppliers have always owned shares in their customers and it harmed nobody.',
    ),
    ...said('neither', 'Is that a conflict of interest?', 'The union calls it a conflict of interest.'),
  ],
}
