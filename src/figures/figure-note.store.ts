import type { Tx } from '#platform/db'
import type { Outcome, PlainDate, Problem } from '#values'
import type { FigureNotes, Narrative } from './figure-note.ts'

// All of them read and write the authority that the transaction's settings name; row-level security sees to it.

/** What people say of one measure, in one statement. */
export async function getFigureNotes(tx: Tx, measure: string): Promise<FigureNotes> {
  return tx.row<FigureNotes>(NOTES_SQL, [measure])
}

/** Narratives of all measures: those still to be answered first, then the newest change. */
export async function listNarratives(tx: Tx): Promise<readonly Narrative[]> {
  return tx.rows<Narrative>(
    `${NARRATIVE_SQL} order by narrative.answer is not null, narrative.since desc, narrative.measure_id`,
  )
}

/** The narrative of that number; undefined where there is none. */
export async function findNarrative(tx: Tx, id: number): Promise<Narrative | undefined> {
  return tx.maybe<Narrative>(`${NARRATIVE_SQL} where narrative.narrative_id = $1`, [id])
}

/** Asks the owner of a measure about a change; asking twice about the same change leaves the first question. */
export async function askNarrative(
  tx: Tx,
  ask: { readonly measure: string; readonly since: PlainDate; readonly question: string; readonly by: number },
): Promise<void> {
  await tx.run(
    `insert into figures.narrative (authority_id, measure_id, since, question, asked_by)
    values (current_setting('app.authority'), $1, $2, $3, $4)
    on conflict on constraint narrative_once do nothing`,
    [ask.measure, ask.since, ask.question, ask.by],
  )
}

/** A sustained change for the worse that a publication found. */
export interface AdverseShift {
  readonly measure: string
  readonly since: PlainDate
  /** What the control chart says, in words. */
  readonly verdict: string
}

/** Asks about each change that has not been asked about, as the program does when it publishes figures. */
export async function askAboutShifts(tx: Tx, shifts: readonly AdverseShift[]): Promise<number> {
  return tx.run(
    `insert into figures.narrative (authority_id, measure_id, since, question)
    select current_setting('app.authority'), shift.measure, shift.since, shift.question
    from unnest($1::text[], $2::date[], $3::text[]) as shift (measure, since, question)
    on conflict on constraint narrative_once do nothing`,
    [
      shifts.map(({ measure }) => measure),
      shifts.map(({ since }) => since),
      shifts.map(({ verdict }) => `${verdict}. What lies behind it, and what is the service doing about it?`),
    ],
  )
}

/**
 * Gives or rewrites the answer. `version` is that of the narrative when the form was shown.
 *
 * @returns a refusal `changed` when someone else has answered meanwhile: nothing is overwritten
 */
export async function answerNarrative(
  tx: Tx,
  given: { readonly id: number; readonly version: number; readonly answer: string; readonly by: number },
): Promise<Outcome<void>> {
  const changed = await tx.run(
    `update figures.narrative
    set answer = $3, answered_by = $4, answered_at = now(), version = version + 1
    where narrative_id = $1 and version = $2`,
    [given.id, given.version, given.answer, given.by],
  )
  return changed === 1
    ? { ok: true, value: undefined }
    : refuse('changed', 'Someone else changed this while you were writing')
}

/** Says who answers for a measure. */
export async function setOwner(
  tx: Tx,
  set: { readonly measure: string; readonly person: number; readonly by: number },
): Promise<void> {
  await tx.run(
    `insert into figures.owner (authority_id, measure_id, person_id, set_by)
    values (current_setting('app.authority'), $1, $2, $3)
    on conflict on constraint owner_pk do update
    set person_id = excluded.person_id, set_by = excluded.set_by, set_at = now()`,
    [set.measure, set.person, set.by],
  )
}

/**
 * Sets the figure to reach. `version` is 0 where none was set before.
 *
 * @returns a refusal `changed` when someone else has set it meanwhile
 */
export async function setTarget(
  tx: Tx,
  set: {
    readonly measure: string
    readonly value: number
    readonly source: string
    readonly version: number
    readonly by: number
  },
): Promise<Outcome<void>> {
  const touched = await tx.run(set.version === 0 ? NEW_TARGET_SQL : CHANGED_TARGET_SQL, [
    set.measure,
    set.value,
    set.source,
    set.by,
    ...(set.version === 0 ? [] : [set.version]),
  ])
  return touched === 1 ? { ok: true, value: undefined } : refuse('changed', 'Someone else set this target meanwhile')
}

/** Takes back a target that was set, so that the declared one holds again. `version` as for `setTarget`. */
export async function clearTarget(
  tx: Tx,
  clear: { readonly measure: string; readonly version: number },
): Promise<Outcome<void>> {
  const touched = await tx.run('delete from figures.target where measure_id = $1 and version = $2', [
    clear.measure,
    clear.version,
  ])
  return touched === 1
    ? { ok: true, value: undefined }
    : refuse('changed', 'Someone else changed this target meanwhile')
}

/** Begins a new baseline at a period, by a person and for a reason; the same period again replaces the reason. */
export async function addBaseline(
  tx: Tx,
  add: { readonly measure: string; readonly from: PlainDate; readonly reason: string; readonly by: number },
): Promise<void> {
  await tx.run(
    `insert into figures.baseline (authority_id, measure_id, from_day, reason, set_by)
    values (current_setting('app.authority'), $1, $2, $3, $4)
    on conflict on constraint baseline_pk do update
    set reason = excluded.reason, set_by = excluded.set_by, set_at = now()`,
    [add.measure, add.from, add.reason, add.by],
  )
}

/** What is set for measures, by measure: what a publication needs to judge them. */
export interface SetForMeasure {
  readonly measure: string
  readonly target: { readonly value: number; readonly source: string } | null
  readonly baselines: readonly { readonly from: PlainDate; readonly by: string; readonly reason: string }[]
}

/** Targets and baselines of every measure that has either. */
export async function listSetForMeasures(tx: Tx): Promise<readonly SetForMeasure[]> {
  return tx.rows<SetForMeasure>(SET_SQL)
}

function refuse(code: string, message: string): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [{ code, message }] }
}

const NARRATIVE_SQL = `
select
    narrative.narrative_id as id,
    narrative.measure_id as measure,
    narrative.since,
    narrative.question,
    asker.name as "askedBy",
    narrative.asked_at as "askedAt",
    narrative.answer,
    answerer.name as "answeredBy",
    narrative.answered_at as "answeredAt",
    narrative.version
from figures.narrative
left join access.person as asker on asker.authority_id = narrative.authority_id and asker.person_id = narrative.asked_by
left join access.person as answerer
    on answerer.authority_id = narrative.authority_id and answerer.person_id = narrative.answered_by`

const NOTES_SQL = `
select
    (
        select json_build_object('person', owner.person_id, 'name', person.name)
        from figures.owner
        join access.person using (authority_id, person_id)
        where owner.measure_id = $1
    ) as owner,
    (
        select json_build_object('value', value::float8, 'source', source, 'version', version)
        from figures.target
        where measure_id = $1
    ) as target,
    coalesce(
        (
            select json_agg(
                json_build_object('from', from_day, 'reason', reason, 'by', person.name, 'at', set_at) order by from_day
            )
            from figures.baseline
            join access.person on person.authority_id = baseline.authority_id and person.person_id = baseline.set_by
            where measure_id = $1
        ),
        '[]'
    ) as baselines,
    coalesce(
        (select json_agg(told order by told.since desc) from (${NARRATIVE_SQL} where narrative.measure_id = $1) as told),
        '[]'
    ) as narratives`

const NEW_TARGET_SQL = `
insert into figures.target (authority_id, measure_id, value, source, set_by)
values (current_setting('app.authority'), $1, $2, $3, $4)
on conflict on constraint target_pk do nothing`

const CHANGED_TARGET_SQL = `
update figures.target
set value = $2, source = $3, set_by = $4, set_at = now(), version = version + 1
where measure_id = $1 and version = $5`

const SET_SQL = `
select
    measure_id as measure,
    case when target.measure_id is not null then json_build_object('value', target.value::float8, 'source', target.source) end as target,
    coalesce(began.baselines, '[]') as baselines
from figures.target
full join (
    select
        measure_id,
        json_agg(json_build_object('from', from_day, 'by', person.name, 'reason', reason) order by from_day) as baselines
    from figures.baseline
    join access.person on person.authority_id = baseline.authority_id and person.person_id = baseline.set_by
    group by measure_id
) as began using (measure_id)`
