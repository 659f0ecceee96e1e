import { z } from 'zod'
import {
  addBaseline,
  answerNarrative,
  askNarrative,
  findNarrative,
  getFigureNotes,
  listNarratives,
  type Narrative,
} from '#figures'
import {
  conflict,
  download,
  invalid,
  notFound,
  type PageRequest,
  page,
  pageRows,
  type Reply,
  type Route,
  readForm,
  readListState,
  redirect,
  type Visit,
} from '#platform/web'
import type { CompendiumMeasure } from '#reports'
import { plainDate } from '#values'
import { baselinePage } from './baseline.pages.ts'
import { briefingPage } from './briefing.pages.ts'
import { figuresPage, themePage } from './figures.pages.ts'
import { measurePath, themeSlug } from './figures.paths.ts'
import {
  findCompendium,
  findMeasure,
  findWorkbook,
  listRowsBehind,
  listThemes,
  type PublishedMeasure,
} from './figures.store.ts'
import { measurePage } from './measure.pages.ts'
import { answerPage, narrativesPage } from './narrative.pages.ts'
import { notPublishedPage } from './not-published.pages.ts'
import { rowsPage } from './rows.pages.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What these routes need of the rest of the house. */
export interface FiguresNeeds {
  /** Titles of measures by id, from the declarations. */
  readonly titles: ReadonlyMap<string, string>
  /** Asks, within the visit's transaction, for the figures to be published again. */
  readonly publishAgain: (visit: Visit) => Promise<void>
}

/** Figures, what is said about them, the rows behind them, and the members' briefing. */
export function figuresRoutes(needs: FiguresNeeds): readonly Route[] {
  return [
    { method: 'GET', path: '/figures', what: 'figures.view', handle: (_, visit) => showThemes(visit) },
    { method: 'GET', path: '/figures/themes/:theme', what: 'figures.view', handle: showTheme },
    { method: 'GET', path: '/figures/workbook', what: 'figures.export', limit: 'export', handle: takeWorkbook },
    { method: 'GET', path: '/figures/:measure', what: 'figures.view', handle: showMeasure },
    { method: 'GET', path: '/figures/:measure/rows', what: 'figures.rows', namesChildren: true, handle: showRows },
    { method: 'POST', path: '/figures/:measure/ask', what: 'narrative.ask', handle: ask },
    { method: 'GET', path: '/figures/:measure/baseline', what: 'figures.rebase', handle: showBaseline },
    {
      method: 'POST',
      path: '/figures/:measure/baseline',
      what: 'figures.rebase',
      handle: (request, visit) => beginBaseline(request, visit, needs),
    },
    {
      method: 'GET',
      path: '/narratives',
      what: 'figures.view',
      handle: async (_, { tx }) => page(narrativesPage(await listNarratives(tx), needs.titles)),
    },
    {
      method: 'GET',
      path: '/narratives/:narrative',
      what: 'narrative.give',
      handle: (request, visit) => showAnswer(request, visit, needs),
    },
    {
      method: 'POST',
      path: '/narratives/:narrative',
      what: 'narrative.give',
      handle: (request, visit) => answer(request, visit, needs),
    },
    { method: 'GET', path: '/briefing', what: 'figures.public', handle: (_, visit) => showBriefing(visit) },
  ]
}

async function showThemes(visit: Visit): Promise<Reply> {
  const compendium = await findCompendium(visit.tx, 'inside')
  if (compendium === undefined) return page(notPublishedPage('Figures', visit))
  const themes = await listThemes(visit.tx, 'inside')
  return page(figuresPage({ attention: compendium.attention, themes, mayExport: visit.may('figures.export') }))
}

async function showTheme({ params }: PageRequest, { tx }: Visit): Promise<Reply> {
  const theme = (await listThemes(tx, 'inside')).find(({ title }) => themeSlug(title) === params.theme)
  return theme === undefined ? notFound() : page(themePage(theme))
}

/** A workbook of figures names no child, but what leaves is written down all the same. */
async function takeWorkbook(_: PageRequest, visit: Visit): Promise<Reply> {
  const found = await findWorkbook(visit.tx, 'inside')
  if (found === undefined) return notFound()
  visit.looked({ children: [], page: '/figures/workbook', export: true })
  return download({ filename: `compendium-${found.snapshot}.xlsx`, type: XLSX, body: found.workbook })
}

async function showMeasure({ params }: PageRequest, visit: Visit): Promise<Reply> {
  const found = await findMeasure(visit.tx, params.measure ?? '')
  if (found === undefined) return notFound()
  const notes = await getFigureNotes(visit.tx, found.model.id)
  return page(
    measurePage(
      {
        measure: found.model,
        theme: found.theme,
        charts: { series: found.chart ?? '', beside: found.besideChart ?? '' },
        comparedAs: found.comparedAs,
        notes,
        firstReported: found.firstReported ?? [],
        rows: visit.may('figures.rows') ? found.rowsBehind : null,
      },
      visit,
    ),
  )
}

/** The rows come in the order in which they were counted, so there is nothing to sort by. */
const ROWS_LIST = { sorts: {}, sort: 'row', filters: ['counted'] } as const

async function showRows(request: PageRequest, visit: Visit): Promise<Reply> {
  const found = await findMeasure(visit.tx, request.params.measure ?? '')
  if (found === undefined || found.rowsBehind === null) return notFound()
  const state = readListState(request, ROWS_LIST)
  const counted = { yes: true, no: false }[state.filters.counted ?? '']
  const { rows, total } = await listRowsBehind(visit.tx, found.model.id, { counted, ...pageRows(state) })
  visit.looked({
    children: rows.flatMap(({ child }) => (child === null ? [] : [child])),
    page: `rows behind ${found.model.id}`,
    rows: rows.length,
  })
  return page(rowsPage({ ...rowsOf(found), rows, total, state, counted }))
}

function rowsOf({ model, rowsBehind, rowsKept }: PublishedMeasure) {
  return { measure: model, behind: rowsBehind ?? 0, kept: rowsKept ?? 0 }
}

async function ask({ params }: PageRequest, visit: Visit): Promise<Reply> {
  const found = await findMeasure(visit.tx, params.measure ?? '')
  const newest = found?.model.series.at(-1)
  if (found === undefined || newest === undefined) return notFound()
  await askNarrative(visit.tx, {
    measure: found.model.id,
    since: found.model.control?.sustainedSince ?? newest.period.from,
    question: `${found.model.control?.verdict ?? found.model.title}. What lies behind it, and what is the service doing about it?`,
    by: visit.person!.id,
  })
  return redirect(measurePath(found.model.id), 'The owner has been asked')
}

async function showBaseline({ params }: PageRequest, visit: Visit): Promise<Reply> {
  const found = await findMeasure(visit.tx, params.measure ?? '')
  return found === undefined
    ? notFound()
    : page(baselinePage(found.model, { from: '', reason: '', problems: [] }, visit))
}

async function beginBaseline(request: PageRequest, visit: Visit, needs: FiguresNeeds): Promise<Reply> {
  const { params, form } = request
  const found = await findMeasure(visit.tx, params.measure ?? '')
  if (found === undefined) return notFound()
  const read = readForm(request, baselineForm(found.model))
  if (!read.ok) {
    const given = { from: form.from ?? '', reason: form.reason ?? '', problems: read.problems }
    return invalid({ ...baselinePage(found.model, given, visit), problems: read.problems })
  }
  const { from, reason } = read.value
  await addBaseline(visit.tx, { measure: found.model.id, from: plainDate(from), reason, by: visit.person!.id })
  await needs.publishAgain(visit)
  return redirect(
    measurePath(found.model.id),
    'The new baseline is kept. The figures are being published again, which takes about a minute.',
  )
}

function baselineForm(measure: CompendiumMeasure) {
  const periods = new Set<string>(measure.series.map(({ period }) => period.from))
  return z.object({
    from: z.string().refine((from) => periods.has(from), 'Choose the first period of the new baseline'),
    reason: z
      .string()
      .trim()
      .min(10, 'Say what changed, in at least 10 characters')
      .max(2000, 'Say what changed in at most 2,000 characters'),
  })
}

async function showAnswer({ params }: PageRequest, visit: Visit, { titles }: FiguresNeeds): Promise<Reply> {
  const narrative = await narrativeOf(params.narrative, visit)
  if (narrative === undefined) return notFound()
  const form = { answer: narrative.answer ?? '', version: narrative.version, problems: [] }
  return page(answerPage(narrative, titleOf(narrative, titles), form, visit))
}

const answerForm = z.object({
  answer: z
    .string()
    .trim()
    .min(20, 'Say what lies behind the change and what is being done, in at least 20 characters')
    .max(10_000, 'Say it in at most 10,000 characters'),
  version: z.coerce.number().int(),
})

async function answer(request: PageRequest, visit: Visit, { titles }: FiguresNeeds): Promise<Reply> {
  const { params, form } = request
  const narrative = await narrativeOf(params.narrative, visit)
  if (narrative === undefined) return notFound()
  const read = readForm(request, answerForm)
  const title = titleOf(narrative, titles)
  if (!read.ok) {
    const given = { answer: form.answer ?? '', version: narrative.version, problems: read.problems }
    return invalid({ ...answerPage(narrative, title, given, visit), problems: read.problems })
  }
  const saved = await answerNarrative(visit.tx, { ...read.value, id: narrative.id, by: visit.person!.id })
  // What was read above may be from before another's save, so it is read again.
  const now = saved.ok ? narrative : ((await findNarrative(visit.tx, narrative.id)) ?? narrative)
  if (saved.ok || now.answer === read.value.answer) {
    return redirect(measurePath(narrative.measure), 'The answer is kept and goes with the figure')
  }
  const given = { answer: read.value.answer, version: now.version, problems: saved.problems }
  const others = { answer: now.answer ?? '', by: now.answeredBy ?? 'someone else' }
  return conflict(answerPage(now, title, given, visit, others))
}

function narrativeOf(id: string | undefined, { tx }: Visit): Promise<Narrative | undefined> {
  return /^\d{1,15}$/.test(id ?? '') ? findNarrative(tx, Number(id)) : Promise.resolve(undefined)
}

function titleOf({ measure }: Narrative, titles: FiguresNeeds['titles']): string {
  return titles.get(measure) ?? measure
}

async function showBriefing(visit: Visit): Promise<Reply> {
  const compendium = await findCompendium(visit.tx, 'public')
  if (compendium === undefined) return page(notPublishedPage('Members’ briefing', visit))
  const { authority, asAt, snapshot, attention } = compendium
  const themes = await listThemes(visit.tx, 'public')
  const narratives = await listNarratives(visit.tx)
  return page(briefingPage({ authority: authority.name, asAt, snapshot, attention, themes, narratives }))
}
