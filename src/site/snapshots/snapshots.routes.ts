import { askFor, findProgress } from '#platform/jobs'
import { lackingTables, listSnapshots, type SnapshotManifest } from '#platform/lake'
import { notFound, type PageRequest, page, type Reply, type Route, redirect, type Visit } from '#platform/web'
import { putBackJob } from '../load/load.jobs.ts'
import { CANNOT_BE_SHOWN, snapshotPage, snapshotsPage } from './snapshots.pages.ts'

export interface SnapshotRoutes {
  readonly dataDir: string
  /** Tables that a snapshot has to keep to be shown. */
  readonly needed: readonly string[]
}

/** The key of the job that puts an authority back: one at a time. */
const PUT_BACK = 'current'

/** The pages of snapshots, and the way back to an earlier one. */
export function snapshotRoutes({ dataDir, needed }: SnapshotRoutes): readonly Route[] {
  return [
    { method: 'GET', path: '/snapshots', what: 'load.view', handle: (_, visit) => showAll(dataDir, visit) },
    { method: 'GET', path: '/snapshots/:id', what: 'load.view', handle: on({ dataDir, needed }, showOne) },
    { method: 'POST', path: '/snapshots/:id/put-back', what: 'load.do', handle: on({ dataDir, needed }, putBack) },
  ]
}

async function showAll(dataDir: string, visit: Visit): Promise<Reply> {
  const snapshots = await listSnapshots(dataDir, visit.authority!.code)
  const job = await findProgress(visit.tx, putBackJob.queue, PUT_BACK)
  return page(snapshotsPage({ snapshots, publication: visit.publication, putBack: job, visit }))
}

interface Chosen {
  readonly snapshot: SnapshotManifest
  readonly current: SnapshotManifest
  /** False where it does not keep what pages are made from. */
  readonly canBeShown: boolean
}

function on(
  { dataDir, needed }: SnapshotRoutes,
  work: (chosen: Chosen, request: PageRequest, visit: Visit) => Promise<Reply>,
): Route['handle'] {
  return async (request, visit) => {
    const snapshots = await listSnapshots(dataDir, visit.authority!.code)
    const snapshot = snapshots.find(({ id }) => id === request.params.id)
    if (snapshot === undefined) return notFound()
    const canBeShown = lackingTables(snapshot, needed).length === 0
    return work({ snapshot, current: snapshots.at(-1)!, canBeShown }, request, visit)
  }
}

async function showOne(chosen: Chosen, _: PageRequest, visit: Visit): Promise<Reply> {
  return page(snapshotPage({ ...chosen, publication: visit.publication, visit }))
}

/** Asked from a page that showed another current snapshot than there is now, it is shown again as things stand. */
async function putBack({ snapshot, current, canBeShown }: Chosen, request: PageRequest, visit: Visit): Promise<Reply> {
  if (snapshot === current) return redirect('/snapshots')
  if (request.form.current !== current.id) {
    const message = 'Something has been loaded since that page was shown. Look again before you put anything back.'
    return redirect(`/snapshots/${snapshot.id}`, { kind: 'important', message })
  }
  if (!canBeShown) return redirect(`/snapshots/${snapshot.id}`, { kind: 'important', message: CANNOT_BE_SHOWN })
  await askFor(visit.tx, putBackJob, {
    authority: visit.authority!.code,
    key: PUT_BACK,
    payload: { snapshot: snapshot.id, now: new Date().toISOString() },
  })
  return redirect('/snapshots')
}
