import type { JobProgress } from '#platform/jobs'
import { button, type Html, html, insetText, type Page, stackedTable } from '#platform/web'
import { formatDate, formatMoment, type PlainDate } from '#values'
import { filesOf, standOf, standTag } from './load.words.ts'
import type { Upload } from './upload.ts'

export interface LoadList {
  readonly uploads: readonly Upload[]
  readonly jobs: ReadonlyMap<string, JobProgress>
  readonly publication: { readonly snapshot: string; readonly asAt: PlainDate } | undefined
  readonly mayLoad: boolean
}

/** The page of loads: what is shown now, and what has been sent lately. */
export function loadListPage(model: LoadList): Page {
  const isMoving = model.uploads.some((upload) =>
    ['waiting', 'working'].includes(standOf(upload, model.jobs.get(upload.id))),
  )
  return {
    title: 'Loads',
    ...(isMoving ? { refreshSeconds: 5 } : {}),
    main: html`<h1 class="govuk-heading-l">Loads</h1>
${now(model)}
${model.mayLoad && button({ text: 'Load an extract', href: '/loads/new' })}
${model.uploads.length === 0 ? html`<p class="govuk-body">No extract has been sent yet.</p>` : uploadTable(model)}
<p class="govuk-body"><a class="govuk-link" href="/snapshots">See all snapshots, or go back to an earlier one</a></p>`,
  }
}

function now({ publication }: LoadList): Html {
  if (!publication) return html`<p class="govuk-body">No extract has been loaded yet, so there is nothing to show.</p>`
  return insetText({
    html: html`Pages show the record as at <strong>${formatDate(publication.asAt)}</strong> (snapshot <span class="tl-id">${publication.snapshot}</span>).`,
  })
}

function uploadTable({ uploads, jobs }: LoadList): Html {
  return stackedTable('Extracts sent', uploads, [
    {
      title: 'Extract as at',
      cell: ({ id, asAt }) => html`<a class="govuk-link" href="/loads/${id}">${formatDate(asAt)}</a>`,
    },
    { title: 'Files', cell: ({ files }) => filesOf(files) },
    { title: 'Sent', cell: ({ uploadedAt, personName }) => `${formatMoment(uploadedAt)} by ${personName}` },
    { title: 'Outcome', cell: (upload) => standTag(standOf(upload, jobs.get(upload.id))) },
  ])
}
