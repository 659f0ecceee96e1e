import { readFile, writeFile } from 'node:fs/promises'

export type Row = readonly (string | number)[]

/** One table of what was measured. */
export interface Section {
  readonly title: string
  readonly headers: readonly string[]
  readonly rows: readonly Row[]
}

/** What was measured, and on what. */
export interface MeasuredOn {
  readonly machine: string
  readonly versions: string
  readonly children: number
  readonly authorities: number
  readonly staff: number
}

export function printSections(sections: readonly Section[]): void {
  console.log(sections.map(markdown).join('\n\n'))
}

function markdown({ title, headers, rows }: Section): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const whole = rows.map((row) => headers.map((_, i) => String(row[i] ?? '').replace(/^ {2}/, '&nbsp;&nbsp;')))
  return [
    `**${title}**`,
    '',
    line(headers),
    line(headers.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...whole.map(line),
  ].join('\n')
}

const PAGE = 'docs/reference/performance.md'
const HEADING = '## The site'

/**
 * Puts the tables into the page on performance between two marks, those of one authority and of several apart; where the
 * page has no such marks yet, at its end.
 */
export async function writeWebPage(sections: readonly Section[], on: MeasuredOn): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const name = on.authorities === 1 ? 'bench-web' : `bench-web-${on.authorities}`
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const day = new Date().toISOString().slice(0, 10)
  const many = on.authorities === 1 ? 'A county' : `${on.authorities} authorities, each of a county`
  const measured = `${many} with ${on.children.toLocaleString('en-GB')} open children, ${on.staff.toLocaleString('en-GB')} people signed in${on.authorities === 1 ? '' : ' to each'}. Measured ${day} on ${on.machine}; ${on.versions}. The load and PostgreSQL run on the same cores.`
  const block = `${begin}\n${measured}\n\n${sections.map(markdown).join('\n\n')}\n${end}`
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  const whole =
    after === undefined
      ? `${page.trimEnd()}\n\n${page.includes(HEADING) ? '' : `${HEADING}\n\n`}${block}\n`
      : `${before}${block}${after}`
  await writeFile(PAGE, whole)
}
