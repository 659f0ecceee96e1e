/** What kind of mistake a mutant stands for. */
export const FAMILIES = [
  'boundary',
  'direction',
  'constant',
  'connective',
  'null',
  'code',
  'negation',
  'function',
  'join',
  'order',
  'logic',
  'arithmetic',
] as const

export type Family = (typeof FAMILIES)[number]

/** A text with one mistake put into it. */
export interface SqlMutant {
  readonly family: Family
  /** The mistake with the words around it: `t.icpc_date [<= → <] t.plan_end_date`. Names it within its text. */
  readonly label: string
  readonly sql: string
}

interface Token {
  readonly text: string
  readonly start: number
  readonly kind: 'space' | 'string' | 'number' | 'word' | 'sign'
  /** The functions, or '' for plain brackets, within whose brackets it stands. */
  readonly within: readonly string[]
}

/** One change of tokens: from the first to before `to`, replaced by `text`. */
interface Change {
  readonly family: Family
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A day so far off that it stands for none: one day more or less says the same. */
const NO_DAY = /^'9999-/

/** Texts within these are words for people, formats, or names out of a file format, and not codes. */
const TALKING = new Set([
  '{',
  'concat',
  'concat_ws',
  'strftime',
  'getvariable',
  'list_aggregate',
  'string_agg',
  'printf',
])

const SWAPPED: Readonly<Record<string, readonly (readonly [Family, string])[]>> = {
  '<': [
    ['boundary', '<='],
    ['direction', '>'],
  ],
  '<=': [
    ['boundary', '<'],
    ['direction', '>='],
  ],
  '>': [
    ['boundary', '>='],
    ['direction', '<'],
  ],
  '>=': [
    ['boundary', '>'],
    ['direction', '<='],
  ],
  '=': [['direction', '<>']],
  '<>': [['direction', '=']],
  '+': [['arithmetic', '-']],
  '-': [['arithmetic', '+']],
  true: [['logic', 'false']],
  false: [['logic', 'true']],
  or: [['connective', 'and']],
  min: [['function', 'max']],
  max: [['function', 'min']],
  arg_min: [['function', 'arg_max']],
  arg_max: [['function', 'arg_min']],
  arg_min_null: [['function', 'arg_max_null']],
  least: [['function', 'greatest']],
  greatest: [['function', 'least']],
  lag: [['function', 'lead']],
  lead: [['function', 'lag']],
  first_value: [['function', 'last_value']],
  bool_or: [['function', 'bool_and']],
  bool_and: [['function', 'bool_or']],
  distinct: [['function', '']],
  left: [['join', 'inner']],
  inner: [['join', 'left']],
  desc: [['order', '']],
  not: [['negation', '']],
  exists: [['negation', 'not exists']],
}

/**
 * Every mutant of an SQL text: each differs from it in one place. Some cannot be read by the database, which is for the
 * caller to find out; comments, and words for people, are left as they are.
 */
export function mutantsOf(sql: string): readonly SqlMutant[] {
  const tokens = tokensOf(sql).filter((token) => token.kind !== 'space')
  const changes = tokens.flatMap((_, i) => changesAt(tokens, i))
  const seen = new Map<string, number>()
  return changes.map((change) => {
    const label = labelOf(tokens, change)
    const nth = (seen.get(label) ?? 0) + 1
    seen.set(label, nth)
    return { family: change.family, label: nth > 1 ? `${label} (${nth})` : label, sql: applied(sql, tokens, change) }
  })
}

const SHAPES =
  /--[^\n]*|\s+|'(?:[^']|'')*'|"(?:[^"]|"")*"|\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|\$\d+|<>|<=|>=|::|:=|\|\||\/\/|->|./gs

function tokensOf(sql: string): Token[] {
  const open: string[] = []
  let before = ''
  return [...sql.matchAll(SHAPES)].map(({ 0: text, index: start }) => {
    const kind = kindOf(text)
    if (text === ')' || text === '}') open.pop()
    const token: Token = { text, start, kind, within: [...open] }
    if (text === '(') open.push(before)
    if (text === '{') open.push('{')
    if (kind !== 'space') before = kind === 'word' ? text : ''
    return token
  })
}

function kindOf(text: string): Token['kind'] {
  if (/^(\s|--)/.test(text)) return 'space'
  if (text.startsWith("'")) return 'string'
  if (/^\d/.test(text)) return 'number'
  return /^[A-Za-z_"]/.test(text) ? 'word' : 'sign'
}

function changesAt(tokens: readonly Token[], i: number): readonly Change[] {
  const token = tokens[i]!
  const one = (family: Family, text: string, to = i + 1): Change => ({ family, from: i, to, text })
  if (token.kind === 'number') return numberChanges(tokens, i)
  if (token.kind === 'string') return textChanges(tokens, i)
  switch (token.text) {
    case 'is':
      return nullChanges(tokens, i)
    case 'and':
      return isOfBetween(tokens, i) ? [] : [one('connective', 'or')]
    case 'between':
      return betweenChanges(tokens, i)
    case 'join':
      return ['left', 'inner', 'cross', 'asof'].includes(tokens[i - 1]!.text) ? [] : [one('join', 'left join')]
    case 'by':
      return tokens[i - 1]?.text === 'order' ? orderChanges(tokens, i) : []
    default:
      return isLeftAlone(tokens, i) ? [] : (SWAPPED[token.text] ?? []).map(([family, text]) => one(family, text))
  }
}

/** `is not null` has its own change; a sign before a number in brackets or after a comma is no sum. */
function isLeftAlone(tokens: readonly Token[], i: number): boolean {
  const [before, after] = [tokens[i - 1]?.text ?? '(', tokens[i + 1]?.text ?? '']
  const text = tokens[i]!.text
  if (text === 'not') return before === 'is'
  if (text === 'distinct') return after === 'from'
  if (text === 'exists') return before === 'not'
  if (text === 'left') return after !== 'join'
  return (text === '-' || text === '+') && ['(', ',', 'then', 'else'].includes(before)
}

function numberChanges(tokens: readonly Token[], i: number): readonly Change[] {
  const value = Number(tokens[i]!.text)
  const before = tokens[i - 1]?.text
  if (!Number.isInteger(value) || before === 'by' || before === 'limit') return []
  if (tokens[i]!.within.includes('strftime')) return []
  return [value + 1, value - 1].map((text) => ({ family: 'constant', from: i, to: i + 1, text: String(text) }))
}

function textChanges(tokens: readonly Token[], i: number): readonly Change[] {
  const { text, within } = tokens[i]!
  if (tokens[i - 1]?.text === 'date') {
    if (NO_DAY.test(text)) return []
    return ['+', '-'].map((sign) => ({ family: 'constant', from: i, to: i + 1, text: `${text} ${sign} 1` }))
  }
  const inner = within.at(-1) ?? ''
  if (TALKING.has(inner) || within.includes('strftime') || !/^'[\w-]+'$/.test(text)) return []
  return [{ family: 'code', from: i, to: i + 1, text: text.replace(/'$/, "~'") }]
}

function nullChanges(tokens: readonly Token[], i: number): readonly Change[] {
  const [next, then] = [tokens[i + 1]?.text, tokens[i + 2]?.text]
  if (next === 'null') return [{ family: 'null', from: i, to: i + 1, text: 'is not' }]
  if (next === 'not' && then === 'null') return [{ family: 'null', from: i, to: i + 2, text: 'is' }]
  if (next === 'distinct') return [{ family: 'direction', from: i, to: i + 1, text: 'is not' }]
  if (next === 'not' && then === 'distinct') return [{ family: 'direction', from: i, to: i + 2, text: 'is' }]
  return []
}

/** The bounds of `between`, each a day or one earlier and later. */
function betweenChanges(tokens: readonly Token[], i: number): readonly Change[] {
  const middle = tokens.findIndex((token, j) => j > i && token.text === 'and' && sameLevel(tokens, i, j))
  const end = endOfBound(tokens, middle + 1)
  return [middle, end].flatMap((at) =>
    ['+ 1', '- 1'].map((by): Change => ({ family: 'boundary', from: at, to: at, text: by })),
  )
}

const AFTER_BOUND = new Set(
  'and or then else end when group order where having left inner join cross as union window limit qualify'.split(' '),
)

function endOfBound(tokens: readonly Token[], start: number): number {
  const level = tokens[start]!.within.length
  const at = tokens.findIndex(
    ({ text, within }, j) =>
      j >= start &&
      (within.length < level || (within.length === level && (AFTER_BOUND.has(text) || text === ',' || text === ')'))),
  )
  return at < 0 ? tokens.length : at
}

function isOfBetween(tokens: readonly Token[], i: number): boolean {
  for (let j = i - 1; j >= 0; j -= 1) {
    if (tokens[j]!.within.length < tokens[i]!.within.length) return false
    if (!sameLevel(tokens, i, j)) continue
    if (tokens[j]!.text === 'between') return true
    if (AFTER_BOUND.has(tokens[j]!.text)) return false
  }
  return false
}

const sameLevel = (tokens: readonly Token[], i: number, j: number) =>
  tokens[i]!.within.length === tokens[j]!.within.length

/** `order by a, b` put the other way round in its first place. */
function orderChanges(tokens: readonly Token[], i: number): readonly Change[] {
  const at = endOfBound(tokens, i + 1)
  const written = tokens.slice(i + 1, at).some(({ text }) => text === 'desc' || text === 'asc')
  return written ? [] : [{ family: 'order', from: at, to: at, text: 'desc' }]
}

function applied(sql: string, tokens: readonly Token[], { from, to, text }: Change): string {
  const start = tokens[from]?.start ?? sql.length
  const last = tokens[to - 1]!
  const end = to > from ? last.start + last.text.length : start
  return `${sql.slice(0, start)} ${text} ${sql.slice(end)}`
}

function labelOf(tokens: readonly Token[], { from, to, text }: Change): string {
  const said = (part: readonly Token[]) => part.map((token) => token.text).join(' ')
  const change = `[${said(tokens.slice(from, to))} → ${text}]`
  return [said(tokens.slice(Math.max(0, from - 5), from)), change, said(tokens.slice(to, to + 4))].join(' ').trim()
}
