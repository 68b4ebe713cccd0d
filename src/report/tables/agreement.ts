import { COMPARISONS, compareCoders } from '../../coding/agreement/compare.js'
import type { Comparison } from '../../coding/agreement/compare.js'
import { codedPosts } from '../../coding/agreement/units.js'
import type { CodedUnit } from '../../coding/agreement/units.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import type { ThreadRecord } from '../record.js'

const coefficient = (what: string) => optional('coefficient', what)
const share = (what: string) => optional('decimal', what)

export const agreement = defineTable({
  name: 'agreement',
  per: 'target and comparison of coders',
  description:
    'How far coders agree, from the posts that people coded (docs/agreement.md). A figure that is not defined is an empty cell.',
  columns: {
    stance: filled('text', "Id of the codebook's target."),
    comparison: oneOf(
      COMPARISONS,
      "people: all people together; pair: two people; people-machine: people's agreed code and the machine; person-machine: one person and the machine.",
    ),
    coder_a: filled(
      'text',
      'The first coder: a name, all for all people together, agreed for the code of those who agree.',
    ),
    coder_b: filled('text', 'The second: a name, codebook, model, or all.'),
    coders: filled('integer', 'People whose codes are in it.'),
    n: filled('integer', 'Posts that both coded; for all people together, posts that two or more coded.'),
    agreement: share(
      'Share of these on which they agree; for more than two people, share of pairs of codes.',
    ),
    kappa: coefficient("Cohen's kappa (1960), -1 to 1; for two coders only."),
    kappa_low: coefficient('Where its 95 % interval begins (percentile bootstrap over posts).'),
    kappa_high: coefficient('Where it ends.'),
    alpha: coefficient("Krippendorff's alpha for nominal data, -1 to 1."),
    alpha_low: coefficient('Where its 95 % interval begins.'),
    alpha_high: coefficient('Where it ends.'),
    share_favor: share('Of all codes that are compared, the share of favor.'),
    share_against: share('The share of against.'),
    share_neither: share('The share of neither.'),
    share_none: share('The share of none: the target is not touched.'),
    precision_favor: share('Of the posts that the machine codes favor, the share that people do.'),
    recall_favor: share('Of the posts that people code favor, the share that the machine does.'),
    f1_favor: share('Harmonic mean of the two.'),
    precision_against: share('The same for against.'),
    recall_against: share('The same for against.'),
    f1_against: share('The same for against.'),
    precision_neither: share('The same for neither.'),
    recall_neither: share('The same for neither.'),
    f1_neither: share('The same for neither.'),
    macro_f1: share('Mean of f1_favor and f1_against.'),
    macro_f1_low: share('Where its 95 % interval begins.'),
    macro_f1_high: share('Where it ends.'),
  },
  key: ['stance', 'comparison', 'coder_a', 'coder_b'],
  foreign: [],
})

/** A target and how far its coders agree. */
export interface TargetAgreement {
  readonly stance: string
  /** None where nobody coded the target. */
  readonly comparisons: readonly Comparison[]
}

/** Gathers what people coded, thread by thread; keeps codes and no texts. */
export class Agreement {
  readonly #targets: readonly string[]
  readonly #units: ReadonlyMap<string, CodedUnit[]>

  constructor(targets: readonly string[]) {
    this.#targets = targets
    this.#units = new Map(targets.map((target) => [target, []]))
  }

  add(record: ThreadRecord): void {
    for (const { stance, people, machines } of codedPosts(record, this.#targets)) {
      this.#units.get(stance)?.push({ people, machines })
    }
  }

  /** Per target in the codebook's order. Takes seconds where thousands of posts are coded: call it once. */
  compared(): readonly TargetAgreement[] {
    return [...this.#units].map(([stance, units]) => ({ stance, comparisons: compareCoders(units) }))
  }
}

export function agreementRows(targets: readonly TargetAgreement[]): Row<typeof agreement.columns>[] {
  return targets.flatMap(({ stance, comparisons }) =>
    comparisons.map(({ kind, a, b, coders, n, agreement: agreed, kappa, alpha, prevalence, machine }) => {
      const { favor, against, neither } = machine?.polarities ?? {}
      return {
        stance,
        comparison: kind,
        coder_a: a,
        coder_b: b,
        coders,
        n,
        agreement: agreed,
        kappa: kappa.value,
        kappa_low: kappa.interval?.low ?? null,
        kappa_high: kappa.interval?.high ?? null,
        alpha: alpha.value,
        alpha_low: alpha.interval?.low ?? null,
        alpha_high: alpha.interval?.high ?? null,
        share_favor: prevalence.favor,
        share_against: prevalence.against,
        share_neither: prevalence.neither,
        share_none: prevalence.none,
        precision_favor: favor?.precision ?? null,
        recall_favor: favor?.recall ?? null,
        f1_favor: favor?.f1 ?? null,
        precision_against: against?.precision ?? null,
        recall_against: against?.recall ?? null,
        f1_against: against?.f1 ?? null,
        precision_neither: neither?.precision ?? null,
        recall_neither: neither?.recall ?? null,
        f1_neither: neither?.f1 ?? null,
        macro_f1: machine?.macroF1.value ?? null,
        macro_f1_low: machine?.macroF1.interval?.low ?? null,
        macro_f1_high: machine?.macroF1.interval?.high ?? null,
      }
    }),
  )
}
