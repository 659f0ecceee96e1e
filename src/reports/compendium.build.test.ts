import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Check, runChecks } from '#checks'
import { createTeamArea } from '#children'
import { count, type Fact, type Measure, median, rate, share } from '#measures'
import type { DuckDb } from '#platform/lake'
import { computeObligations, type Timescale } from '#timescales'
import { addDays, addMonths, plainDate } from '#values'
import { openBuiltRecord } from '../../test/record-builder.ts'
import { readWorkbook } from '../../test/workbook-reader.ts'
import { buildCompendium, type CompendiumRequest } from './compendium.build.ts'
import { renderCompendiumHtml } from './compendium.html.ts'
import type { CompendiumModel } from './compendium.ts'
import { writeCompendiumWorkbook } from './compendium.workbook.ts'
import { figuresInPage, figuresInWorkbook } from './printed-figures.fixture.ts'

const referral: Fact = {
  id: 'test.referral',
  view: 'referral_fact',
  grain: 'one referral of a child',
  sources: ['referral'],
  key: ['child_id', 'date_of_referral'],
}
const common = {
  of: referral,
  when: { on: 'date_of_referral' },
  owner: 'Head of service',
  source: 'A test',
  edition: '1',
  suppression: 'small counts',
} as const

const measures: readonly Measure[] = [
  count({
    ...common,
    id: 'referrals',
    title: 'Referrals',
    theme: 'front-door',
    periods: ['month', 'rolling12'],
    headline: 'rolling12',
    polarity: 'neither',
    by: ['team', 'source'],
    numerator: { words: 'referrals received' },
  }),
  rate({
    ...common,
    id: 'no-action',
    title: 'Referrals with no further action',
    theme: 'front-door',
    periods: ['month', 'rolling12'],
    headline: 'rolling12',
    polarity: 'lower',
    by: ['source'],
    target: { value: 10, source: 'The board' },
    benchmark: 'lait:CP_conf_15days',
    numerator: { words: 'with no further action', where: 'is_nfa' },
    denominator: { words: 'referrals received' },
  }),
  share({
    ...common,
    id: 'sources',
    title: 'Who refers',
    theme: 'other',
    periods: ['rolling12'],
    headline: 'rolling12',
    polarity: 'neither',
    category: 'source',
    denominator: { words: 'referrals' },
  }),
  median({
    ...common,
    id: 'days',
    title: 'Days to decide',
    theme: 'other',
    periods: ['month'],
    headline: 'month',
    polarity: 'lower',
    amount: { words: 'days', sql: 'days' },
    denominator: { words: 'referrals' },
  }),
  count({
    ...common,
    of: { ...referral, sources: ['adopter'] },
    id: 'adopters',
    title: 'Adopters',
    theme: 'other',
    periods: ['month'],
    headline: 'month',
    polarity: 'higher',
    numerator: { words: 'adopters' },
  }),
]

const check: Check = {
  id: 'no-team',
  title: 'No team',
  severity: 'warning',
  table: 'referral',
  needs: { referral: ['allocated_team'] },
  why: 'Nobody has it.',
  todo: 'Give it to a team.',
  source: 'house rule',
  sql: `select child_id, 'no team' as detail, child_id as row_key from referral where allocated_team is null`,
}
const unable: Check = { ...check, id: 'unable', title: 'Adopters twice', needs: { adopter: [] } }

const timescale: Timescale = {
  id: 'decide',
  title: 'Decide',
  kind: 'statutory-guidance',
  source: { document: 'A test', paragraph: '1' },
  verified: 'verified',
  limit: { value: 10, unit: 'days' },
  appliesTo: 'referrals',
  starts: 'referral',
  meets: 'decision',
  tables: ['referral'],
  sql: `select child_id, date_of_referral::varchar as item_key, date_of_referral as started_on, date_of_referral + 1 as met_on from referral`,
}

const request: CompendiumRequest = {
  authority: { code: '936', name: 'Exampleshire' },
  comparedAs: { code: '936', name: 'Surrey' },
  simulated: true,
  audience: 'inside',
  sources: [{ name: 'referrals.csv', detail: '240 rows' }],
  themes: [{ id: 'front-door', title: 'Front door' }],
  measures,
  checks: [check, unable],
  timescales: [timescale],
}

/** Ten referrals a month for 24 months, two with no further action, and from the 17th month on six. */
function referrals() {
  return Array.from({ length: 240 }, (_, i) => {
    const month = Math.floor(i / 10)
    const day = addDays(addMonths(plainDate('2024-04-01'), month), i % 10)
    const team = i % 10 === 0 ? 'Small team' : 'Large team'
    return {
      child_id: `${i}`,
      date_of_referral: day,
      referral_nfa: i % 10 < (month < 16 ? 2 : 6) ? 'Y' : 'N',
      allocated_team: i === 7 ? null : team,
    }
  })
}

let db: DuckDb
let folder: string
let model: CompendiumModel
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compendium-build-'))
  db = await openBuiltRecord({ supplied: ['referral'], coveredFrom: '2024-04-01', tables: { referral: referrals() } })
  await db.run(`create view referral_fact as
    select child_id, date_of_referral, referral_nfa = 'Y' as is_nfa, allocated_team as team, 5 as days,
        case when child_id::integer % 2 = 0 then 'Police' else 'Schools' end as source
    from referral`)
  await createTeamArea(db)
  await runChecks(db, request.checks)
  await computeObligations(db, request.timescales)
  model = await buildCompendium(db, request)
})
after(async () => {
  db.close()
  await rm(folder, { recursive: true })
})

const measureOf = (from: CompendiumModel, id: string) =>
  from.themes.flatMap((theme) => theme.measures).find((one) => one.id === id)!

describe('buildCompendium', () => {
  test('takes targets and new baselines that people have set in place of those declared', async () => {
    const byDay = {
      ...measures[1]!,
      id: 'no-action-monthly',
      headline: 'month',
      target: { value: 10, source: 'The board' },
    } as Measure
    const set = {
      target: { value: 15, source: 'The improvement board of May 2025' },
      baselines: [{ from: '2025-08-01', by: 'A. Analyst', reason: 'The front door moved to one hub' }],
    }
    const asDeclared = await buildCompendium(db, { ...request, measures: [byDay] })
    const asSet = await buildCompendium(db, { ...request, measures: [byDay], set: new Map([[byDay.id, set]]) })
    assert.equal(measureOf(asDeclared, byDay.id).target?.value, 10)
    assert.deepEqual(measureOf(asSet, byDay.id).target, set.target)
    assert.equal(measureOf(asDeclared, byDay.id).control?.sustainedSince, '2025-08-01')
    // Only eight months follow the new baseline: too few to speak of a change.
    assert.equal(measureOf(asSet, byDay.id).control?.sustainedSince ?? null, null)
  })

  test('puts themes in the order asked for, and the rest after under their ids', () => {
    assert.deepEqual(
      model.themes.map((theme) => [theme.title, theme.measures.map((measure) => measure.id)]),
      [
        ['Front door', ['referrals', 'no-action']],
        ['other', ['sources', 'days', 'adopters']],
      ],
    )
  })

  test('has the newest twelve months and the same a year before', () => {
    const { headline, yearBefore } = measureOf(model, 'no-action')
    assert.deepEqual([headline!.numerator, headline!.denominator], [56, 120])
    assert.deepEqual([yearBefore!.numerator, yearBefore!.denominator], [24, 120])
  })

  test('shows the months of this financial year and of as many before it as asked', async () => {
    assert.equal(measureOf(model, 'referrals').series.length, 24)
    const short = await buildCompendium(db, { ...request, years: 0 })
    assert.equal(measureOf(short, 'referrals').series.length, 12)
    assert.equal(measureOf(short, 'referrals').series[0]!.period.from, '2025-04-01')
  })

  test('sees the change, and raises it', () => {
    assert.equal(measureOf(model, 'no-action').control!.direction, 'worse')
    assert.equal(model.attention[0]!.measure, 'no-action')
    assert.match(
      model.attention[0]!.sentence,
      /^46\.7% \(56 of 120\), 12 months to March 2026\. Sustained rise: 8 in a row above the mean, since August 2025\. 36\.7 points above the target of 10\.0%/,
    )
  })

  test('has groups that add up to the whole', () => {
    for (const { rows } of measureOf(model, 'referrals').breakdowns) {
      assert.equal(
        rows.reduce((sum, row) => sum + row.figure.value!, 0),
        120,
      )
    }
  })

  test('has the categories of a share as its only figures', () => {
    const { headline, breakdowns } = measureOf(model, 'sources')
    assert.equal(headline, null)
    assert.deepEqual(
      breakdowns[0]!.rows.map((row) => [row.label, row.figure.value]),
      [
        ['Police', 50],
        ['Schools', 50],
      ],
    )
  })

  test('sets a measure beside its published series, and says so where there is none', async () => {
    assert.ok(measureOf(model, 'no-action').beside!.years.length > 3)
    assert.equal(measureOf(model, 'referrals').beside, null)
    const elsewhere = await buildCompendium(db, { ...request, comparedAs: { code: '000', name: 'Nowhere' } })
    assert.equal(measureOf(elsewhere, 'no-action').beside, null)
    assert.ok(
      elsewhere.notRun.some((one) => one.kind === 'benchmark' && one.title === 'Referrals with no further action'),
    )
  })

  test('shows what could not run, and why', () => {
    assert.match(measureOf(model, 'adopters').unavailable!, /never supplied: adopter/)
    assert.deepEqual(
      model.notRun.map(({ kind, title }) => [kind, title]),
      [
        ['check', 'Adopters twice'],
        ['measure', 'Adopters'],
      ],
    )
  })

  test('counts findings and obligations', () => {
    assert.deepEqual(
      model.quality.map(({ id, count: found }) => [id, found]),
      [['no-team', 1]],
    )
    assert.deepEqual(
      model.timescales.map(({ id, metInTime, overdue, limit }) => [id, metInTime, overdue, limit]),
      [['decide', 120, 0, '10 days']],
    )
  })

  test('prints page and workbook with the same figures', async () => {
    for (const audience of ['inside', 'public'] as const) {
      const built = await buildCompendium(db, { ...request, audience })
      const path = join(folder, `${audience}.xlsx`)
      await writeCompendiumWorkbook(built, path)
      const inPage = figuresInPage(renderCompendiumHtml(built))
      assert.ok(inPage.size > 70)
      assert.deepEqual(inPage, figuresInWorkbook(await readWorkbook(path), built))
    }
  })

  test('for the public hides small numbers, and leaves out teams, limits over hidden figures, and the quality of the data', async () => {
    const open = await buildCompendium(db, { ...request, audience: 'public' })
    const figures = open.themes
      .flatMap((theme) => theme.measures)
      .flatMap((one) => [
        one.headline,
        ...one.series,
        ...one.breakdowns.flatMap((by) => by.rows.map((row) => row.figure)),
      ])
    for (const figure of figures) {
      const left = (figure?.denominator ?? 0) - (figure?.numerator ?? 0)
      for (const n of [figure?.numerator ?? 0, figure?.denominator ? left : 0]) assert.ok(n === 0 || n > 5, `${n}`)
    }
    assert.deepEqual(
      measureOf(open, 'referrals').breakdowns.map((by) => by.dimension),
      ['source'],
    )
    assert.equal(measureOf(open, 'no-action').control, null)
    assert.deepEqual([open.quality, open.timescales], [[], []])
    assert.doesNotMatch(renderCompendiumHtml(open), /Small team|id="quality"|id="timescales"/)
  })

  test('does not call for attention over figures that were published for another authority', async () => {
    const elsewhere = await buildCompendium(db, { ...request, authority: { code: 'x', name: 'Exampleshire' } })
    assert.ok(elsewhere.themes[0]!.measures[1]!.beside)
    for (const { sentence } of elsewhere.attention) assert.doesNotMatch(sentence, /published/)
    assert.match(renderCompendiumHtml(elsewhere), /Its published figures are those of Surrey\./)
  })

  test('is the same every time', async () => assert.deepEqual(await buildCompendium(db, request), model))
})
