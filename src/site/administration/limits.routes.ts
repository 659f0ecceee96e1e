import { z } from 'zod'
import { readSettings, type Settings, settingsVersion, writeSettings } from '#platform/config'
import {
  conflict,
  invalid,
  notFound,
  type PageRequest,
  page,
  type Reply,
  type Route,
  readForm,
  redirect,
  type Visit,
} from '#platform/web'
import { applyTimescaleSettings, LIMIT_UNITS, type Timescale } from '#timescales'
import { type LimitForm, limitPage, limitsPage } from './limits.pages.ts'

const what = 'administration.do'

export interface LimitsNeeds {
  readonly dataDir: string
  /** As declared, without the authority's own limits. */
  readonly declared: readonly Timescale[]
}

/** Limits that law and guidance leave open: kept in the settings of the data directory, which every load reads. */
export function limitsRoutes({ dataDir, declared }: LimitsNeeds): readonly Route[] {
  const open = declared.filter(({ configurable }) => configurable)
  const timescaleOf = ({ params }: PageRequest) => open.find(({ id }) => id === params.timescale)
  return [
    { method: 'GET', path: '/administration/timescales', what, handle: () => showLimits(dataDir, open) },
    {
      method: 'GET',
      path: '/administration/timescales/:timescale',
      what,
      handle: (request, visit) => showLimit(dataDir, timescaleOf(request), visit),
    },
    {
      method: 'POST',
      path: '/administration/timescales/:timescale',
      what,
      handle: (request, visit) => saveLimit(dataDir, timescaleOf(request), request, visit),
    },
  ]
}

async function showLimits(dataDir: string, open: readonly Timescale[]): Promise<Reply> {
  const inForce = applyTimescaleSettings(open, (await settingsOf(dataDir)).timescales)
  return page(limitsPage(open, inForce.ok ? inForce.value : open))
}

/** @throws Error for a settings file that cannot be followed: the server refuses to start with one */
async function settingsOf(dataDir: string): Promise<Settings> {
  const settings = await readSettings(dataDir)
  if (!settings.ok) throw new Error('settings.json cannot be read')
  return settings.value
}

async function showLimit(dataDir: string, timescale: Timescale | undefined, visit: Visit): Promise<Reply> {
  if (timescale === undefined) return notFound()
  const version = await settingsVersion(dataDir)
  const set = limitSchema.safeParse((await settingsOf(dataDir)).timescales?.[timescale.id])
  const form = {
    value: set.success ? String(set.data.value) : '',
    unit: set.success ? set.data.unit : timescale.limit.unit,
    version,
    problems: [],
  }
  return page(limitPage(timescale, form, visit))
}

const limitSchema = z.object({ value: z.number(), unit: z.enum(LIMIT_UNITS) })

const limitForm = z.object({
  value: z.string().regex(/^\d{0,4}$/, 'The limit is a whole number, such as 20'),
  unit: z.enum(LIMIT_UNITS, 'Choose what it is counted in'),
  version: z.string(),
})

const SAVED = 'Saved: it holds from the next load on'

async function saveLimit(
  dataDir: string,
  timescale: Timescale | undefined,
  request: PageRequest,
  visit: Visit,
): Promise<Reply> {
  if (timescale === undefined) return notFound()
  const { value = '', unit = '', version = '' } = request.form
  const read = readForm(request, limitForm)
  if (!read.ok) {
    const { problems } = read
    return invalid({ ...limitPage(timescale, { value, unit, version, problems }, visit), problems })
  }
  const settings = await settingsOf(dataDir)
  const timescales = { ...settings.timescales }
  if (read.value.value === '') delete timescales[timescale.id]
  else timescales[timescale.id] = { value: Number(read.value.value), unit: read.value.unit }
  const followed = applyTimescaleSettings([timescale], { [timescale.id]: timescales[timescale.id] ?? timescale.limit })
  if (!followed.ok) {
    const problems = followed.problems.map((problem) => ({ ...problem, field: 'value' }))
    return invalid({ ...limitPage(timescale, { value, unit, version, problems }, visit), problems })
  }
  const written = await writeSettings(dataDir, { ...settings, timescales }, read.value.version)
  if (written.ok) return redirect('/administration/timescales', SAVED)
  return meanwhile(dataDir, timescale, { value, unit, problems: written.problems }, visit)
}

/** Someone else was first: said with what they set, unless it is the same. */
async function meanwhile(
  dataDir: string,
  timescale: Timescale,
  form: Omit<LimitForm, 'version'>,
  visit: Visit,
): Promise<Reply> {
  const version = await settingsVersion(dataDir)
  const set = limitSchema.safeParse((await settingsOf(dataDir)).timescales?.[timescale.id])
  const isSame = set.success ? String(set.data.value) === form.value && set.data.unit === form.unit : form.value === ''
  if (isSame) return redirect('/administration/timescales', SAVED)
  return conflict(limitPage(timescale, { ...form, version }, visit, set.success ? set.data : timescale.limit))
}
