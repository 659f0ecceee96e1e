import { type ImportFormat, readMapping, type SheetSeen } from '#imports'
import type { Fields } from '#platform/web'
import type { Outcome, Problem } from '#values'
import type { Upload } from './upload.ts'

/** A header and what it was taken for; `isOpen` where a person may have something to say about it. */
export interface HeaderChoice {
  readonly header: string
  readonly column: string | null
  readonly isOpen: boolean
}

/** A sheet or file of an upload as its headers page shows it. */
export interface SheetChoice extends Omit<SheetSeen, 'headers'> {
  readonly headers: readonly HeaderChoice[]
}

/** What is known of an upload's sheets: as they were loaded, or as they were seen when it was refused. */
export function sheetChoices(
  format: ImportFormat,
  { outcome, filesRemovedAt }: Pick<Upload, 'outcome' | 'filesRemovedAt'>,
): readonly SheetChoice[] {
  if (filesRemovedAt !== null) return []
  const seen = (outcome?.sheets ?? []).map((sheet) => ({
    ...sheet,
    headers: sheet.headers.map((each) => ({ ...each, isOpen: each.column === null })),
  }))
  const loaded = (outcome?.tables ?? []).map(({ file, sheet, table, mapping, ignoredHeaders }) => ({
    file,
    sheet,
    table,
    isSure: true,
    headers: [
      ...mapping.map(({ header, column, how }) => ({ header, column, isOpen: how === 'pattern' || how === 'told' })),
      ...ignoredHeaders.map((header) => ({ header, column: null, isOpen: true })),
    ],
    missing: columnsOf(format, table).filter((name) => mapping.every(({ column }) => column !== name)),
  }))
  return [...seen, ...loaded]
}

/** The columns that a header of a sheet may stand for: those without a header, and its own. */
export function columnsFor(sheet: SheetChoice, choice: HeaderChoice): readonly string[] {
  return choice.column === null ? sheet.missing : [choice.column, ...sheet.missing]
}

/** Values of a choice beside the names of columns and lists. */
export const LEAVE_OUT = '-'

/** Name and id of the field of a header, and of a sheet. */
export const headerField = (sheet: number, header: number): string => `header-${sheet}-${header}`
export const sheetField = (sheet: number): string => `sheet-${sheet}`

/** A mapping as JSON keeps it. */
interface MappingJson {
  readonly sheets: Readonly<Record<string, string | null>>
  readonly columns: Readonly<Record<string, Readonly<Record<string, string | null>>>>
}

/**
 * The mapping that a posted headers page makes of the one there was. A choice that was left alone says nothing.
 *
 * @param before the mapping so far, as kept; undefined for none
 * @returns every problem, each with the id of its field
 */
export function readHeaderChoices(
  format: ImportFormat,
  sheets: readonly SheetChoice[],
  form: Fields,
  before: unknown,
): Outcome<MappingJson> {
  const problems: Problem[] = []
  const told = asMapping(before)
  const columns: Record<string, Record<string, string | null>> = structuredClone(told.columns) as never
  const names: Record<string, string | null> = { ...told.sheets }
  for (const [i, sheet] of sheets.entries()) {
    const list = form[sheetField(i)] || undefined
    if (list !== undefined) names[sheetName(sheet)] = list === LEAVE_OUT ? null : list
    const table = list !== undefined && list !== LEAVE_OUT ? list : sheet.table
    if (table === undefined || list === LEAVE_OUT) continue
    const chosen = new Map<string, string>()
    for (const [j, choice] of sheet.headers.entries()) {
      const given = form[headerField(i, j)] || undefined
      if (given === undefined) continue
      if (given !== LEAVE_OUT && chosen.has(given)) {
        const message = `Choose another column for “${choice.header}”: “${chosen.get(given)}” has that one`
        problems.push({ code: 'column-twice', field: headerField(i, j), message })
      }
      chosen.set(given, choice.header)
      columns[table] = { ...columns[table], [choice.header]: given === LEAVE_OUT ? null : given }
    }
  }
  const mapping = { sheets: names, columns }
  const read = readMapping(format, mapping)
  if (!read.ok) problems.push(...read.problems.map(({ code, message }) => ({ code, message })))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: mapping }
}

function asMapping(kept: unknown): MappingJson {
  const { sheets = {}, columns = {} } = (kept ?? {}) as Partial<MappingJson>
  return { sheets, columns }
}

/** The name by which a mapping knows a sheet: its own, or its file's without folders and ending. */
function sheetName({ sheet, file }: Pick<SheetSeen, 'sheet' | 'file'>): string {
  return sheet === '' ? file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') : sheet
}

function columnsOf(format: ImportFormat, table: string): readonly string[] {
  return format.tables.find((each) => each.table === table)?.columns.map(({ name }) => name) ?? []
}
