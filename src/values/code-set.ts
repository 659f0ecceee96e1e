/** One value of a code set. */
export interface Code {
  /** What we store and count by: 'WBRI', '3C', 'Y'. */
  readonly code: string
  /** What people read. */
  readonly label: string
  /** How the standard's template writes the value, where that is more than the code: 'a) Male'. */
  readonly as?: string
  /**
   * The codes that this one covers, for a value that names no single code of the published list ('White', 'Foster
   * placement'). Such a code is ours, not the standard's.
   */
  readonly covers?: readonly string[]
}

/** Words by which a code is known in running text, tried on the value in lower case with its punctuation as spaces. */
export type CodePattern = readonly [pattern: RegExp, code: string]

/** A published list of codes, with the other ways in which its values are met. */
export interface CodeSet {
  readonly id: string
  readonly title: string
  /** Document, edition, paragraph or page. */
  readonly source: string
  readonly edition?: string
  readonly values: readonly Code[]
  /** Other spellings of the whole value, each with the code that it stands for. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Read last, in this order: the first that fits decides. */
  readonly patterns?: readonly CodePattern[]
  /** True when text outside the list is allowed and kept as it is (names of authorities). */
  readonly open?: boolean
}

/**
 * The code that a cell means, however it is dressed: `WBRI`, `a) WBRI`, `A1 wbri`, `WBRI - White British`, `White British`.
 *
 * Tried in this order, and case, spaces, punctuation, curly quotes and a list letter (`a)`) never matter:
 * 1. the whole value is a code, a label, the template's own wording or an alias;
 * 2. the value begins with a code, or exactly one code stands in it (`SGO made [E45]`). Codes of one letter or of digits
 *    only count at the beginning, and there the words that follow are believed first; codes of letters only count
 *    elsewhere when in capitals; an authority's finer `U6a` counts as `U6`;
 * 3. what follows a leading number or letter code is a label or an alias (`1 - Male`);
 * 4. the first of the set's patterns that fits.
 *
 * @returns undefined when the value is not known, names two codes and no pattern decides, or has over 500 characters
 */
export function readCode(set: CodeSet, raw: string): Code | undefined {
  if (raw.length > LONGEST_VALUE) return undefined
  const index = indexOf(set)
  const value = withoutListLetter(tidy(raw))
  return (
    index.whole.get(words(raw)) ??
    index.whole.get(words(value)) ??
    codeWithin(index, value, () => byWords(set, index, value)) ??
    byWords(set, index, value)
  )
}

function byWords(set: CodeSet, index: Index, value: string): Code | undefined {
  return index.whole.get(words(withoutLeadingCode(value))) ?? byPattern(set, index, words(value))
}

/** No code or label comes near it, and patterns over endless text would take endless time. */
const LONGEST_VALUE = 500

/** The value of the set with this code. */
export function findCode(set: CodeSet, code: string): Code | undefined {
  return indexOf(set).codes.get(code.toLowerCase())
}

/** Lower case, punctuation as single spaces: how spellings are compared. */
export function words(text: string): string {
  return tidy(text)
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll("'", '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

interface Index {
  /** By code in lower case. */
  readonly codes: ReadonlyMap<string, Code>
  /** By code, label, wording and alias, as `words`. */
  readonly whole: ReadonlyMap<string, Code>
  /** Words of the labels: a code that is one of them ('OTHER') does not count in the middle of a value. */
  readonly labelWords: ReadonlySet<string>
}

const indexes = new WeakMap<CodeSet, Index>()

function indexOf(set: CodeSet): Index {
  let index = indexes.get(set)
  if (!index) {
    index = buildIndex(set)
    indexes.set(set, index)
  }
  return index
}

/** @throws RangeError when an alias stands for a code that the set does not have */
function buildIndex(set: CodeSet): Index {
  const codes = new Map(set.values.map((value) => [value.code.toLowerCase(), value]))
  const whole = new Map<string, Code>()
  for (const [alias, code] of Object.entries(set.aliases ?? {})) whole.set(words(alias), get(set, codes, code))
  for (const value of set.values) whole.set(words(value.label), value)
  for (const value of set.values) {
    whole.set(words(value.as ?? value.code), value)
    whole.set(words(withoutListLetter(value.as ?? value.code)), value)
  }
  for (const value of set.values) whole.set(words(value.code), value)
  const labelWords = new Set(set.values.flatMap((value) => words(value.label).split(' ')))
  return { codes, whole, labelWords }
}

function get(set: CodeSet, codes: ReadonlyMap<string, Code>, code: string): Code {
  const value = codes.get(code.toLowerCase())
  if (!value) throw new RangeError(`code set ${set.id} has no code ${code}`)
  return value
}

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’‛′`´]/g, "'")
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** `a) Yes` -> `Yes`, `(b) No` -> `No`, `p1) 5D` -> `5D`; a value that is nothing but its letter stays. */
function withoutListLetter(text: string): string {
  return text.replace(/^\(?(?:[a-z]{1,2}\d?\)|[a-z]\. )\s*(?=\S)/i, '')
}

/** `1 - Male` -> `Male`, `A1 White British` -> `White British`; text without such a beginning stays. */
function withoutLeadingCode(text: string): string {
  return text.replace(/^[a-z]{0,2}\d{1,2}(?:\.\d{1,2})?[a-z]?\b[\s:;.,=)\]-]*(?=\S)/i, '')
}

function codeWithin(index: Index, value: string, spoken: () => Code | undefined): Code | undefined {
  const tokens = value.split(/[^A-Za-z0-9]+/).filter((token) => token !== '')
  if (isListOfCodes(index, tokens)) return undefined
  const first = leadingCode(index, value)
  // An authority's own numbering looks like a code of one letter or of digits, so the words beside it are believed.
  if (first) return /^(?:[a-z]|\d+)$/i.test(first.code) ? (spoken() ?? first) : first
  const found = new Set<Code>()
  for (const token of tokens) {
    const code = codeOrSubcode(index, token)
    if (code && !code.covers && countsAnywhere(index, token)) found.add(code)
  }
  return found.size === 1 ? [...found][0] : undefined
}

/** `U4/U6`, `U4 or K2`: nothing but different codes. */
function isListOfCodes(index: Index, tokens: readonly string[]): boolean {
  const codes = tokens.filter((token) => !/^(?:or|and)$/i.test(token)).map((token) => codeOrSubcode(index, token))
  return codes.every((code) => code !== undefined) && new Set(codes).size > 1
}

const LEADING = /^([A-Za-z]*)(\d*[A-Za-z]*\d*)(?=$|[^A-Za-z0-9])\s*(.?)/

/** A code with a digit may be followed by a space; one of letters only must be set off from the words that follow. */
function leadingCode(index: Index, value: string): Code | undefined {
  const found = LEADING.exec(value)
  if (!found) return undefined
  const token = `${found[1]}${found[2]}`
  const code = codeOrSubcode(index, token.replace(/^0+(?=\d)/, ''))
  const setOff = /\d/.test(token) || !/[\p{L}\p{N}]/u.test(found[3]!)
  return code && !code.covers && setOff && !/^['&+]/.test(found[3]!) ? code : undefined
}

/** `U6` itself, or an authority's own finer `U6a`, `K2OUT`, `N6e1`. */
function codeOrSubcode(index: Index, token: string): Code | undefined {
  const lower = token.toLowerCase()
  return index.codes.get(lower) ?? index.codes.get(/^([a-z]+\d+)[a-z]{1,3}\d?$/.exec(lower)?.[1] ?? '')
}

function countsAnywhere(index: Index, token: string): boolean {
  if (/\d/.test(token)) return /[A-Za-z]/.test(token)
  return token.length > 2 && token === token.toUpperCase() && !index.labelWords.has(token.toLowerCase())
}

function byPattern(set: CodeSet, index: Index, text: string): Code | undefined {
  const found = set.patterns?.find(([pattern]) => pattern.test(text))
  return found && get(set, index.codes, found[1])
}
