import assert from 'node:assert/strict'
import type { CountySite } from './county-site.ts'

/** What has been put into the county beside its extract. */
export interface Filled {
  /** A child whose record is sealed; the director is named for it. */
  readonly sealed: string
  /** A child of another worker whose record the worker has opened with a reason. */
  readonly opened: string
}

/** Does what people do, through the site's own forms, so that every page has something to show. */
export async function fillCounty(site: CountySite): Promise<Filled> {
  const [worker] = await site.rows<{ worker: string }>("select worker from access.person where subject = 'worker'")
  const others = await site.rows<{ id: string }>(
    `select child_id as id from published.child
    where status is not null and worker is not null and worker <> $1 and not ($2 = any (holders))
    order by child_id limit 2`,
    [worker!.worker, `w:${worker!.worker}`],
  )
  const [sealed, opened] = [others[0]!.id, others[1]!.id]
  await site.get('/worklist', 'manager')
  await site.get('/worklist', 'quality')
  await did(site.post('/break-glass', 'worker', { child: opened, reason: 'covering for a colleague who is ill today' }))
  const director = await personOf(site, 'director')
  await did(site.post('/sealed-records', 'data-protection', { child: sealed, reason: 'a child of a member of staff' }))
  const [seal] = await site.rows<{ id: number }>('select seal_id as id from access.sealed_child')
  await did(
    site.post(`/sealed-records/${seal!.id}/people`, 'data-protection', { change: 'add', person: String(director) }),
  )
  await askAndSet(site)
  return { sealed, opened }
}

async function askAndSet(site: CountySite): Promise<void> {
  const measures = await site.rows<{ id: string }>(
    `select measure_id as id from published.measure
    where audience = 'inside' and json_array_length(model -> 'series') > 0 order by place limit 2`,
  )
  for (const { id } of measures) await did(site.post(`/figures/${id}/ask`, 'analyst'))
  const [narrative] = await site.rows<{ id: number; version: number }>(
    'select narrative_id as id, version from figures.narrative order by narrative_id limit 1',
  )
  const answer = 'Two more chairs begin in June, and visits are looked at each week.'
  await did(site.post(`/narratives/${narrative!.id}`, 'quality', { answer, version: String(narrative!.version) }))
  await did(
    site.post('/administration/groups', 'administrator', {
      claim: 'Throughline.Worker',
      role: 'worker',
      team: '',
      area: '',
    }),
  )
  await did(
    site.post(`/administration/measures/${measures[0]!.id}`, 'administrator', {
      version: '0',
      owner: String(await personOf(site, 'director')),
      target: '5',
      source: 'The committee',
    }),
  )
}

async function personOf(site: CountySite, subject: string): Promise<number> {
  const [person] = await site.rows<{ id: number }>('select person_id as id from access.person where subject = $1', [
    subject,
  ])
  return person!.id
}

async function did(answer: Promise<{ readonly statusCode: number; readonly body: string }>): Promise<void> {
  const { statusCode, body } = await answer
  assert.equal(statusCode, 303, body)
}
