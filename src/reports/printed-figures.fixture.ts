import assert from 'node:assert/strict'
import type { ReadSheet } from '../../test/workbook-reader.ts'
import type { CompendiumModel } from './compendium.ts'

/** What is printed of figures, by measure, what it is, group and period: the value and both counts as words. */
export type PrintedFigures = ReadonlyMap<string, readonly string[]>

/** Every figure on a page, read from its markup. */
export function figuresInPage(page: string): PrintedFigures {
  const found = new Map<string, readonly string[]>()
  const sections = page.matchAll(/<section class="tl-measure" id="measure-([^"]*)"[^>]*>(.*?)<\/section>/gs)
  for (const [, id, section] of sections) {
    for (const [key, figure] of [...newestIn(section!), ...tablesIn(section!)]) found.set(`${id}|${key}`, figure)
  }
  return found
}

/** Every figure in a workbook's theme sheets but those of a year before, which the page has in sentences only. */
export function figuresInWorkbook(book: ReadonlyMap<string, ReadSheet>, model: CompendiumModel): PrintedFigures {
  const found = new Map<string, readonly string[]>()
  for (const theme of model.themes) {
    for (const row of book.get(theme.title)!.slice(1)) {
      const [id, , what, by, group, , period, , , , , , , shown] = row
      const key = { newest: `newest|${period}`, 'over time': `series|${period}`, 'by group': `by ${by}|${group}` }[
        what!
      ]
      if (key !== undefined) found.set(`${id}|${key}`, [shown!, ...(what === 'newest' ? [] : countsOf(row))])
    }
  }
  return found
}

/** The cells of a table on a page, as text; its head left out. */
export function tableInPage(page: string, name: string, of: string): string[][] {
  const start = page.indexOf(`data-table="${name}" data-of="${of}"`)
  assert.ok(start > 0, `${name} of ${of}`)
  return rowsOf(page.slice(start, page.indexOf('</table>', start)))
}

function newestIn(section: string): [string, string[]][] {
  const value = /<strong class="tl-figure__value">([^<]*)</.exec(section)?.[1]
  const period = /<span class="tl-figure__period">([^<]*)</.exec(section)?.[1]
  return value === undefined ? [] : [[`newest|${period}`, [value]]]
}

function tablesIn(section: string): [string, string[]][] {
  return [...section.matchAll(/data-table="(series|by:[^"]*)"[^>]*>(.*?)<\/table>/gs)].flatMap(([, name, table]) => {
    const isSeries = name === 'series'
    const by = /<th scope="col"[^>]*>([^<]*)</.exec(table!)![1]!.toLowerCase()
    return rowsOf(table!).map(([heading, ...cells]): [string, string[]] => {
      const figure = isSeries ? cells.slice(0, -1) : cells
      return [
        isSeries ? `series|${heading}` : `by ${by}|${heading}`,
        figure.length === 1 ? [...figure, '', ''] : figure,
      ]
    })
  })
}

function rowsOf(table: string): string[][] {
  return [...table.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, row]) =>
    row!
      .split(/<\/th>|<\/td>/)
      .slice(0, -1)
      .map((cell) => plain(cell.replaceAll(/<[^>]*>/g, ''))),
  )
}

/** Both counts as the page writes them; a plain count has none beside its value. */
function countsOf(row: readonly string[]): string[] {
  const [shown, numerator, denominator] = [row[13], row[9], row[10]]
  if (shown === 'hidden') return ['hidden', 'hidden']
  if (row[12] === 'count' && denominator === '') return ['', '']
  return [numerator, denominator].map((cell) => (cell === '' ? 'not counted' : Number(cell).toLocaleString('en-GB')))
}

function plain(markup: string): string {
  const entities: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&#96;': '`',
    '&amp;': '&',
  }
  return markup.replaceAll(/&(lt|gt|quot|#39|#96|amp);/g, (entity) => entities[entity]!)
}
