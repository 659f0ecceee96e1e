import { z } from 'zod'
import type { Outcome, Problem } from '#values'
import type { ImportFormat } from './format.ts'
import { headerKey, type ToldColumns } from './recognise.headers.ts'

/**
 * What an authority has said, once, about its own files.
 *
 * - `sheets`: the name of a sheet, or of a file without sheets -> the table that it holds, or null to leave it out;
 * - `columns`: table -> header -> column, or null to leave the header out.
 */
const mappingSchema = z.strictObject({
  sheets: z.record(z.string(), z.string().nullable()).default({}),
  columns: z.record(z.string(), z.record(z.string(), z.string().nullable())).default({}),
})

/** The same, with names of sheets and headers as `headerKey`, and every table and column known to the format. */
export interface Mapping {
  readonly sheets: Readonly<Record<string, string | null>>
  readonly columns: Readonly<Record<string, ToldColumns>>
}

/** Nothing has been said. */
export const noMapping: Mapping = { sheets: {}, columns: {} }

/**
 * Reads a mapping as parsed from its JSON file.
 *
 * Several headers may stand for one column, since an authority's files differ.
 * @returns every problem: a shape that is not a mapping's, and tables or columns that the format does not have
 */
export function readMapping(format: ImportFormat, json: unknown): Outcome<Mapping> {
  const parsed = mappingSchema.safeParse(json)
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(shapeProblem) }
  const { sheets, columns } = parsed.data
  const problems = [...sheetProblems(format, sheets), ...columnProblems(format, columns)]
  if (problems.length > 0) return { ok: false, problems }
  const byTable = Object.entries(columns).map(([table, headers]) => [table, byKey(headers)] as const)
  return { ok: true, value: { sheets: byKey(sheets), columns: Object.fromEntries(byTable) } }
}

function sheetProblems(format: ImportFormat, sheets: Readonly<Record<string, string | null>>): Problem[] {
  const unknown = Object.entries(sheets).filter(([, table]) => table !== null && !findTable(format, table))
  return unknown.map(([sheet, table]) => unknownTable(`sheets.${sheet}`, table!, format))
}

function columnProblems(
  format: ImportFormat,
  columns: Readonly<Record<string, Readonly<Record<string, string | null>>>>,
): Problem[] {
  return Object.entries(columns).flatMap(([name, headers]) => {
    const table = findTable(format, name)
    if (!table) return [unknownTable(`columns.${name}`, name, format)]
    const known = table.columns.map((column) => column.name)
    return Object.entries(headers)
      .filter(([, column]) => column !== null && !known.includes(column))
      .map(([header, column]) => ({
        code: 'mapping-unknown-column',
        field: `columns.${name}.${header}`,
        message: `The table ${name} has no column ${column}. It has ${known.join(', ')}.`,
      }))
  })
}

function unknownTable(field: string, name: string, format: ImportFormat): Problem {
  const known = format.tables.map((table) => table.table).join(', ')
  return { code: 'mapping-unknown-table', field, message: `There is no table ${name}. There are ${known}.` }
}

function shapeProblem(issue: z.core.$ZodIssue): Problem {
  return { code: 'mapping-shape', field: issue.path.join('.'), message: `The mapping cannot be read: ${issue.message}` }
}

const findTable = (format: ImportFormat, name: string) => format.tables.find((table) => table.table === name)

function byKey<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [headerKey(name), value]))
}
