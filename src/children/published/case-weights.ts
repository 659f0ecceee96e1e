/** The kinds of open case, furthest-reaching first. */
export const caseKinds = ['care', 'plan', 'need', 'leaver', 'assessment', 'early help'] as const

export type CaseKind = (typeof caseKinds)[number]

/** What one case of each kind weighs in a weighted caseload. */
export type CaseWeights = Readonly<Record<CaseKind, number>>

/**
 * Weights of our own choosing, to be replaced by an authority's: a case with a statutory plan or in care counts for more
 * than one in need, and a care leaver for half. No national rule sets such weights.
 *
 * @source local; configurable (`WriteRequest.weights`)
 */
export const localCaseWeights = {
  care: 1.25,
  plan: 1.5,
  need: 1,
  leaver: 0.5,
  assessment: 1,
  'early help': 0.5,
} as const satisfies CaseWeights
