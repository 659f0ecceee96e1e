import type { OpenSnapshot } from '#imports'
import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { readSettings } from '#platform/config'
import type { DuckDb } from '#platform/lake'
import {
  applyTimescaleSettings,
  calendarWarning,
  type DueItem,
  dueList,
  isDueState,
  STATES,
  type Timescale,
  type TimescaleRun,
} from '#timescales'
import { formatDate, type PlainDate, plainDate } from '#values'
import { slices } from '../slices.ts'
import { againOption, fromPublishedOr, snapshotOptions, snapshotOptionsDescribed } from './open.ts'

const { children } = slices

/** `throughline due`: what is due and late, for which children. */
export const dueCommand: Command = {
  name: 'due',
  summary: 'List what is due and late, the longest overdue first',
  usage: '[--snapshot ID] [--state STATE] [--team T] [--count-again]',
  options: { ...snapshotOptions, state: { type: 'string' }, team: { type: 'string' }, ...againOption },
  describe: {
    ...snapshotOptionsDescribed,
    state: `one of ${STATES.join(', ')}, or all; what is still to be done unless given`,
    team: "one team's cases",
    'count-again': 'works out from the stored record again what is due, and does not read what the load worked out',
  },
  words: [0, 0],
  run: runDue,
}

async function runDue(call: Call): Promise<Answer> {
  const state = textOption(call, 'state')
  const team = textOption(call, 'team')
  if (state !== undefined && !isDueState(state)) {
    return { problems: [{ code: 'state', field: 'state', message: `--state takes ${STATES.join(', ')} or all` }] }
  }
  const settings = await readSettings(call.dataDir)
  if (!settings.ok) return settings
  const timescales = applyTimescaleSettings(children.timescales, settings.value.timescales)
  if (!timescales.ok) return timescales
  const due = await fromPublishedOr(call, obligations(timescales.value), async ({ db, manifest }) => {
    const runs = await db.rows<NotRun>('select timescale, status, reason from timescale_run')
    const items = await dueList(db, { ...(state ? { state } : {}), ...(team ? { team } : {}) })
    return { ok: true, value: { items, notes: notesOf(runs, plainDate(manifest.asAt)) } }
  })
  if (!due.ok) return due
  const titles = new Map(timescales.value.map(({ id, title }) => [id, title]))
  const lines = due.value.items.map((item) => dueLine(item, titles.get(item.timescale) ?? item.timescale))
  return {
    json: due.value.items,
    text: lines.length > 0 ? lines.join('\n') : 'Nothing is due.',
    notes: due.value.notes,
  }
}

/** Where obligations come from: those of the load, while the limits in force are the same, or worked out anew. */
function obligations(timescales: readonly Timescale[]) {
  return {
    tables: ['obligation', 'timescale_run', 'timescale_limit'],
    isCurrent: async (db: DuckDb) => {
      const limits = await db.rows<{ id: string; value: number; unit: string }>(
        'select id, value, unit from timescale_limit',
      )
      const inForce = timescales.map(({ id, limit }) => `${id} ${limit.value} ${limit.unit}`)
      return (
        limits
          .map(({ id, value, unit }) => `${id} ${value} ${unit}`)
          .toSorted()
          .join() === inForce.toSorted().join()
      )
    },
    compute: ({ db }: OpenSnapshot) => children.buildObligations(db, timescales),
  }
}

type NotRun = Pick<TimescaleRun, 'timescale' | 'status' | 'reason'>

/** What the list leaves out: timescales that could not run, and days that the table of bank holidays does not reach. */
function notesOf(runs: readonly NotRun[], asAt: PlainDate): string[] {
  const warning = calendarWarning(asAt)
  const notRun = runs.filter(({ status }) => status === 'not run')
  return [
    ...notRun.map(({ timescale, reason }) => `not computed: ${timescale}: ${reason}`),
    ...(warning ? [warning.message] : []),
  ]
}

function dueLine(item: DueItem, title: string): string {
  const when = item.dueOn ? `due ${formatDate(item.dueOn)}` : 'no due day'
  const late = item.daysOver > 0 ? `, ${item.daysOver} days over` : ''
  return `${item.state.padEnd(9)} ${item.child.padEnd(12)} ${title}: ${when}${late}; ${item.team ?? 'no team'}, ${item.worker ?? 'no worker'}`
}
