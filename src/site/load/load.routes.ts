import { type ImportFormat, keptMapping, rejectsOf, rejectsWorkbook } from '#imports'
import { askFor, findProgress, listProgress } from '#platform/jobs'
import { openWorkbook, WORKBOOK_TYPE } from '#platform/spreadsheets'
import {
  download,
  type Fields,
  formKeyOf,
  invalid,
  notFound,
  type PageRequest,
  page,
  type Reply,
  type Route,
  redirect,
  type UploadedFile,
  type UploadLimits,
  type Visit,
} from '#platform/web'
import { type PlainDate, type Problem, plainDate } from '#values'
import { headersPage } from './headers.pages.ts'
import { readHeaderChoices, sheetChoices } from './headers.ts'
import { loadUploadJob } from './load.jobs.ts'
import { loadPage } from './load.pages.ts'
import { loadFormPage } from './load-form.pages.ts'
import { readLoadForm } from './load-form.ts'
import { loadListPage } from './load-list.pages.ts'
import { storedFiles } from './stored-files.ts'
import {
  acceptUpload,
  addUpload,
  findUpload,
  findUploadOfForm,
  listUploads,
  mapUpload,
  withdrawUpload,
} from './upload.store.ts'
import type { Upload } from './upload.ts'

export interface LoadRoutes {
  readonly dataDir: string
  readonly format: ImportFormat
  /** The day it is. */
  readonly today: () => PlainDate
}

/** More than the largest authority's lists of six years; what is larger is refused before it is stored. */
const LIMITS: UploadLimits = { totalBytes: 512 * 2 ** 20, files: 500 }

/** The pages of loading: what was sent, sending, how far it is and what became of it. */
export function loadRoutes(options: LoadRoutes): readonly Route[] {
  const view = { method: 'GET', what: 'load.view' } as const
  const act = { method: 'POST', what: 'load.do' } as const
  const on = (work: (upload: Upload, request: PageRequest, visit: Visit) => Promise<Reply>) => onUpload(work)
  return [
    { ...view, path: '/loads', handle: (_, visit) => showLoads(visit) },
    {
      ...view,
      path: '/loads/new',
      what: 'load.do',
      handle: async (_, visit) => page(loadFormPage(visit, undefined, [])),
    },
    { ...act, path: '/loads', upload: LIMITS, handle: (request, visit) => receive(options, request, visit) },
    { ...view, path: '/loads/:id', handle: on((upload, _, visit) => showLoad(options, upload, visit)) },
    {
      method: 'GET',
      what: 'load.rejects',
      path: '/loads/:id/rejects',
      limit: 'export',
      namesChildren: true,
      handle: on((upload, _, visit) => sendRejects(options, upload, visit)),
    },
    { ...view, path: '/loads/:id/headers', handle: on((upload, _, visit) => showHeaders(options, upload, visit)) },
    {
      ...act,
      path: '/loads/:id/headers',
      handle: on((upload, request, visit) => mend(options, upload, request, visit)),
    },
    { ...act, path: '/loads/:id/accept', handle: on((upload, _, visit) => accept(upload, visit)) },
    { ...act, path: '/loads/:id/withdraw', handle: on((upload, _, visit) => withdraw(upload, visit)) },
    { ...act, path: '/loads/:id/again', handle: on((upload, _, visit) => again(upload, visit)) },
  ]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function onUpload(work: (upload: Upload, request: PageRequest, visit: Visit) => Promise<Reply>): Route['handle'] {
  return async (request, visit) => {
    const { id = '' } = request.params
    const upload = UUID.test(id) ? await findUpload(visit.tx, id) : undefined
    return upload === undefined ? notFound() : work(upload, request, visit)
  }
}

const MOST_LISTED = 50

async function showLoads(visit: Visit): Promise<Reply> {
  const uploads = await listUploads(visit.tx, MOST_LISTED)
  const jobs = await listProgress(visit.tx, loadUploadJob.queue, MOST_LISTED)
  return page(
    loadListPage({
      uploads,
      jobs: new Map(jobs.map((job) => [job.key, job])),
      publication: visit.publication,
      mayLoad: visit.may('load.do'),
    }),
  )
}

/**
 * Takes an upload: its files are stored, and in one transaction it is written down and its load is asked for. Sent twice, it is one.
 */
async function receive(options: LoadRoutes, request: PageRequest, visit: Visit): Promise<Reply> {
  const person = visit.person!.id
  const authority = visit.authority!.code
  const formKey = formKeyOf(request.form)
  const files = (request.upload?.files ?? []).filter(({ bytes, name }) => bytes > 0 || name !== '')
  const read = readLoadForm(request.form, options.today())
  const problems = [...('problems' in read ? read.problems : []), ...fileProblems(files), ...keyProblems(formKey)]
  if ('problems' in read || formKey === undefined || problems.length > 0) {
    return invalid({ ...loadFormPage(visit, request.form, problems), problems })
  }
  const before = await findUploadOfForm(visit.tx, person, formKey)
  if (before !== undefined) return redirect(`/loads/${before}`)
  const kept = await request.upload!.keep()
  const stored = storedFiles(kept, files)
  const { id, isNew } = await addUpload(visit.tx, { authority, person, formKey, ...read.value, files: stored })
  if (isNew) await ask(visit, id)
  return redirect(`/loads/${id}`)
}

function fileProblems(files: readonly UploadedFile[]): readonly Problem[] {
  return files.length > 0
    ? []
    : [{ code: 'files', field: 'files', message: 'Choose a workbook, a zip, CSV files or a folder' }]
}

function keyProblems(formKey: string | undefined): readonly Problem[] {
  return formKey !== undefined ? [] : [{ code: 'form', message: 'The form was not whole. Fill it in again.' }]
}

async function ask(visit: Visit, upload: string): Promise<void> {
  await askFor(visit.tx, loadUploadJob, { authority: visit.authority!.code, key: upload, payload: { upload } })
}

async function showLoad({ format }: LoadRoutes, upload: Upload, visit: Visit): Promise<Reply> {
  const job = await findProgress(visit.tx, loadUploadJob.queue, upload.id)
  return page(loadPage({ format, upload, job, visit }))
}

/** Rejected rows hold cells of children: who takes them out is written down. Which children they are of cannot be told. */
async function sendRejects({ dataDir }: LoadRoutes, upload: Upload, visit: Visit): Promise<Reply> {
  if (upload.extract === null) return notFound()
  const rejects = await rejectsOf(dataDir, visit.authority!.code, upload.extract)
  visit.looked({
    children: [],
    page: 'rejected rows of a load',
    why: `extract ${upload.extract}`,
    rows: rejects.length,
    export: true,
  })
  return download({
    filename: `rejected-rows-${upload.asAt}.xlsx`,
    type: WORKBOOK_TYPE,
    body: await openWorkbook(rejectsWorkbook(rejects)),
  })
}

async function showHeaders({ format }: LoadRoutes, upload: Upload, visit: Visit): Promise<Reply> {
  const sheets = sheetChoices(format, upload)
  return sheets.length === 0 ? notFound() : page(headersPage({ format, upload, sheets, visit }))
}

async function mend(options: LoadRoutes, upload: Upload, request: PageRequest, visit: Visit): Promise<Reply> {
  const { format, dataDir } = options
  const sheets = sheetChoices(format, upload)
  const before = upload.mapping ?? (await keptMapping(dataDir, visit.authority!.code))
  const chosen = readHeaderChoices(format, sheets, request.form, before)
  if (!chosen.ok) return invalidHeaders(options, upload, request.form, visit, chosen.problems)
  const isMended = await mapUpload(visit.tx, upload.id, chosen.value)
  if (isMended) await ask(visit, upload.id)
  return redirect(`/loads/${upload.id}`)
}

function invalidHeaders(
  { format }: LoadRoutes,
  upload: Upload,
  form: Fields,
  visit: Visit,
  problems: readonly Problem[],
): Reply {
  const sheets = sheetChoices(format, upload)
  return invalid({ ...headersPage({ format, upload, sheets, visit, form, problems }), problems })
}

async function accept(upload: Upload, visit: Visit): Promise<Reply> {
  if (await acceptUpload(visit.tx, upload.id, visit.person!.id)) await ask(visit, upload.id)
  return redirect(`/loads/${upload.id}`)
}

async function withdraw(upload: Upload, visit: Visit): Promise<Reply> {
  await withdrawUpload(visit.tx, upload.id)
  return redirect(`/loads/${upload.id}`)
}

/** After a job that used up its attempts. What is under way or has ended well is left as it is. */
async function again(upload: Upload, visit: Visit): Promise<Reply> {
  const job = await findProgress(visit.tx, loadUploadJob.queue, upload.id)
  if (job?.state === 'failed') await ask(visit, upload.id)
  return redirect(`/loads/${upload.id}`)
}

/** The day it is in England. */
export function todayInEngland(now: Date = new Date()): PlainDate {
  return plainDate(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(now))
}
