import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stageSources } from '#platform/files'
import type { Outcome } from '#values'
import type { ImportFormat, TableFormat } from './format.ts'
import { rememberedMapping } from './mapping.memory.ts'
import { type HeaderMatch, matchHeaders, type ToldColumns } from './recognise.headers.ts'
import type { SheetStart } from './recognise.table.ts'
import { recognise } from './recognise.ts'

/** What can be said of a sheet from its first rows: which list it is or looks like, and what its headers mean. */
export interface SheetSeen {
  readonly file: string
  readonly sheet: string
  /** The list it is, or, where `isSure` is false, the one it is most like; undefined when it is like none. */
  readonly table: string | undefined
  readonly isSure: boolean
  readonly headers: readonly SeenHeader[]
  /** Columns of that list for which it has no header. */
  readonly missing: readonly string[]
}

/** A header of a file; `column` is null while it is not used. */
export interface SeenHeader {
  readonly header: string
  readonly column: string | null
}

/** Which files are looked at, and by whose choices. */
export interface InspectRequest {
  readonly dataDir: string
  readonly authority: string
  readonly paths: readonly string[]
  readonly format: ImportFormat
  readonly mapping?: unknown
}

/**
 * Looks at files that were refused, so that a person can say what their sheets and headers mean. Nothing is loaded.
 *
 * @returns every problem of files that cannot be read at all
 */
export async function inspectFiles(request: InspectRequest): Promise<Outcome<readonly SheetSeen[]>> {
  const mapping = await rememberedMapping(request.dataDir, request.authority, request.format, request.mapping)
  if (!mapping.ok) return mapping
  const dir = await mkdtemp(join(tmpdir(), 'throughline-look-'))
  try {
    const staged = await stageSources(request.paths, { dir, formulas: 'arithmetic' })
    if (!staged.ok) return staged
    return {
      ok: true,
      value: staged.tables.map((sheet) => {
        const known = recognise(request.format, [sheet], mapping.value)
        const found = known.ok ? known.value.tables[0] : undefined
        if (found) return seen(sheet, found.table, true, found)
        const like = mostAlike(request.format, sheet, mapping.value.columns)
        return like ? seen(sheet, like.table, false, like.match) : seenAsNone(sheet)
      }),
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function seen(sheet: SheetStart, table: TableFormat, isSure: boolean, match: HeaderMatch): SheetSeen {
  const unused = [...match.ignored, ...match.ambiguous.flatMap(({ headers }) => headers)]
  const headers = [
    ...match.columns.map(({ header, index, column }) => ({ header, index, column })),
    ...unused.map(({ header, index }) => ({ header, index, column: null })),
  ]
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    table: table.table,
    isSure,
    headers: headers.sort((a, b) => a.index - b.index).map(({ header, column }) => ({ header, column })),
    missing: match.missing,
  }
}

const FEWEST_ALIKE = 2

/** The list and the row of headers that have the most columns in common. */
function mostAlike(format: ImportFormat, sheet: SheetStart, told: Readonly<Record<string, ToldColumns>>) {
  const fits = format.tables.flatMap((table) =>
    sheet.firstRows.map((row) => ({ table, match: matchHeaders(table, row, told[table.table] ?? {}) })),
  )
  const best = fits.toSorted((a, b) => b.match.columns.length - a.match.columns.length)[0]
  return best && best.match.columns.length >= FEWEST_ALIKE ? best : undefined
}

/** Of a sheet that is like no list the headers are not told: what stands there may as well be a child's. */
function seenAsNone({ file, sheet }: SheetStart): SheetSeen {
  return { file, sheet, table: undefined, isSure: false, headers: [], missing: [] }
}
