import { RESAMPLES } from '../coding/agreement/bootstrap.js'
import type { Comparison, Estimate } from '../coding/agreement/compare.js'
import type { Retrieval } from '../coding/agreement/crosstab.js'
import { wrapText } from '../check/wrap.js'
import { CODES } from '../model/coding.js'
import { POLARITIES } from '../model/stance.js'
import type { Summary } from '../report/summary.js'
import type { TargetAgreement } from '../report/tables/agreement.js'
import { columns, shortened, visible } from '../text/visible.js'
import { problemText } from './summary.js'
import { painter } from './terminal.js'
import type { Paint, Terminal } from './terminal.js'

/**
 * How far coders agree, for people: per target the people among themselves, the codes they gave, and the machine judged by
 * them; then what is odd about the sheets. `output` is the folder as the user named it.
 */
export function agreementText(
  { agreement, problems }: Pick<Summary, 'agreement' | 'problems'>,
  output: string,
  { color, columns: width }: Pick<Terminal, 'color' | 'columns'>,
): string {
  const paint = painter(color)
  const coded = agreement.filter(({ comparisons }) => comparisons.length > 0)
  const uncoded = agreement.filter(({ comparisons }) => comparisons.length === 0)
  const folder = folderText(output)
  const lines = [
    ...coded.flatMap((target) => [...targetLines(target, paint), '']),
    ...(uncoded.length === 0 ? [] : [`Nobody coded ${uncoded.map(({ stance }) => stance).join(', ')}.`]),
    ...wrapText(
      `In brackets: 95 % intervals, by drawing the posts anew ${RESAMPLES} times. An empty place: not defined. All ` +
        `figures are in ${folder}/agreement.csv, the posts to talk about in ${folder}/disagreements.csv.`,
      width,
    ),
  ]
  const odd = sheetProblemsText({ problems }, output, { color })
  return lines.map((line) => `${line}\n`).join('') + (odd === '' ? '' : `\n${odd}`)
}

/** What is odd about people's sheets, the first of it; empty when nothing is. */
export function sheetProblemsText(
  { problems }: Pick<Summary, 'problems'>,
  output: string,
  { color }: Pick<Terminal, 'color'>,
): string {
  const paint = painter(color)
  const sheets = problems.first.filter(({ code }) => code.startsWith('coding-'))
  if (sheets.length === 0) return ''
  const lines = [
    `What is odd about the sheets (all of it: ${folderText(output)}/problems.csv):`,
    ...sheets.map((problem) => `  ${problemText(problem, paint)}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function folderText(output: string): string {
  return visible(output.replace(/\/+$/, ''))
}

const NAME = 22
/** `-0.64 [-0.71, -0.56]` */
const FIGURE = 20

function targetLines({ stance, comparisons }: TargetAgreement, paint: Paint): string[] {
  const people = comparisons.filter(({ kind }) => kind === 'people' || kind === 'pair')
  const machine = comparisons.filter(({ kind }) => kind === 'people-machine' || kind === 'person-machine')
  const alone = machine.find(({ kind }) => kind === 'person-machine')
  return [
    paint('bold', stance),
    ...(people.length === 0
      ? [`  Only ${name(alone?.a ?? '')} coded it: agreement among people needs a second coder.`]
      : peopleLines(people)),
    // With one person, the code on which people agree is that person's.
    ...machineLines(people.length > 0 ? machine : machine.filter(({ kind }) => kind === 'person-machine')),
  ]
}

function peopleLines(people: readonly Comparison[]): string[] {
  const rows = people.map((one) => {
    const figures = [estimateText(one.kappa), estimateText(one.alpha)]
    return row(whoText(one), one.n, one.agreement, figures)
  })
  const [first] = people
  const codes = CODES.map((code) => `${percent(first?.prevalence[code] ?? null)} ${code}`)
  return [
    heading('people', ['kappa', 'alpha']),
    ...rows,
    `  ${'codes given'.padEnd(NAME)} ${codes.join(', ')}`,
  ]
}

function machineLines(machine: readonly Comparison[]): string[] {
  return [
    heading('machine', ['kappa', 'macro F1']),
    ...machine.flatMap((one, at) => {
      const figures = [estimateText(one.kappa), one.machine === null ? '' : estimateText(one.machine.macroF1)]
      const whole = row(whoText(one), one.n, one.agreement, figures)
      // The first of each machine in full: people's agreed code, or the one person's.
      return machine.findIndex(({ b }) => b === one.b) === at ? [whole, ...polarityLines(one)] : [whole]
    }),
  ]
}

function polarityLines({ machine }: Comparison): string[] {
  if (machine === null) return []
  return POLARITIES.map((polarity) => {
    const { precision, recall, f1 }: Retrieval = machine.polarities[polarity]
    const figures = `precision ${number(precision)}  recall ${number(recall)}  F1 ${number(f1)}`
    return `    ${polarity.padEnd(NAME - 2)} ${figures}`.trimEnd()
  })
}

function side(figures: readonly string[]): string {
  return figures.map((figure) => figure.padEnd(FIGURE)).join(' ')
}

function heading(what: string, figures: readonly string[]): string {
  return `  ${what.padEnd(NAME)} ${'posts'.padStart(5)} ${'agree'.padStart(6)}  ${side(figures)}`.trimEnd()
}

function row(who: string, n: number, agreement: number | null, figures: readonly string[]): string {
  const padded = `  ${who}${' '.repeat(Math.max(0, NAME - columns(who)))}`
  return `${padded} ${String(n).padStart(5)} ${percent(agreement).padStart(6)}  ${side(figures)}`.trimEnd()
}

function whoText({ kind, a, b, coders }: Comparison): string {
  switch (kind) {
    case 'people':
      return `all ${coders}`
    case 'people-machine':
      return `${b} by agreement`
    case 'pair':
    case 'person-machine':
      return kind === 'pair' ? `${name(a)}, ${name(b)}` : `${b} by ${name(a)}`
  }
}

/** Names are as long as their owners like. */
function name(coder: string): string {
  return shortened(coder, (NAME - 2) / 2)
}

function estimateText({ value, interval }: Estimate): string {
  if (value === null) return ''
  return interval === null
    ? number(value)
    : `${number(value)} [${number(interval.low)}, ${number(interval.high)}]`
}

function number(value: number | null): string {
  // A value that rounds to nothing has no sign.
  return value === null ? '    ' : value.toFixed(2).replace(/^-0\.00$/, '0.00')
}

function percent(share: number | null): string {
  return share === null ? '' : `${Math.round(share * 100)} %`
}
