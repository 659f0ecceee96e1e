import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SheetCell, writeWorkbook } from '#platform/spreadsheets'
import type { Timescale } from '#timescales'
import { formatDate, type PlainDate } from '#values'
import { dueWords, PROVISIONAL_WHY, sourceWords } from './due.words.ts'
import { parts, type WorklistFilter, type WorklistLine } from './worklist.ts'

/** The most lines that leave in one spreadsheet; what is beyond is said on its second sheet. */
export const MOST_LINES = 100_000

/** What a spreadsheet of today's list says beside its lines. */
export interface WorkbookAbout {
  readonly asAt: PlainDate
  readonly filter: WorklistFilter
  readonly timescales: ReadonlyMap<string, Timescale>
}

/**
 * Today's list as an XLSX file: one row for each line, and a sheet that says as at which day and what it was narrowed to.
 * It lies for a moment in a folder of its own, which only this program may read.
 */
export async function worklistWorkbook(lines: readonly WorklistLine[], about: WorkbookAbout): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-'))
  try {
    const path = join(folder, 'due.xlsx')
    await writeWorkbook(path, [dueSheet(lines, about), aboutSheet(lines, about)])
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function dueSheet(lines: readonly WorklistLine[], { asAt, timescales }: WorkbookAbout) {
  return {
    name: 'Due and late',
    columns: [
      { header: 'Child', width: 14 },
      { header: 'Date of birth', format: 'date' },
      { header: 'What is due', width: 50 },
      { header: 'Clock started', format: 'date' },
      { header: 'Due', format: 'date' },
      { header: 'How late or near', width: 26 },
      { header: 'Worker', width: 26 },
      { header: 'Team', width: 30 },
      { header: 'Area', width: 18 },
      { header: 'Provisional', width: 14 },
      { header: 'Why it cannot be worked out', width: 40 },
      { header: 'Source', width: 60 },
    ],
    rows: lines.map((line) => cells(line, timescales.get(line.timescale), asAt)),
  } as const
}

function cells(line: WorklistLine, timescale: Timescale | undefined, asAt: PlainDate): readonly SheetCell[] {
  return [
    line.child,
    line.dateOfBirth,
    timescale?.title ?? line.timescale,
    line.startedOn,
    line.dueOn,
    dueWords(line, timescale?.limit.unit ?? 'days', asAt),
    line.worker,
    line.team,
    line.area,
    line.provisional ? 'Provisional' : null,
    line.reason,
    timescale && sourceWords(timescale),
  ]
}

function aboutSheet(lines: readonly WorklistLine[], { asAt, filter, timescales }: WorkbookAbout) {
  const cut = lines.length >= MOST_LINES ? `Only the first ${MOST_LINES} lines are here: narrow the list.` : null
  return {
    name: 'About',
    columns: [
      { header: 'What', width: 24 },
      { header: 'Is', width: 90 },
    ],
    rows: [
      ['As at', formatDate(asAt)],
      ['Lines', String(lines.length)],
      ['Cut', cut],
      ['Part', filter.part === undefined ? 'All' : parts[filter.part]],
      ['What is due', filter.timescale && (timescales.get(filter.timescale)?.title ?? filter.timescale)],
      ['Worker', filter.worker],
      ['Team', filter.team],
      ['Area', filter.area],
      ['Due by', filter.dueBy && formatDate(filter.dueBy)],
      ['Provisional', PROVISIONAL_WHY],
      ['Care', 'This file names children. Keep it where only those who need it can open it, and delete it after use.'],
    ].filter(([, is]) => is !== undefined && is !== null),
  } as const
}
