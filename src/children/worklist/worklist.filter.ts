import { type PlainDate, type Problem, parseDate } from '#values'
import { groupings, orders, parts, type WorklistFilter } from './worklist.ts'

/** A filter read from an address, with what could not be read of it. */
export interface ReadFilter {
  readonly filter: WorklistFilter
  readonly problems: readonly Problem[]
}

/**
 * Reads what an address asks of today's list. What it cannot mean (an unknown part or order) counts as not asked; a
 * day that cannot be read is a problem, since someone typed it.
 */
export function readFilter(query: Readonly<Record<string, string>>): ReadFilter {
  const { dueBy, problems } = readDueBy(query.dueBy)
  return {
    filter: {
      ...optional('part', keyOf(parts, query.part)),
      ...optional('timescale', text(query.timescale)),
      ...optional('worker', text(query.worker)),
      ...optional('team', text(query.team)),
      ...optional('area', text(query.area)),
      ...optional('dueBy', dueBy),
      group: keyOf(groupings, query.group) ?? 'none',
      order: keyOf(orders, query.order) ?? 'due',
      page: pageNumber(query.page),
    },
    problems,
  }
}

function readDueBy(typed: string | undefined): { readonly dueBy?: PlainDate; readonly problems: readonly Problem[] } {
  const given = text(typed)
  if (given === undefined) return { problems: [] }
  // a bare number would be read as a spreadsheet's serial number, which nobody types
  const dueBy = /\D/.test(given) ? parseDate(given) : undefined
  if (dueBy !== undefined) return { dueBy, problems: [] }
  const message = 'Due by must be a real day, such as 27/3/2026'
  return { problems: [{ code: 'day-not-read', field: 'dueBy', message }] }
}

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in K]: V })
}

function keyOf<K extends string>(choices: Readonly<Record<K, string>>, given: string | undefined): K | undefined {
  return given !== undefined && Object.hasOwn(choices, given) ? (given as K) : undefined
}

/** A long text is nobody's team. */
function text(given: string | undefined): string | undefined {
  const trimmed = given?.trim() ?? ''
  return trimmed === '' || trimmed.length > 200 ? undefined : trimmed
}

function pageNumber(given: string | undefined): number {
  return given !== undefined && /^[1-9]\d{0,4}$/.test(given) ? Number(given) : 1
}
