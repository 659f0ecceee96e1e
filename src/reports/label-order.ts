const collator = new Intl.Collator('en-GB', { numeric: true })

/**
 * The order in which people read the groups of a breakdown: bands from the least on (`Under 1`, `1 to 4`, `10 to 15`; months before
 * years), names by the alphabet, and what is not known last.
 */
export function compareLabels(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || collator.compare(a, b)
}

function placeOf(label: string): number {
  if (/^(not |unknown)/i.test(label)) return 4
  if (/^other$/i.test(label)) return 3
  if (/^under \d/i.test(label)) return 0
  return /^\d.*\byears?\b/i.test(label) ? 2 : 1
}
