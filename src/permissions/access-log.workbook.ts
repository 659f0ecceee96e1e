import type { Readable } from 'node:stream'
import { openWorkbook } from '#platform/spreadsheets'
import { formatMoment } from '#values'
import { titleOf } from './access-log.pages.ts'
import type { Looked } from './access-log.store.ts'

/** The most lines of the log in one file; the newest. */
export const MOST_LOOKS = 100_000

/** Looks as an XLSX file, newest first. */
export function looksWorkbook(looks: readonly Looked[]): Promise<Readable> {
  return openWorkbook([
    {
      name: 'Access log',
      columns: [
        { header: 'When', width: 32 },
        { header: 'When (UTC)', width: 28 },
        { header: 'Who', width: 30 },
        { header: 'Did what', width: 50 },
        { header: 'Page', width: 36 },
        { header: 'Children', width: 40 },
        { header: 'Taken out', width: 10 },
        { header: 'Why', width: 50 },
      ],
      rows: looks.map((look) => [
        formatMoment(look.at),
        look.at,
        look.personName,
        titleOf(look.what),
        look.page,
        look.children.join(' '),
        look.isExport ? 'Yes' : '',
        look.why,
      ]),
    },
  ])
}
