import { type Day, dateInMonth, dateOf, yearOf } from './days.ts'
import type { Column } from './lists/columns.ts'
import type { Cell, ListDefinition, Row } from './lists/list.ts'
import { between, pick, type Random, type Weighted } from './random.ts'
import { cellText, codeText, dateText, headerOf, type Style } from './style.ts'

/** A row that is about to be written, its texts open to change. */
export interface DraftRow {
  readonly list: ListDefinition
  readonly row: Row
  readonly style: Style
  readonly asAt: Day
  readonly random: Random
  readonly texts: string[]
}

/** What can be wrong with one row. */
export type FaultKind = keyof typeof faults

/**
 * Puts a fault in the row and gives the header of its column; undefined, and nothing changed, where the row has no place
 * for it. `duplicate` changes nothing: its row is written twice.
 */
type Fault = (draft: DraftRow) => string | undefined

/** Every fault of a single row, by kind. */
export const faults = {
  'stray-space': straySpace,
  'other-date-style': otherDateStyle,
  'other-code-style': otherCodeStyle,
  'impossible-date': impossibleDate,
  'future-date': futureDate,
  'end-before-start': endBeforeStart,
  'end-without-reason': endWithoutReason,
  'unknown-code': unknownCode,
  'blank-required': blankRequired,
  'missing-worker': missingWorker,
  'missing-id': missingId,
  'birth-date-differs': birthDateDiffers,
  'age-mismatch': ageMismatch,
  'count-wrong': countWrong,
  duplicate: (draft) => headerOf(draft.list.columns[0] as Column, draft.style),
} as const satisfies Record<string, Fault>

const usual: Weighted<FaultKind> = [
  ['stray-space', 12],
  ['other-date-style', 12],
  ['other-code-style', 12],
  ['impossible-date', 7],
  ['future-date', 5],
  ['unknown-code', 9],
  ['blank-required', 13],
  ['missing-id', 1],
  ['age-mismatch', 10],
  ['duplicate', 9],
]

const spans: Weighted<FaultKind> = [...usual, ['end-before-start', 9]]
const held: Weighted<FaultKind> = [...spans, ['missing-worker', 12]]
const linked: Weighted<FaultKind> = [...held, ['birth-date-differs', 9]]

/** How often each fault is met on each list. */
export const faultsOfList = {
  1: usual,
  2: spans,
  3: [...usual, ['missing-worker', 12], ['count-wrong', 9]],
  4: linked,
  5: [...linked, ['count-wrong', 9]],
  6: [...held, ['end-without-reason', 6]],
  7: [...linked, ['count-wrong', 4]],
  8: [...linked, ['end-without-reason', 6]],
  9: [...usual, ['missing-worker', 12]],
  10: spans,
  11: spans.filter(([kind]) => kind !== 'age-mismatch'),
} as const satisfies Record<number, Weighted<FaultKind>>

/** The days that must be in order, by list: a later step and the one before it. */
const orders: Readonly<Record<number, readonly (readonly [later: string, earlier: string])[]>> = {
  2: [['assessmentCompletionDate', 'assessmentStartDate']],
  4: [['authorisationDate', 'assessmentStartDate']],
  5: [['icpcDate', 'strategyDiscussionDate']],
  6: [['cinClosureDate', 'cinStartDate']],
  7: [['planEndDate', 'planStartDate']],
  8: [['ceasedLookedAfter', 'startedLookedAfter']],
  10: [
    ['adoptionDecision', 'enteredCare'],
    ['placed', 'matched'],
  ],
  11: [
    ['stage1End', 'stage1Start'],
    ['stage2End', 'stage2Start'],
  ],
}

const derivedCounts = ['referralsLast12Months', 's47Last12Months', 'icpcLast12Months', 'previousPlans']

function straySpace(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => column.type === 'text' || column.type === 'code')
  const text = draft.texts[at]
  return write(draft, at, pick(draft.random, [` ${text}`, `${text} `, `${text}\u00a0`, `  ${text}  `]))
}

function otherDateStyle(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => column.type === 'date')
  const day = draft.row.cells[at]
  if (typeof day !== 'number') return undefined
  return write(draft, at, dateText(day, draft.style.dates === 'dayFirst' ? 'iso' : 'dayFirst'))
}

function otherCodeStyle(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => column.type === 'code')
  const column = draft.list.columns[at]
  if (!column) return undefined
  const code = String(draft.row.cells[at])
  const other = draft.style.codes === 'template' ? 'words' : 'template'
  const text = codeText(column.codes, code, other)
  const changed = text === draft.texts[at] ? code.toLowerCase() : text
  return changed === draft.texts[at] ? undefined : write(draft, at, changed)
}

function impossibleDate(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => column.type === 'date')
  const day = draft.row.cells[at]
  if (typeof day !== 'number') return undefined
  const [date, month] = pick(draft.random, [
    ['31', '02'],
    ['30', '02'],
    ['31', '06'],
    ['31', '11'],
  ] as const)
  const year = yearOf(day)
  return write(draft, at, draft.style.dates === 'dayFirst' ? `${date}/${month}/${year}` : `${year}-${month}-${date}`)
}

/** Ten years on, as when a digit slips. */
function futureDate(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => column.type === 'date' && column.field !== 'dateOfBirth')
  const day = draft.row.cells[at]
  if (typeof day !== 'number' || yearOf(day) + 10 <= yearOf(draft.asAt)) return undefined
  if (dateOf(day).endsWith('02-29')) return undefined
  const text = draft.texts[at] as string
  return write(draft, at, text.replace(String(yearOf(day)), String(yearOf(day) + 10)))
}

function endBeforeStart(draft: DraftRow): string | undefined {
  const [later, earlier] = pick(draft.random, orders[draft.list.number] ?? [['', '']])
  const at = columnAt(draft, later)
  const start = draft.row.cells[columnAt(draft, earlier)]
  if (typeof draft.row.cells[at] !== 'number' || typeof start !== 'number') return undefined
  return write(draft, at, dateText(start - between(draft.random, 1, 40), draft.style.dates))
}

function endWithoutReason(draft: DraftRow): string | undefined {
  const at = columnAt(draft, draft.list.number === 6 ? 'closureReason' : 'reasonCeased')
  return draft.texts[at] ? write(draft, at, '') : undefined
}

function unknownCode(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => column.type === 'code')
  return write(draft, at, pick(draft.random, ['ZZ', '99X', 'z) Other', 'See case notes']))
}

function blankRequired(draft: DraftRow): string | undefined {
  const spared = ['childId', 'adopterId', 'allocatedTeam', 'allocatedWorker']
  const at = anyColumn(draft, (column) => column.required && column.type !== 'date' && !spared.includes(column.field))
  return write(draft, at, '')
}

function missingWorker(draft: DraftRow): string | undefined {
  const at = columnAt(draft, 'allocatedWorker')
  return draft.texts[at] ? write(draft, at, '') : undefined
}

function missingId(draft: DraftRow): string | undefined {
  return write(draft, 0, '')
}

/** Another day of the month of birth, and the age that follows from it. */
function birthDateDiffers(draft: DraftRow): string | undefined {
  const at = columnAt(draft, 'dateOfBirth')
  const born = draft.row.cells[at]
  if (typeof born !== 'number') return undefined
  const other = born + (dateInMonth(born) < 15 ? between(draft.random, 2, 12) : -between(draft.random, 2, 12))
  return write(draft, at, dateText(other, draft.style.dates))
}

function ageMismatch(draft: DraftRow): string | undefined {
  const at = columnAt(draft, 'age')
  const age = draft.row.cells[at]
  return typeof age === 'number' ? write(draft, at, String(age + pick(draft.random, [2, 3, 4]))) : undefined
}

function countWrong(draft: DraftRow): string | undefined {
  const at = anyColumn(draft, (column) => derivedCounts.includes(column.field))
  const count = draft.row.cells[at]
  return typeof count === 'number' ? write(draft, at, String(count + between(draft.random, 1, 4))) : undefined
}

function columnAt(draft: DraftRow, field: string): number {
  return draft.list.columns.findIndex((column) => column.field === field)
}

/** Where a column that suits and holds something stands; -1 when none does. */
function anyColumn(draft: DraftRow, suits: (column: Column) => boolean): number {
  const { columns } = draft.list
  const able = columns.map((_, at) => at).filter((at) => draft.texts[at] !== '' && suits(columns[at] as Column))
  return able.length === 0 ? -1 : pick(draft.random, able)
}

function write(draft: DraftRow, at: number, text: string): string | undefined {
  const column = draft.list.columns[at]
  if (!column || draft.texts[at] === text) return undefined
  draft.texts[at] = text
  return headerOf(column, draft.style)
}

/** The texts of a row's cells. */
export function textsOf(list: ListDefinition, cells: readonly Cell[], style: Style): string[] {
  const { columns } = list
  const texts = new Array<string>(columns.length)
  for (let at = 0; at < columns.length; at++) texts[at] = cellText(columns[at] as Column, cells[at], style)
  return texts
}
