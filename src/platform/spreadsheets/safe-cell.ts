/** The longest text that a cell of Excel can hold. Source: Microsoft, Excel specifications and limits. */
export const LONGEST_CELL = 32_767

// Excel and LibreOffice read a cell that begins so as a formula once it is typed, pasted or opened from CSV.
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

// XML 1.0 section 2.2: characters that no document may hold, even escaped, and lone surrogates.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/**
 * Text that a spreadsheet shows as it is and never runs, whoever typed it into a record.
 *
 * Text that begins with = + - @ (or their full-width forms), a tab or a line break gets an apostrophe in front. Characters that XML cannot hold
 * become U+FFFD, and text beyond 32,767 characters is cut and ends in an ellipsis.
 *
 * @source OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection (read 2026)
 * @example safeCell('=1+1') // "'=1+1"
 */
export function safeCell(text: string): string {
  const clean = text.toWellFormed().replace(NOT_XML, '\uFFFD')
  const harmless = FORMULA_START.test(clean) ? `'${clean}` : clean
  return harmless.length > LONGEST_CELL ? `${harmless.slice(0, LONGEST_CELL - 1).toWellFormed()}…` : harmless
}
