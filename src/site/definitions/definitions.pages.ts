import type { Check } from '#checks'
import { direction, type Measure } from '#measures'
import { type Html, html, type Page, type SummaryRow, summaryList } from '#platform/web'
import { formatLimit, type Timescale } from '#timescales'

/** Everything that is defined: the declarations from which figures, checks and due days are computed. */
export interface Definitions {
  readonly measures: readonly Measure[]
  readonly checks: readonly Check[]
  readonly timescales: readonly Timescale[]
  /** Timescales of the field that the extracts cannot feed. */
  readonly notFed: readonly { readonly id: string; readonly title: string; readonly why: string }[]
}

const TRAIL = [{ text: 'Definitions', href: '/definitions' }]

/** What is defined, by kind and theme. */
export function definitionsPage({ measures, checks, timescales }: Definitions): Page {
  const themes = Map.groupBy(measures, ({ theme }) => theme)
  const lists = Map.groupBy(checks, ({ table }) => table)
  return {
    title: 'Definitions',
    main: html`<h1 class="govuk-heading-xl">Definitions</h1>
<p class="govuk-body-l">Every figure, check and due day in this service is computed from a definition that stands here, with its source.</p>
<h2 class="govuk-heading-m">Measures</h2>
${links([...themes].map(([theme, some]) => [`/definitions/measures/${slug(theme)}`, theme, some.length]))}
<h2 class="govuk-heading-m">Timescales</h2>
${links([['/definitions/timescales', 'What has to be done, and by when', timescales.length]])}
<h2 class="govuk-heading-m">Checks of the data</h2>
${links([...lists].map(([list, some]) => [`/definitions/checks/${slug(list)}`, listName(list), some.length]))}`,
  }
}

function links(items: readonly (readonly [href: string, text: string, count: number])[]): Html {
  const each = items.map(
    ([href, text, count]) => html`<li><a class="govuk-link" href="${href}">${text}</a> (${count})</li>`,
  )
  return html`<ul class="govuk-list">${each}</ul>`
}

/** The measures of the theme that an address names; undefined where there is none. */
export function measuresPage({ measures }: Definitions, theme: string): Page | undefined {
  const some = measures.filter((each) => slug(each.theme) === theme)
  const [first] = some
  if (first === undefined) return undefined
  return {
    title: `Measures: ${first.theme}`,
    breadcrumbs: TRAIL,
    main: html`<h1 class="govuk-heading-xl">Measures: ${first.theme}</h1>
<p class="govuk-body">A share with nothing to divide by has no value, and is not nought. A period is shown only where the extracts cover the whole of it.</p>
${some.map((measure) => entry(measure.id, measure.title, measureFacts(measure)))}`,
  }
}

function measureFacts(measure: Measure): readonly Fact[] {
  return [
    ['One row counted', measure.of.grain],
    ['Counted', 'numerator' in measure ? measure.numerator.words : undefined],
    ['Amount', 'amount' in measure ? measure.amount.words : undefined],
    ['Out of', denominatorWords(measure)],
    ['Unit', `${measure.unit}. ${direction(measure)}`],
    ['Target', measure.target && `${measure.target.value}: ${measure.target.source}`],
    ['Broken down by', measure.by.join(', ')],
    ['Published series', measure.benchmark],
    ['Owner', measure.owner],
    ['Source', measure.source],
    ['Edition', measure.edition],
    ['Note', measure.notes],
  ]
}

function denominatorWords(measure: Measure): string | undefined {
  if (measure.kind === 'perTenThousand') return 'children aged 0 to 17 who live in the area (ONS mid-year estimate)'
  return 'denominator' in measure ? measure.denominator.words : undefined
}

/** The checks of the list that an address names; undefined where there is none. */
export function checksPage({ checks }: Definitions, list: string): Page | undefined {
  const some = checks.filter(({ table }) => slug(table) === list)
  const [first] = some
  if (first === undefined) return undefined
  return {
    title: `Checks: ${listName(first.table)}`,
    breadcrumbs: TRAIL,
    main: html`<h1 class="govuk-heading-xl">Checks: ${listName(first.table)}</h1>
<p class="govuk-body">An error cannot be true. A warning makes figures wrong or incomplete. A query may be true and is worth a look.</p>
${some.map(({ id, title, severity, why, todo, source }) =>
  entry(id, title, [
    ['How much it matters', severity],
    ['Why it matters', why],
    ['What to do', todo],
    ['Source', source],
  ]),
)}`,
  }
}

/** Every timescale, and those that cannot be computed. */
export function timescalesPage({ timescales, notFed }: Definitions): Page {
  return {
    title: 'Timescales',
    breadcrumbs: TRAIL,
    main: html`<h1 class="govuk-heading-xl">Timescales</h1>
<p class="govuk-body">The day of the start is day 0. Working days are Monday to Friday less the bank holidays of England.</p>
${timescales.map((each) => entry(each.id, each.title, timescaleFacts(each)))}
<h2 class="govuk-heading-l" id="not-computed">Not computed</h2>
<p class="govuk-body">The extracts do not hold what these need. Their absence does not mean that nothing is late.</p>
${summaryList({ rows: notFed.map(({ title, why }) => ({ key: { text: title }, value: { text: why } })) })}`,
  }
}

function timescaleFacts(each: Timescale): readonly Fact[] {
  return [
    ['Limit', `${formatLimit(each.limit)}${each.configurable ? ', or what the authority sets' : ''}`],
    ['For', each.appliesTo],
    ['Starts with', each.starts],
    ['Met by', each.meets],
    ['Comes round', each.recurrence],
    ['Pauses', each.pauses],
    ['Rests on', each.proxy],
    ['Source', [each.source.document, each.source.paragraph].filter(Boolean).join(', ')],
  ]
}

type Fact = readonly [name: string, text: string | undefined]

function entry(id: string, title: string, facts: readonly Fact[]): Html {
  const rows = facts.flatMap(([name, text]): SummaryRow[] =>
    text === undefined || text === '' ? [] : [{ key: { text: name }, value: { text } }],
  )
  return html`<section id="${id}"><h2 class="govuk-heading-m">${title}</h2>${summaryList({ rows })}</section>`
}

/** A list's name in words. @example listName('section_47') // 'Section 47' */
function listName(list: string): string {
  const words = list.replaceAll('_', ' ')
  return list === 'any' ? 'Several lists' : words.charAt(0).toUpperCase() + words.slice(1)
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
}
