import { visible } from '../text/visible.js'
import { wrapText } from '../check/wrap.js'
import type { Codebook, Target } from '../stances/codebook.js'
import type { CodebookCheck, ExampleResult } from '../stances/check.js'
import { painter } from './terminal.js'
import type { Paint, Terminal } from './terminal.js'

/**
 * What the codebook's examples say of its cues, for people: per target which cues were found and how often, which never
 * were, and every example that is coded otherwise than it says.
 */
export function codebookText(
  { codebook, file }: { readonly codebook: Codebook; readonly file: string },
  check: CodebookCheck,
  { color, columns }: Pick<Terminal, 'color' | 'columns'>,
): string {
  const paint = painter(color)
  const failed = check.examples.filter(({ passed }) => !passed).length
  const cues = check.cues.length
  const lines = [
    `codebook  ${visible(codebook.title === '' ? file : `${codebook.title} (${file})`)}`,
    `targets   ${codebook.targets.length}, ${counted(cues, 'cue')}, languages ${[...codebook.languages.keys()].join(' ')}`,
    `examples  ${codedText(check.examples, paint)}`,
    ...codebook.targets.flatMap((target) => ['', ...targetLines(target, check, columns, paint)]),
    ...(failed > 0 ? ['', `${counted(failed, 'example')} coded otherwise than the codebook says.`] : []),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function targetLines(target: Target, check: CodebookCheck, columns: number, paint: Paint): string[] {
  const examples = check.examples.filter(({ target: id }) => id === target.id)
  const cues = check.cues.filter(({ target: id }) => id === target.id)
  const found = cues.filter(({ fired }) => fired > 0)
  const never = cues.filter(({ fired }) => fired === 0)
  return [
    paint('bold', `${target.id}: ${visible(target.sentence)}`),
    `  examples  ${codedText(examples, paint)}`,
    ...listed('found', found.map(({ cue, fired }) => `${cue} ${fired}`).join(', ') || 'no cue', columns),
    ...(never.length > 0 ? listed('never', never.map(({ cue }) => cue).join(', '), columns) : []),
    ...examples.filter(({ passed }) => !passed).flatMap((result) => failureLines(result, columns, paint)),
  ]
}

function failureLines({ example, found, cues }: ExampleResult, columns: number, paint: Paint): string[] {
  const why = cues.length > 0 ? ` (cues ${cues.join(' ')})` : ''
  return [
    `  ${paint('red', 'failed')}    ${example.id}: should be ${example.polarity}, is ${found}${why}`,
    ...wrapText(example.text, columns - INDENT).map((row) => ' '.repeat(INDENT) + row),
  ]
}

const INDENT = 12

function listed(head: string, text: string, columns: number): string[] {
  return wrapText(text, columns - INDENT).map(
    (row, i) => (i === 0 ? `  ${head}`.padEnd(INDENT) : ' '.repeat(INDENT)) + row,
  )
}

function codedText(results: readonly ExampleResult[], paint: Paint): string {
  const passed = results.filter((result) => result.passed).length
  if (results.length === 0) return 'none'
  return passed === results.length
    ? `all ${passed} coded as they say`
    : `${passed} of ${results.length} coded as they say, ${paint('red', `${results.length - passed} not`)}`
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
