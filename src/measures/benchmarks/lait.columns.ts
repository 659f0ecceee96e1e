/**
 * Names that one column has gone by. DfE renames columns between releases; what a column is called here is its newest name.
 * @source LAIT long file of 8 April 2026 and its 2024 edition; DfE children in need releases of 2024 and 2025; DfE children's
 * social work workforce releases of 2022 and 2025
 */
const formerNames = {
  'short desc': ['measure_short', 'short_desc', 'shortdesc'],
  'data item': ['data_item', 'dataitem'],
  years: ['year', 'time_period', 'period'],
  'la and regions': ['la_and_regions', 'la name', 'la_name', 'geography'],
  values: ['value', 'values_num'],
  'la number': ['la_number', 'la num', 'old_la_code', 'la code'],
  region: ['region_name'],
  rereferral_percent: ['re_referrals_percent'],
  turnover_rate_fte: ['turnover_rate_fte_%'],
  vacancy_rate_fte: ['vacancy_rate_fte_%'],
  agency_rate_fte: ['agency_worker_rate_fte', 'agency_worker_rate_fte_%', 'agency_rate_fte_%'],
  absence_rate_fte: ['absence_rate_fte_%'],
} as const satisfies Record<string, readonly string[]>

/** A column that published tables carry, by its newest name. */
export type PublishedColumn = keyof typeof formerNames

const columns: ReadonlyMap<string, PublishedColumn> = new Map(
  (Object.keys(formerNames) as PublishedColumn[]).flatMap((column) =>
    [column, ...formerNames[column]].map((name) => [name, column] as const),
  ),
)

/**
 * The column that a header means, whatever release it is from.
 * @returns undefined for a header that no release read so far has used
 * @example publishedColumn('Re_referrals_percent') // 'rereferral_percent'
 */
export function publishedColumn(header: string): PublishedColumn | undefined {
  return columns.get(
    header
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  )
}
