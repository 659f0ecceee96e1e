import { openSnapshot } from '#imports'
import { slices } from '../src/slices.ts'
import { sayTaken } from './child.ts'

/** Works out every child's journey anew from an open record, as one list of events for each child, oldest first: `run-journeys.ts DATA`. */
const [dataDir] = process.argv.slice(2) as [string]

const opened = await openSnapshot({ dataDir, authority: '936' }, slices.children.format, { threads: 2 })
if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
const { db } = opened.value
const began = performance.now()
await slices.children.buildJourneys(db)
// Sorting each child's few events costs a fifth of what an ordered aggregate over all of them does.
await db.run(`create temp table journey as
  select
      child_id,
      list_sort(list(struct_pack(on_date, order_in_day, detail, kind, title))) as events
  from event
  group by child_id`)
const counts = await db.row<{ children: number; events: number }>(
  'select count(*) as children, sum(len(events))::bigint as events from journey',
)
sayTaken(began, counts)
db.close()
