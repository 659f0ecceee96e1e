const LONGEST_NAME = 31

/**
 * Names that Excel accepts for the sheets of one workbook, in the order given.
 *
 * Characters that it refuses ([ ] : * ? / \ and an apostrophe at either end) become spaces, names are cut to 31 characters, and one
 * that was used before, whatever its case, gets a number: `Visits (2)`. An empty name, and `History`, which Excel
 * keeps for itself, become `Sheet`.
 */
export function sheetNames(wanted: readonly string[]): string[] {
  const used = new Set<string>()
  return wanted.map((name) => {
    const free = firstFree(allowed(name), used)
    used.add(free.toLowerCase())
    return free
  })
}

function allowed(name: string): string {
  const clean = name
    .toWellFormed()
    .replace(/[[\]:*?/\\\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^['\s]+|['\s]+$/g, '')
  return clean === '' || clean.toLowerCase() === 'history' ? 'Sheet' : clean
}

function firstFree(name: string, used: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : ` (${n})`
    const tried = cut(name, LONGEST_NAME - suffix.length) + suffix
    if (!used.has(tried.toLowerCase())) return tried
  }
}

/** The first `length` UTF-16 units, without half a character or a space or an apostrophe left at the end. */
function cut(name: string, length: number): string {
  const end = /[\uD800-\uDBFF]$/.test(name.slice(0, length)) ? length - 1 : length
  return name.slice(0, end).replace(/['\s]+$/, '')
}
