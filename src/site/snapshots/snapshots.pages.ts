import type { JobProgress } from '#platform/jobs'
import type { SnapshotManifest } from '#platform/lake'
import {
  button,
  csrfField,
  type Html,
  html,
  insetText,
  type Page,
  stackedTable,
  summaryList,
  tag,
  type Visit,
  warningText,
} from '#platform/web'
import { formatDate, formatMoment, type PlainDate, plainDate } from '#values'
import { countOf } from '../load/load.words.ts'

export interface SnapshotsPage {
  /** Oldest place first: the last is the current one. */
  readonly snapshots: readonly SnapshotManifest[]
  readonly publication: { readonly snapshot: string; readonly asAt: PlainDate } | undefined
  readonly putBack: JobProgress | undefined
  readonly visit: Pick<Visit, 'may'>
}

/** What has been loaded, from here or from the command line, the current one first. */
export function snapshotsPage(model: SnapshotsPage): Page {
  const { snapshots, publication, putBack, visit } = model
  const isMoving = putBack !== undefined && putBack.state !== 'done' && putBack.state !== 'failed'
  const current = snapshots.at(-1)
  const isBehind = current !== undefined && current.id !== publication?.snapshot
  return {
    title: 'Snapshots',
    back: { href: '/loads', text: 'Loads' },
    ...(isMoving || isBehind ? { refreshSeconds: 3 } : {}),
    main: html`<h1 class="govuk-heading-l">Snapshots</h1>
<p class="govuk-body">A snapshot is the record as it was known after a load. It never changes, and every published figure names the one that it was counted from.</p>
${putBack?.state === 'failed' && warningText({ text: 'The last attempt to go back to an earlier snapshot failed. The server log says more.', iconFallbackText: 'Warning' })}
${
  isBehind &&
  insetText({
    text: isMoving
      ? 'Going back to an earlier snapshot. Pages will show it in a moment.'
      : 'The newest snapshot is being published. Pages will show it in a moment.',
  })
}
${
  snapshots.length === 0
    ? html`<p class="govuk-body">Nothing has been loaded yet.</p>`
    : stackedTable('Snapshots, the current one first', snapshots.toReversed(), [
        {
          title: 'As at',
          cell: ({ id, asAt }) =>
            html`<a class="govuk-link" href="/snapshots/${id}">${formatDate(plainDate(asAt))}</a><span class="tl-hint tl-id">${id}</span>`,
        },
        { title: 'Loaded', cell: ({ loadedAt }) => formatMoment(loadedAt) },
        { title: 'Extracts', numeric: true, cell: ({ extracts }) => countOf(extracts.length) },
        { title: 'Rows', numeric: true, cell: (each) => countOf(rowsIn(each)) },
        { title: 'State', cell: (each) => stateTag(each, current, publication) },
      ])
}
${visit.may('load.do') && snapshots.length > 1 && html`<p class="govuk-body">To go back to an earlier one, open it.</p>`}`,
  }
}

/** Rows of all tables that were current in a snapshot. */
export function rowsIn({ rows }: Pick<SnapshotManifest, 'rows'>): number {
  return Object.values(rows).reduce((sum, n) => sum + n, 0)
}

function stateTag(
  snapshot: SnapshotManifest,
  current: SnapshotManifest | undefined,
  publication: SnapshotsPage['publication'],
): Html {
  const wasPutBack = snapshot === current && (snapshot.putBack ?? []).length > 0
  if (snapshot.id === publication?.snapshot) {
    return html`${tag({ text: 'Shown', classes: 'govuk-tag--green' })}${wasPutBack && html` ${tag({ text: 'Put back', classes: 'govuk-tag--yellow' })}`}`
  }
  return snapshot === current
    ? tag({ text: 'Being published', classes: 'govuk-tag--blue' })
    : tag({ text: 'Earlier', classes: 'govuk-tag--grey' })
}

/** Why nothing can be put back to a snapshot, and what to do instead. */
export const CANNOT_BE_SHOWN =
  'This snapshot cannot be shown again: an earlier version of the program made it, and it does not keep all that pages are made from. To go back to what it held, load the files of its extracts again.'

export interface SnapshotPage {
  readonly snapshot: SnapshotManifest
  readonly current: SnapshotManifest
  readonly canBeShown: boolean
  readonly publication: SnapshotsPage['publication']
  readonly visit: Pick<Visit, 'csrf' | 'may'>
}

/** One snapshot: what it is made of, and, for an earlier one, the way back to it. */
export function snapshotPage(model: SnapshotPage): Page {
  const { snapshot, current, publication, visit } = model
  const asAt = formatDate(plainDate(snapshot.asAt))
  return {
    title: `Snapshot as at ${asAt}`,
    back: { href: '/snapshots', text: 'Snapshots' },
    main: html`<span class="govuk-caption-l">Snapshot <span class="tl-id">${snapshot.id}</span></span>
<h1 class="govuk-heading-l">As at ${asAt}</h1>
${summaryList({
  rows: [
    { key: { text: 'State' }, value: { html: stateTag(snapshot, current, publication) } },
    { key: { text: 'Loaded' }, value: { text: formatMoment(snapshot.loadedAt) } },
    { key: { text: 'Current rows' }, value: { text: countOf(rowsIn(snapshot)) } },
    {
      key: { text: 'Made from the extracts as at' },
      value: {
        html: html`<ul class="govuk-list">${snapshot.extracts.map((id) => html`<li>${formatDate(plainDate(id.slice(0, 10)))} <span class="tl-id">${id.slice(11)}</span></li>`)}</ul>`,
      },
    },
    ...(snapshot.putBack ?? []).map(({ at, from }) => ({
      key: { text: 'Put back' },
      value: { html: html`${formatMoment(at)}, from <span class="tl-id">${from}</span>` },
    })),
  ],
})}
${snapshot !== current && visit.may('load.do') && putBackForm(model)}`,
  }
}

function putBackForm({ snapshot, current, canBeShown, visit }: SnapshotPage): Html {
  if (!canBeShown) return insetText({ text: CANNOT_BE_SHOWN })
  const dropped = current.extracts.filter((id) => !snapshot.extracts.includes(id))
  return html`<h2 class="govuk-heading-m">Go back to this snapshot</h2>
<p class="govuk-body">Every page and figure will show it, in place of the one as at ${formatDate(plainDate(current.asAt))}. Nothing is deleted.</p>
${
  dropped.length > 0 &&
  html`<p class="govuk-body">The next load goes on from this snapshot. What these extracts brought is then not in the record, unless they are loaded again:</p>
<ul class="govuk-list govuk-list--bullet">${dropped.map((id) => html`<li>the extract as at ${formatDate(plainDate(id.slice(0, 10)))} (<span class="tl-id">${id.slice(11)}</span>)</li>`)}</ul>`
}
<form method="post" action="/snapshots/${snapshot.id}/put-back">
${csrfField(visit)}
<input type="hidden" name="current" value="${current.id}">
${button({ text: 'Go back to this snapshot', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>`
}
