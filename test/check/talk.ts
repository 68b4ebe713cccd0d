import type { AnalysedThread } from '../../src/model/analysed.js'
import { page } from './marked.js'

/** A page with something of everything. */
export function talk(): AnalysedThread {
  return page(
    `{page:Home   News   Forum}
{article:{title:The harbour buys a second crane}
{byline:By {author:Ida Falk}}, {stamp:2 March 2026}

{own:The harbour of Lindevik has ordered a second crane. Its maker lends the harbour the money, which the harbour then pays to the maker.}}

{announced:4} {page:comments}
{comment:{author:Odd Brekke}
{card:Regular}
{stamp:2 March, 17:08}
{own:So the crane buys itself. {favor:This is a bubble on rails}, and everybody claps.}
{button:Reply} {counter:12}}
{comment:{byline:by {author:Jon "the Net" Vik} » {stamp:3 March, 08:15}}
{body:{answer:{header:Odd Brekke wrote:}}
{quote:So the crane buys itself.}
[Click to expand...]
{own:Nonsense. {against:No bubble here}, cranes lift things. @{answer:Ida}, did you ask the council?}
{own:And as you write: "}{quote:its maker lends the harbor the money}{own:", which is how everybody pays for a crane.}}
{button:Reply}}
{comment:{author:Marta Sund}
{stamp:yesterday}
{body:{header:Quote by Pelle:}
{quote:The old crane was fine.}
{own:It was not, I worked on it.}}
{button:Reply}}
{stub:This comment has been removed.}
{page:Legal notice}
`,
    {
      times: ['2026-03-02', '2026-03-02T17:08', '2026-03-03T08:15', null],
      quotes: [{ of: 1 }, { of: 0, match: 'edited', similarity: 0.97, runnerUp: 1 }, { named: 'Pelle' }],
      replies: [
        { post: 1, to: 0, evidence: 'position', confidence: 0.4 },
        { post: 2, to: 1, evidence: 'attribution', confidence: 0.97, answer: 0 },
        { post: 2, to: 0, evidence: 'mention', confidence: 0.7, answer: 1 },
        { post: 3, to: null, name: 'Pelle', evidence: 'structure', confidence: 0.9 },
      ],
      diagnostics: [
        {
          code: 'encoding-guessed',
          line: null,
          message: 'The file is not UTF-8; it was read as windows-1252.',
        },
        { code: 'stamp-unresolved', line: 21, message: 'The time "yesterday" needs the date of capture.' },
      ],
    },
  )
}
