import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type DuckDb, openDuckDb } from '#platform/lake'
import { addDays, addMonths, plainDate } from '#values'
import { accumulate } from './accumulate.ts'
import type { TableFormat } from './format.ts'
import { book } from './load.fixture.ts'
import { arrived, createArrivalTables } from './read-table.ts'
import { createEmptyRecord } from './record.ts'
import { standardWindow } from './window.ts'

/** A row of an extract by column; a row of the record has its story too. */
type Cells = Readonly<Record<string, string | null>>
interface Version {
  readonly cells: Cells
  readonly from: string
  readonly firstSeen: string
  to: string | null
  why: string | null
}
interface Extract {
  readonly asAt: string
  readonly rows: readonly Cells[]
}

/** How one table of the record grows, one row at a time, as a person would with cards: the yardstick for the SQL. */
function byHand(table: TableFormat, extracts: readonly Extract[]): Version[] {
  const cards: Version[] = []
  for (const [i, extract] of extracts.entries()) layByHand(table, cards, extract, extracts[i - 1]?.asAt)
  return cards
}

function layByHand(table: TableFormat, cards: Version[], { asAt, rows }: Extract, previous: string | undefined): void {
  const keyOf = (cells: Cells) => table.key.map((name) => cells[name]).join('|')
  const live = cards.filter(({ to }) => to === null)
  for (const cells of rows) {
    const known = live.find((card) => keyOf(card.cells) === keyOf(cells))
    const says = (of: Cells) => table.columns.map(({ name }) => of[name] ?? '').join('|')
    if (known && says(known.cells) === says(cells)) continue
    if (known) Object.assign(known, { to: asAt, why: 'changed' })
    const firstSeen = cards.find((card) => keyOf(card.cells) === keyOf(cells))?.firstSeen ?? asAt
    cards.push({ cells, from: asAt, firstSeen, to: null, why: null })
  }
  for (const card of live.filter(({ to }) => to === null)) {
    if (rows.some((cells) => keyOf(cells) === keyOf(card.cells))) continue
    const why = goneByHand(table, card.cells, asAt, previous, rows)
    if (why) Object.assign(card, { to: asAt, why })
  }
}

function goneByHand(
  { window, onePerChild }: TableFormat,
  cells: Cells,
  asAt: string,
  previous: string | undefined,
  rows: readonly Cells[],
): string | null {
  if (window.kind === 'current') return 'left'
  const from = addMonths(plainDate(asAt), -window.months)
  if (window.kind === 'event') {
    const on = cells[window.on]!
    return on >= from && on <= asAt ? 'withdrawn' : null
  }
  const end = cells[window.to] ?? (window.orEnds ? cells[window.orEnds] : null) ?? null
  const began = cells[window.from]!
  const behindNewer =
    onePerChild === true && rows.some((row) => row.child_id === cells.child_id && row[window.from]! > began)
  if (end !== null) return end >= from && !behindNewer ? 'withdrawn' : null
  if (behindNewer) return 'superseded'
  return previous !== undefined && previous < from ? 'gap' : 'withdrawn'
}

const start = plainDate('2025-01-01')
const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays(start, n))
const few = (...texts: string[]) => fc.constantFrom(null, ...texts)

/** Rows of a table, each key once, over few children and days so that they meet again. */
function rowsOf(table: TableFormat): fc.Arbitrary<Cells[]> {
  const days = fc.constantFrom(...[0, 3, 180, 181, 365, 400, 545, 600].map((n) => addDays(start, n)), start)
  const cell = (name: string, type: string) =>
    name === 'child_id' ? fc.constantFrom('1', '2', '3') : type === 'date' ? days : few('A', 'B')
  const needed = (name: string) => table.key.includes(name)
  const row = fc.record(
    Object.fromEntries(
      table.columns
        .filter(({ derived }) => !derived)
        .map(({ name, type }) => [
          name,
          needed(name) ? cell(name, type) : fc.oneof(fc.constant(null), cell(name, type)),
        ]),
    ),
  )
  return fc.uniqueArray(row, { selector: (cells) => table.key.map((name) => cells[name]).join('|'), maxLength: 8 })
}

const history = (table: TableFormat): fc.Arbitrary<Extract[]> =>
  fc
    .uniqueArray(day, { minLength: 1, maxLength: 4 })
    .chain((days) =>
      fc.tuple(...days.sort().map((asAt) => fc.record({ asAt: fc.constant(asAt), rows: rowsOf(table) }))),
    )

let db: DuckDb | undefined
after(() => db?.close())

/** The same by the engine. */
async function byEngine(table: TableFormat, extracts: readonly Extract[]): Promise<string[]> {
  db ??= await openDuckDb({ threads: 1 })
  for (const { table: name } of book.tables) {
    await db.run(`drop view if exists "${name}"`)
    await db.run(`drop table if exists "${name}_version"`)
  }
  await createEmptyRecord(db, book)
  for (const [i, { asAt, rows }] of extracts.entries()) {
    for (const name of ['cell_problem', 'reject']) await db.run(`drop table if exists ${name}`)
    await db.run(`drop table if exists ${arrived(table)}`)
    await createArrivalTables(db, [table])
    for (const [at, cells] of rows.entries()) await insert(db, table, cells, at)
    const previous = extracts[i - 1]?.asAt
    await accumulate(db, {
      table,
      asAt: plainDate(asAt),
      extract: asAt,
      window: standardWindow(table, plainDate(asAt)),
      previousAsAt: previous === undefined ? undefined : plainDate(previous),
    })
  }
  const found = await db.rows<Record<string, string | null>>(`select * from "${table.table}_version"`)
  return found.map((row) => line(table, row, row.known_from!, row.known_to!, row.ended_by!, row.first_seen!)).sort()
}

async function insert(target: DuckDb, table: TableFormat, cells: Cells, at: number): Promise<void> {
  const names = Object.keys(cells)
  await target.run(
    `insert into ${arrived(table)} (${names.join(', ')}, source_file, source_sheet, source_row)
    values (${names.map((_, i) => `$${i + 1}`).join(', ')}, 'f', '', ${at})`,
    names.map((name) => cells[name]!),
  )
}

function line(table: TableFormat, cells: Cells, ...story: (string | null)[]): string {
  return [...table.columns.map(({ name }) => cells[name] ?? ''), ...story.map((text) => text ?? '')].join('|')
}

for (const table of book.tables) {
  test(`${table.table}: the record is what it would be by hand`, async () => {
    const property = fc.asyncProperty(history(table), async (extracts) => {
      const expected = byHand(table, extracts).map(({ cells, from, to, why, firstSeen }) =>
        line(table, cells, from, to, why, firstSeen),
      )
      assert.deepEqual(await byEngine(table, extracts), expected.sort())
    })
    await fc.assert(property, { numRuns: Number(process.env.FUZZ_TIMES ?? 1) * 25 })
  })
}
