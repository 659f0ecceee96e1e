import type { ImportFormat } from '#imports'
import type { JobProgress } from '#platform/jobs'
import type { ExtractTable } from '#platform/lake'
import {
  button,
  csrfField,
  details,
  type Html,
  html,
  insetText,
  notificationBanner,
  type Page,
  stackedTable,
  summaryList,
  type Visit,
  warningText,
} from '#platform/web'
import { formatDate, formatMoment, type Problem } from '#values'
import { columnName, countOf, filesOf, listName, placeOf, rowsOf, type Stand, standOf, standTag } from './load.words.ts'
import { canBeMapped, totalsOf, type Upload } from './upload.ts'

export interface LoadPage {
  readonly format: ImportFormat
  readonly upload: Upload
  readonly job: JobProgress | undefined
  readonly visit: Pick<Visit, 'csrf' | 'may' | 'publication'>
}

/** The page of one load, from sent to what became of it. While it moves the page asks again by itself. */
export function loadPage(model: LoadPage): Page {
  const stand = standOf(model.upload, model.job)
  const isMoving = stand === 'waiting' || stand === 'working'
  const title = `Extract as at ${formatDate(model.upload.asAt)}`
  return {
    title: isMoving ? `Loading: ${title}` : title,
    back: { href: '/loads', text: 'Loads' },
    ...(isMoving ? { refreshSeconds: 2 } : {}),
    main: html`<span class="govuk-caption-l">Load</span>
<h1 class="govuk-heading-l">${title}</h1>
${BODIES[stand](model)}
${sent(model)}`,
  }
}

const BODIES = {
  waiting: moving,
  working: moving,
  failed,
  loaded,
  unchanged,
  held,
  refused,
  withdrawn: () => html`<p class="govuk-body">This extract was held, and then withdrawn: nothing was loaded.</p>`,
} as const satisfies Record<Stand, (model: LoadPage) => Html>

function moving({ job }: LoadPage): Html {
  const { title, done, total } = job ?? { title: '', done: 0, total: 0 }
  const isKnown = total > 0
  const share = isKnown ? Math.min(100, Math.round((100 * done) / total)) : undefined
  return html`<div class="tl-progress" role="status">
<p class="govuk-body-l" id="progress-label">${title === '' ? 'Waiting to begin' : title}${share !== undefined && `: ${share}%`}</p>
<progress class="tl-progress__bar" aria-labelledby="progress-label" max="100"${share !== undefined && html` value="${share}"`}></progress>
</div>
<p class="govuk-body">You can leave this page. The load will carry on, and you can come back here to see the outcome. This page updates every two seconds. <a class="govuk-link" href="">Update it now</a>.</p>
${job && job.attempts > 1 && html`<p class="govuk-body">The work was interrupted and has been begun again (attempt ${job.attempts}). Nothing that was sent is lost.</p>`}`
}

function failed({ upload, visit, job }: LoadPage): Html {
  return html`${warningText({ text: 'The load could not be finished, and nothing of it is shown. The files are kept.', iconFallbackText: 'Warning' })}
<p class="govuk-body">It was tried ${countOf(job?.attempts ?? 1)} times. The fault is ours or the machine’s; the log of the server says more. Once that is mended, try again.</p>
${visit.may('load.do') && act(visit, upload, 'again', button({ text: 'Try again', preventDoubleClick: true }))}`
}

function loaded(model: LoadPage): Html {
  const { upload, visit, format } = model
  const { tables = [], changes = [], warnings = [] } = upload.outcome ?? {}
  const total = totalsOf(tables)
  const isShown = visit.publication?.snapshot === upload.snapshot
  return html`${isShown ? loadedBanner() : insetText({ text: 'The extract is loaded. Pages show another snapshot: a later load, or one that was put back.' })}
<p class="govuk-body-l">${rowsOf(total.read)} read = ${countOf(total.loaded)} loaded + ${countOf(total.rejected)} rejected.</p>
${rejects(model)}
${worthALook(format, warnings)}
${changed(format, changes, tables)}
${listTable(format, tables)}
${headers(model)}
${skipped(upload)}`
}

function loadedBanner(): Html {
  return notificationBanner({
    type: 'success',
    html: html`<p class="govuk-notification-banner__heading">The extract is loaded.</p>
<p class="govuk-body">Every page shows it now.</p>`,
  })
}

function unchanged(model: LoadPage): Html {
  const { upload, format } = model
  const { tables = [] } = upload.outcome ?? {}
  return html`<p class="govuk-body-l">These files were loaded before, so nothing has changed.</p>
${rejects(model)}
${listTable(format, tables)}
${headers(model)}`
}

function held(model: LoadPage): Html {
  const { upload, visit, format } = model
  return html`${warningText({ text: 'The extract is held: it is very different from the one before. Nothing has been loaded.', iconFallbackText: 'Warning' })}
<p class="govuk-body">Loading a list that is half as long would tell everyone that the other half is gone. See whether the right file was sent, whole, and for the right day.</p>
<ul class="govuk-list govuk-list--bullet">
${(upload.outcome?.problems ?? []).map(
  (problem) => html`<li><strong>${listName(format, problem.field ?? '')}</strong>: ${withoutTable(problem)}</li>`,
)}
</ul>
${
  visit.may('load.do') &&
  html`<div class="govuk-button-group">
${act(visit, upload, 'accept', button({ text: 'It is right: load it', preventDoubleClick: true }))}
${act(visit, upload, 'withdraw', button({ text: 'It is wrong: withdraw it', classes: 'govuk-button--secondary' }))}
</div>`
}`
}

/** What the command line says of the mapping, as this page offers it. */
function hereFor({ message }: Problem): string {
  return message.replace(/(say(?: so)?) in the authority’s mapping(?: \([^)]*\))?/, '$1 below')
}

/** `contact: 12 rows in its window, ...; nothing was loaded` without what the page says in other words. */
function withoutTable({ message }: Problem): string {
  return message
    .replace(/^[a-z_0-9]+: /, '')
    .replace(/; nothing was loaded$/, '')
    .replaceAll(/\d{4,}/g, (n) => countOf(Number(n)))
}

function refused(model: LoadPage): Html {
  const { upload, visit } = model
  const problems = upload.outcome?.problems ?? []
  const canMap = canBeMapped(upload) && visit.may('load.do')
  return html`${warningText({ text: 'The extract was not loaded. What was shown before still is.', iconFallbackText: 'Warning' })}
<h2 class="govuk-heading-m">${problems.length === 1 ? 'What is wrong' : `${countOf(problems.length)} things are wrong`}</h2>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
${problems.map((problem) => html`<li>${placeOf(problem) !== undefined && html`<strong>${placeOf(problem)}</strong>: `}${hereFor(problem)}</li>`)}
</ul>
${canMap && html`<p class="govuk-body">If a header only has another name here, say once what it means and the files need not be sent again.</p>`}
<div class="govuk-button-group">
${canMap && button({ text: 'Say what the headers mean', href: `/loads/${upload.id}/headers` })}
${visit.may('load.do') && button({ text: 'Send mended files', href: '/loads/new', classes: canMap ? 'govuk-button--secondary' : '' })}
</div>`
}

function rejects({ upload, visit }: LoadPage): Html {
  const rejected = upload.outcome?.rejects ?? 0
  if (rejected === 0) return html`<p class="govuk-body">Every row was loaded.</p>`
  return html`<p class="govuk-body">${rowsOf(rejected)} could not be loaded. Send them back to whoever made the extract.</p>
${visit.may('load.rejects') && button({ text: 'Download the rejected rows (XLSX)', href: `/loads/${upload.id}/rejects`, classes: 'govuk-button--secondary' })}`
}

function worthALook(format: ImportFormat, warnings: readonly Problem[]): Html | false {
  if (warnings.length === 0) return false
  return html`<h2 class="govuk-heading-m">Worth a look</h2>
<ul class="govuk-list govuk-list--bullet">${warnings.map(({ message }) => html`<li>${message.replace(/^\w+(?=: )/, (table) => listName(format, table))}</li>`)}</ul>`
}

function changed(
  format: ImportFormat,
  changes: NonNullable<NonNullable<Upload['outcome']>['changes']>,
  tables: readonly ExtractTable[],
): Html {
  const moved = changes.filter(({ added, changed, withdrawn, ended }) => added + changed + withdrawn + ended > 0)
  if (moved.length === 0) {
    return html`<h2 class="govuk-heading-m">What has changed since the last extract</h2>
<p class="govuk-body">Nothing: every row of the ${tables.length === 1 ? 'list' : `${tables.length} lists`} was known.</p>`
  }
  return stackedTable('What has changed since the last extract', moved, [
    { title: 'List', cell: (each) => listName(format, each.table) },
    { title: 'New', numeric: true, cell: (each) => countOf(each.added) },
    { title: 'Changed', numeric: true, cell: (each) => countOf(each.changed) },
    { title: 'Withdrawn', numeric: true, cell: (each) => countOf(each.withdrawn) },
    { title: 'Ended', numeric: true, cell: (each) => countOf(each.ended) },
  ])
}

function listTable(format: ImportFormat, tables: readonly ExtractTable[]): Html {
  // List 10 comes after List 9, not after List 1.
  const rankOf = ({ table }: ExtractTable) => format.tables.findIndex((each) => each.table === table)
  const inOrder = tables.toSorted((a, b) => rankOf(a) - rankOf(b))
  return stackedTable('Lists', inOrder, [
    { title: 'List', cell: (each) => listName(format, each.table) },
    { title: 'From', cell: ({ file, sheet }) => [file, sheet].filter(Boolean).join(', ') },
    { title: 'Read', numeric: true, cell: (each) => countOf(each.read) },
    { title: 'Loaded', numeric: true, cell: (each) => countOf(each.loaded) },
    { title: 'Rejected', numeric: true, cell: (each) => countOf(each.rejected) },
    { title: 'Odd cells', numeric: true, cell: (each) => countOf(each.cellProblems) },
  ])
}

function headers({ upload, format, visit }: LoadPage): Html {
  const tables = upload.outcome?.tables ?? []
  const loose = tables.flatMap(({ table: name, mapping }) =>
    mapping
      .filter(({ how }) => how === 'pattern')
      .map(
        ({ column, header }) =>
          html`<li>${listName(format, name)}: “${header}” was read as “${columnName(format, name, column)}”</li>`,
      ),
  )
  const unused = tables.flatMap(({ table: name, ignoredHeaders }) =>
    ignoredHeaders.length > 0 ? [html`<li>${listName(format, name)}: ${ignoredHeaders.join('; ')}</li>`] : [],
  )
  return html`<h2 class="govuk-heading-m">How the headers were understood</h2>
${loose.length + unused.length === 0 && html`<p class="govuk-body">Every header was known by its name.</p>`}
${loose.length > 0 && html`<p class="govuk-body">Taken by their likeness:</p><ul class="govuk-list govuk-list--bullet">${loose}</ul>`}
${unused.length > 0 && details({ summaryText: `Headers that are not used, in ${countOf(unused.length)} ${unused.length === 1 ? 'list' : 'lists'}`, html: html`<ul class="govuk-list govuk-list--bullet">${unused}</ul>` })}
<p class="govuk-body"><a class="govuk-link" href="/loads/${upload.id}/headers">${visit.may('load.do') ? 'See or mend every header' : 'See every header'}</a></p>`
}

function skipped({ outcome }: Upload): Html | false {
  const left = outcome?.skipped ?? []
  if (left.length === 0) return false
  return html`<h2 class="govuk-heading-m">Left out</h2>
<ul class="govuk-list govuk-list--bullet">${left.map(({ file, sheet, reason }) => html`<li>${[file, sheet].filter(Boolean).join(', ')}: ${reason}</li>`)}</ul>`
}

/** What was sent, by whom: the same below every outcome. */
function sent({ upload, job }: LoadPage): Html {
  const bytes = upload.files.reduce((sum, file) => sum + file.bytes, 0)
  return html`<h2 class="govuk-heading-m">What was sent</h2>
${summaryList({
  rows: [
    { key: { text: 'State' }, value: { html: standTag(standOf(upload, job)) } },
    { key: { text: 'Files' }, value: { text: `${filesOf(upload.files)} (${sizeOf(bytes)})` } },
    upload.filesRemovedAt !== null && {
      key: { text: 'Files removed' },
      value: {
        text: `${formatMoment(upload.filesRemovedAt)}, as all are a month after a load has ended. What was loaded of them stays.`,
      },
    },
    { key: { text: 'Sent' }, value: { text: `${formatMoment(upload.uploadedAt)} by ${upload.personName}` } },
    upload.endedAt !== null && { key: { text: 'Ended' }, value: { text: formatMoment(upload.endedAt) } },
    upload.snapshot !== null && {
      key: { text: 'Snapshot' },
      value: { html: html`<span class="tl-id">${upload.snapshot}</span>` },
    },
  ],
})}`
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function act(visit: Pick<Visit, 'csrf'>, upload: Upload, what: string, submit: Html): Html {
  return html`<form method="post" action="/loads/${upload.id}/${what}">${csrfField(visit)}${submit}</form>`
}
