const regionCodes: Readonly<Record<string, string>> = {
  E12000001: '980',
  E12000002: '981',
  E12000003: '982',
  E12000004: '983',
  E12000005: '984',
  E12000006: '985',
  E12000007: '986',
  E13000001: '987',
  E13000002: '988',
  E12000008: '989',
  E12000009: '990',
}

/**
 * The three-digit code of the area that a row of a DfE statistical release is about: regions and England, which have none
 * there, go by the codes that the Department gives them elsewhere.
 * @throws Error for an area without a code
 */
export function areaOf(row: Readonly<Record<string, string>>): string {
  if (row.geographic_level === 'National') return '970'
  const code = row.geographic_level === 'Regional' ? regionCodes[row.region_code ?? ''] : row.old_la_code
  if (!code) throw new Error(`no code for ${row.geographic_level} ${row.region_code} ${row.la_name}`)
  return code
}
