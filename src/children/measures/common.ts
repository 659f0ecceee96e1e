/** The edition of these definitions. A changed rule is a new edition. */
export const EDITION = '2026'

/** Where the work sits. */
export const byPlace = ['area', 'team'] as const

/** Whom it is about. */
export const byChild = ['age_band', 'sex', 'ethnicity', 'disability'] as const

export const byAll = [...byPlace, ...byChild] as const

/** Spans in which things that happen are counted. */
export const spans = ['month', 'rolling12', 'ytd'] as const

const LAIT = 'DfE, Local Authority Interactive Tool, data dictionary, 2026'

/** A definition that follows a published statistic. */
export function published(title: string): string {
  return `${LAIT}: ${title}`
}

/** A definition of our own over a list. */
export function house(list: string): string {
  return `House definition over Ofsted Annex A 2024, ${list}`
}

/** What all measures of these files share. */
export const common = { edition: EDITION, suppression: 'small counts' } as const
