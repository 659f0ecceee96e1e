import { addMonths, endOfMonth, type Period, plainDate } from '#values'
import type { CompendiumMeasure, CompendiumModel, Figure } from './compendium.ts'

const AS_AT = plainDate('2026-03-31')
const YEAR: Period = { kind: 'rolling12', from: plainDate('2025-04-01'), to: plainDate('2026-04-01') }
const YEAR_BEFORE: Period = { kind: 'rolling12', from: plainDate('2024-04-01'), to: plainDate('2025-04-01') }

/** A small compendium, made by hand, that has each thing a compendium can have: for tests of the page and the workbook. */
export const compendiumFixture: CompendiumModel = {
  authority: { code: '936', name: 'Exampleshire' },
  comparedAs: { code: '936', name: 'Exampleshire' },
  snapshot: 's-2026-03-31-1',
  asAt: AS_AT,
  simulated: true,
  audience: 'inside',
  sources: [
    { name: 'annex-a.xlsx', detail: '11 lists, 48,210 rows, as at 31 March 2026' },
    { name: 'workers.csv', detail: '412 rows, as at 31 March 2026' },
  ],
  attention: [
    {
      measure: 'visits-timely',
      title: 'Child protection visits in time',
      sentence: '68.4% (130 of 190), 11.6 points below the target of 80.0%; 8 months in a row below the mean.',
    },
  ],
  themes: [
    { id: 'child-protection', title: 'Child protection', measures: [timely(), plans(), rateOfPlans()] },
    { id: 'front-door', title: 'Front door', measures: [contacts(), waiting(), sources(), absent()] },
  ],
  timescales: [
    {
      id: 'cp-visit',
      title: 'Child protection visit',
      limit: '10 working days',
      due: 41,
      overdue: 12,
      metInTime: 1204,
      metLate: 87,
      source: 'Local standard, 2024, paragraph 3',
    },
  ],
  quality: [
    {
      id: 'end-before-start',
      title: 'Ends before it starts',
      severity: 'error',
      table: 'assessment',
      count: 3,
      why: 'Its length cannot be counted, so it is left out of every measure of time.',
      todo: 'Correct whichever day was typed wrong.',
    },
    {
      id: 'future-date',
      title: 'A day in the future',
      severity: 'error',
      table: 'any',
      count: 0,
      why: 'It cannot have happened.',
      todo: 'Correct the day.',
    },
  ],
  notRun: [{ kind: 'check', title: 'Adopters counted twice', reason: 'The list of adopters was never supplied.' }],
}

function timely(): CompendiumMeasure {
  const series = Array.from({ length: 24 }, (_, i) => month(i, i < 16 ? 150 + (i % 5) * 4 : 128 + (i % 4) * 3, 190))
  return {
    ...described('visits-timely', 'Child protection visits in time', 'higher'),
    headline: { period: YEAR, numerator: 130, denominator: 190, value: (100 * 130) / 190 },
    yearBefore: { period: YEAR_BEFORE, numerator: 158, denominator: 192, value: (100 * 158) / 192 },
    target: { value: 80, source: 'Performance board, 2025' },
    series,
    control: {
      verdict: 'Sustained fall: 8 in a row below the mean, since August 2025',
      sustainedSince: plainDate('2025-08-01'),
      direction: 'worse',
      stretches: [
        {
          from: plainDate('2024-04-01'),
          to: plainDate('2026-03-01'),
          mean: 82.4,
          lower: 74.2,
          upper: 90.6,
          reason: null,
        },
      ],
      signals: series
        .slice(16)
        .map((figure) => ({ from: figure.period.from, mark: 'worse', words: 'run below the mean' })),
    },
    beside: {
      series: 'lait:CP_visits',
      title: 'Children seen in time',
      unit: '%',
      decimals: 1,
      regionName: 'South East',
      latest: { ...published('2025', 70.1, 76.9, 72.25, 74.1, '2025'), neighbourWords: 'mean of 9 of 10' },
      rankWords: 'Ranked 112 of 151, in the third quarter',
      years: [
        published('2022', 80.4, 77.3, 74.1, 76.2, '2021'),
        published('2023', 76.2, 77.1, null, 75.9, '2021'),
        published('2024', 74.9, 77.8, 73.3, 75.2, '2021'),
        published('2025', 70.1, 76.9, 72.25, 74.1, '2025'),
      ],
      source: 'Department for Education, LAIT',
      edition: '8 April 2026',
    },
    breakdowns: [
      {
        dimension: 'area',
        title: 'area',
        rows: [
          group('East', 40, 50),
          group('West', 90, 140),
          { value: 'CWD', label: 'Countywide', figure: { period: YEAR, numerator: 0, denominator: 0, value: null } },
        ],
      },
    ],
  }
}

function plans(): CompendiumMeasure {
  return {
    ...described('plans', 'Children on a plan', 'neither'),
    unit: 'count',
    decimals: 0,
    headline: { period: day(23), numerator: 1938, denominator: null, value: 1938 },
    yearBefore: { period: day(11), numerator: 1890, denominator: null, value: 1890 },
    series: Array.from({ length: 24 }, (_, i) => ({
      period: day(i),
      numerator: 1869 + 3 * i,
      denominator: null,
      value: 1869 + 3 * i,
    })),
  }
}

function rateOfPlans(): CompendiumMeasure {
  return {
    ...described('plans-rate', 'Children on a plan, of 10,000', 'neither'),
    unit: 'per 10,000',
    headline: { period: day(23), numerator: 1938, denominator: 261_400, value: (10_000 * 1938) / 261_400 },
  }
}

function contacts(): CompendiumMeasure {
  const few = (i: number): Figure => ({ period: monthOf(i), numerator: 4, denominator: null, value: 4 })
  return {
    ...described('contacts', 'Contacts received', 'neither'),
    unit: 'count',
    decimals: 0,
    headline: few(23),
    yearBefore: few(11),
    series: [few(22), few(23)],
  }
}

function waiting(): CompendiumMeasure {
  return {
    ...described('days-to-decide', 'Days to a decision, median', 'lower'),
    unit: 'days',
    headline: { period: YEAR, numerator: null, denominator: 1, value: 1 },
    yearBefore: { period: YEAR_BEFORE, numerator: null, denominator: 45, value: 2.5 },
    target: { value: 1, source: 'Working Together 2023, paragraph 154' },
  }
}

function sources(): CompendiumMeasure {
  return {
    ...described('contact-sources', 'Who contacts come from', 'neither'),
    breakdowns: [
      {
        dimension: 'contact_source',
        title: 'contact source',
        rows: [group('Schools', 30, 100), { ...group('Police', 70, 100), label: '<b>Police & "fire"</b>' }],
      },
      {
        dimension: 'team',
        title: 'team',
        rows: [
          {
            value: 'A',
            label: 'Team A',
            figure: { period: YEAR, numerator: null, denominator: null, value: null, hidden: true },
          },
        ],
      },
    ],
  }
}

function absent(): CompendiumMeasure {
  return {
    ...described('calls', 'Calls answered', 'higher'),
    unavailable: 'The list of early help was never supplied.',
  }
}

function described(id: string, title: string, polarity: CompendiumMeasure['polarity']): CompendiumMeasure {
  const definition = {
    grain: 'one visit to a child',
    numerator: 'visits made within 10 working days',
    denominator: 'visits due',
    source: 'Working Together 2023, chapter 3',
    edition: '2026.1',
    owner: 'Head of child protection',
    notes: null,
  }
  const none = { headline: null, yearBefore: null, target: null, control: null, beside: null, unavailable: null }
  return { id, title, polarity, unit: 'percent', decimals: 1, definition, ...none, series: [], breakdowns: [] }
}

function month(i: number, numerator: number, denominator: number): Figure {
  return { period: monthOf(i), numerator, denominator, value: (100 * numerator) / denominator }
}

function monthOf(i: number): Period {
  const from = addMonths(plainDate('2024-04-01'), i)
  return { kind: 'month', from, to: addMonths(from, 1) }
}

function day(i: number): Period {
  const on = endOfMonth(addMonths(plainDate('2024-04-01'), i))
  return { kind: 'snapshot', from: on, to: on }
}

function group(label: string, numerator: number, denominator: number) {
  return {
    value: label,
    label,
    figure: { period: YEAR, numerator, denominator, value: (100 * numerator) / denominator },
  }
}

function published(
  year: string,
  authority: number | null,
  england: number,
  region: number | null,
  neighbours: number,
  edition: string,
) {
  return { year, authority, england, region, neighbours, edition }
}
