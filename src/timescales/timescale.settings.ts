import { z } from 'zod'
import type { Outcome, Problem } from '#values'
import { LIMIT_UNITS, type Limit } from './limit.ts'
import type { Timescale } from './timescale.ts'

/** A limit as settings give it: a whole number, at most what ten years hold. */
const limitSetting = z.strictObject({ value: z.int().min(0).max(3660), unit: z.enum(LIMIT_UNITS) })

const timescaleSettings = z.record(z.string(), z.unknown())

/**
 * The timescales with an authority's own limits in place of the declared ones.
 *
 * @param settings by timescale id: `{ 'cp-visit': { value: 4, unit: 'weeks' } }`; undefined when there are none
 * @returns every timescale in its order, or a refusal that names each unknown id, each limit that is not one, and each
 *   timescale that law or guidance fixes
 */
export function applyTimescaleSettings(
  timescales: readonly Timescale[],
  settings: unknown,
): Outcome<readonly Timescale[]> {
  if (settings === undefined) return { ok: true, value: timescales }
  const read = timescaleSettings.safeParse(settings)
  if (!read.success) return { ok: false, problems: [notAnObject] }
  const judged = Object.entries(read.data).map(([id, given]) => judge(timescales, id, given))
  const problems = judged.flatMap((each) => ('problem' in each ? [each.problem] : []))
  if (problems.length > 0) return { ok: false, problems }
  const limits = new Map(judged.flatMap((each) => ('limit' in each ? [[each.id, each.limit] as const] : [])))
  const value = timescales.map((each) => ({ ...each, limit: limits.get(each.id) ?? each.limit }))
  return { ok: true, value }
}

const notAnObject: Problem = {
  code: 'timescale-settings-invalid',
  field: 'timescales',
  message: 'Give limits by timescale, for example { "cp-visit": { "value": 4, "unit": "weeks" } }.',
}

type Judged = { readonly id: string; readonly limit: Limit } | { readonly problem: Problem }

function judge(timescales: readonly Timescale[], id: string, given: unknown): Judged {
  const field = `timescales.${id}`
  const timescale = timescales.find((each) => each.id === id)
  if (!timescale) {
    return { problem: { code: 'timescale-unknown', field, message: `There is no timescale called ${id}.` } }
  }
  if (!timescale.configurable)
    return { problem: { code: 'timescale-not-configurable', field, message: fixed(timescale) } }
  const limit = limitSetting.safeParse(given)
  if (limit.success) return { id, limit: limit.data }
  const message = `The limit of ${id} needs a whole number "value" from 0 to 3660 and a "unit": ${LIMIT_UNITS.join(', ')}.`
  return { problem: { code: 'timescale-limit-invalid', field, message } }
}

function fixed(timescale: Timescale): string {
  return `The limit of ${timescale.id} is set by ${timescale.source.document} and cannot be changed.`
}
