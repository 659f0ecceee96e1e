import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { readSettings } from '#platform/config'
import { applyTimescaleSettings, type DueItem, dueList, isDueState, STATES } from '#timescales'
import { formatDate } from '#values'
import { slices } from '../slices.ts'
import { snapshotOptions, snapshotOptionsDescribed, withSnapshot } from './open.ts'

const { children } = slices

/** `throughline due`: what is due and late, for which children. */
export const dueCommand: Command = {
  name: 'due',
  summary: 'List what is due and late, the longest overdue first',
  usage: '[--snapshot ID] [--state STATE] [--team T]',
  options: { ...snapshotOptions, state: { type: 'string' }, team: { type: 'string' } },
  describe: {
    ...snapshotOptionsDescribed,
    state: `one of ${STATES.join(', ')}, or all; what is still to be done unless given`,
    team: "one team's cases",
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
  const due = await withSnapshot(call, async ({ db }) => {
    await children.buildObligations(db, timescales.value)
    return { ok: true, value: await dueList(db, { ...(state ? { state } : {}), ...(team ? { team } : {}) }) }
  })
  if (!due.ok) return due
  const titles = new Map(timescales.value.map(({ id, title }) => [id, title]))
  const lines = due.value.map((item) => dueLine(item, titles.get(item.timescale) ?? item.timescale))
  return { json: due.value, text: lines.length > 0 ? lines.join('\n') : 'Nothing is due.' }
}

function dueLine(item: DueItem, title: string): string {
  const when = item.dueOn ? `due ${formatDate(item.dueOn)}` : 'no due day'
  const late = item.daysOver > 0 ? `, ${item.daysOver} days over` : ''
  return `${item.state.padEnd(9)} ${item.child.padEnd(12)} ${title}: ${when}${late}; ${item.team ?? 'no team'}, ${item.worker ?? 'no worker'}`
}
