import { SAME_DAY_RULE } from '#children'
import { direction, type Measure } from '#measures'
import { policy, type Relationship, type Role, roles, type What } from '#permissions'
import { helpOf, helpOn } from '#platform/cli'
import { fileProblems } from '#platform/files'
import { describeRoutes } from '#platform/web'
import { formatLimit } from '#timescales'
import { commands } from '../src/commands/index.ts'
import { siteRoutes } from '../src/routes.ts'
import { slices } from '../src/slices.ts'

const { children } = slices

/** The pages of docs/reference that come from the declarations, by file name. Nobody types a definition twice. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['measures.md', measuresPage()],
    ['checks.md', checksPage()],
    ['timescales.md', timescalesPage()],
    ['lists.md', listsPage()],
    ['journeys.md', journeysPage()],
    ['commands.md', commandsPage()],
    ['refusals.md', refusalsPage()],
    ['permissions.md', permissionsPage()],
  ])
}

const GENERATED = 'This page is made from the declarations by `npm run docs`. Change those, not this.'

function page(title: string, ...parts: readonly string[]): string {
  return `${[`# ${title}`, GENERATED, ...parts].join('\n\n')}\n`
}

/** A list of what is said; lines without anything to say are left out. */
function facts(pairs: readonly (readonly [string, string | undefined])[]): string {
  return pairs.flatMap(([name, text]) => (text ? [`- **${name}**: ${text}`] : [])).join('\n')
}

function measuresPage(): string {
  const themes = [...new Set(children.measures.map(({ theme }) => theme))]
  return page(
    'Measures',
    `${children.measures.length} measures. Periods are half-open: a month runs from its first day to the first day of the next, which is not in it; a snapshot is one day. A figure whose denominator is 0 has no value. A period is given only where the record covers it whole.`,
    ...themes.flatMap((theme) => [
      `## ${theme}`,
      ...children.measures.filter((each) => each.theme === theme).map(measureEntry),
    ]),
  )
}

function measureEntry(measure: Measure): string {
  return [
    `### ${measure.title}`,
    facts([
      ['Id', `\`${measure.id}\`, edition ${measure.edition}`],
      ['One row counted', measure.of.grain],
      ['Numerator', 'numerator' in measure ? measure.numerator.words : undefined],
      ['Amount', 'amount' in measure ? measure.amount.words : undefined],
      ['Denominator', denominatorWords(measure)],
      ['Unit', `${measure.unit}. ${direction(measure)}`],
      ['Periods', `${measure.periods.join(', ')}; headline ${measure.headline}`],
      ['Broken down by', measure.by.join(', ')],
      ['Published series', measure.benchmark],
      ['Owner', measure.owner],
      ['Source', measure.source],
      ['Note', measure.notes],
    ]),
  ].join('\n\n')
}

function denominatorWords(measure: Measure): string | undefined {
  if (measure.kind === 'perTenThousand') return 'children aged 0 to 17 who live in the area (ONS mid-year estimate)'
  return 'denominator' in measure ? measure.denominator.words : undefined
}

function checksPage(): string {
  const tables = [...new Set(children.checks.map(({ table }) => table))]
  return page(
    'Data-quality checks',
    `${children.checks.length} checks. An **error** cannot be true; a **warning** makes figures wrong or incomplete; a **query** may be true and is worth a look. A check whose lists were not supplied is shown as not run, never as passed.`,
    ...tables.flatMap((table) => [
      `## ${table === 'any' ? 'Every list' : table}`,
      ...children.checks
        .filter((check) => check.table === table)
        .map(({ id, title, severity, why, todo, source }) =>
          [
            `### ${title}`,
            facts([
              ['Id', `\`${id}\`, ${severity}`],
              ['Why it matters', why],
              ['What to do', todo],
              ['Source', source],
            ]),
          ].join('\n\n'),
        ),
    ]),
  )
}

function timescalesPage(): string {
  return page(
    'Timescales',
    `${children.timescales.length} timescales. Day 0 is the day of the start, whatever day it is; working days are Monday to Friday less the bank holidays of England and Wales (\`reference/bank-holidays.json\`, which ends: beyond it nothing is asserted). Where the latest date that a timescale is read from cannot be true or could not be read, what is not known to be met is unknown, due or not. A limit marked configurable can be set in \`settings.json\`.`,
    ...children.timescales.map((each) =>
      [
        `## ${each.title}`,
        facts([
          ['Id', `\`${each.id}\``],
          ['Limit', `${formatLimit(each.limit)}${each.configurable ? ' (configurable)' : ''}`],
          ['Applies to', each.appliesTo],
          ['Starts with', each.starts],
          ['Met by', each.meets],
          ['Comes round', each.recurrence],
          ['Pauses', each.pauses],
          ['Rests on', each.proxy],
          ['Latest date read from', each.latestIn?.map(({ table, column }) => `\`${table}.${column}\``).join(', ')],
          ['Kind', each.kind],
          ['Source', [each.source.document, each.source.paragraph].filter(Boolean).join(', ')],
          ['How far checked', each.verified],
        ]),
      ].join('\n\n'),
    ),
    '## Not computed',
    'What Annex A cannot feed, so that nobody takes its absence for "nothing late".',
    children.notFed.map(({ id, title, why }) => `- **${title}** (\`${id}\`): ${why}`).join('\n'),
  )
}

function listsPage(): string {
  return page(
    'Lists',
    `${children.format.title}, edition ${children.format.edition}. Source: ${children.format.source}.`,
    'Case, spaces, quotes and punctuation in headers do not count. Columns marked * must be there; without the columns of its key a list is refused.',
    ...children.format.tables.map((table) =>
      [
        `## ${table.list > 0 ? `List ${table.list}: ` : ''}${table.title}`,
        facts([
          ['Table', `\`${table.table}\``],
          ['One row', table.grain],
          ['Key', table.key.join(', ')],
          ['Window', JSON.stringify(table.window)],
        ]),
        '| Column | Header | Also known as | Type | Values |\n| --- | --- | --- | --- | --- |\n' +
          table.columns
            .map(
              ({ name, header, headers, type, required, codes }) =>
                `| \`${name}\`${required ? ' *' : ''} | ${cell(header)} | ${cell(headers.join('; '))} | ${type} | ${cell((codes?.values ?? []).map(({ code, label }) => `${code} ${label}`).join('; '))} |`,
            )
            .join('\n'),
      ].join('\n\n'),
    ),
  )
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function journeysPage(): string {
  return page(
    'Journeys',
    `A child's events from all lists stand in the order of their days. The lists give days and no times, so events of one day have a declared order. ${SAME_DAY_RULE}`,
    '| Order in a day | Event | Kind | Why there |\n| --- | --- | --- | --- |\n' +
      children.events
        .map(({ order, title, kind, why }) => `| ${order} | ${cell(title)} | \`${kind}\` | ${cell(why)} |`)
        .join('\n'),
  )
}

function commandsPage(): string {
  const asTyped = (text: string) => `\`\`\`text\n${text}\n\`\`\``
  return page(
    'Commands',
    asTyped(helpOn(commands)),
    ...commands.flatMap((command) => [`## ${command.name}`, asTyped(helpOf(command))]),
  )
}

function refusalsPage(): string {
  return page(
    'Refusals',
    'A file that is not what it claims to be is refused whole, with all that is wrong with it at once. Nothing is loaded.',
    '| Code | What it says |\n| --- | --- |\n' +
      Object.entries(fileProblems)
        .map(([code, message]) => `| \`${code}\` | ${cell(message)} |`)
        .join('\n'),
  )
}

const REACH = {
  own: 'their own children',
  team: 'children of their teams',
  area: 'children of their areas',
  authority: 'all children',
} as const satisfies Record<Relationship, string>

interface AnyRule {
  readonly title: string
  readonly children: boolean
  readonly opens?: What | 'nothing'
  readonly roles: Readonly<Partial<Record<Role, Relationship>>>
}

/** Which children a role reaches by a rule, in words; yes where no child is meant; empty where it may not. */
function reachWords(rule: AnyRule, role: Role): string {
  const relationship = rule.roles[role]
  if (relationship === undefined) return ''
  const opens = rule.opens ?? (rule.children ? undefined : 'nothing')
  if (opens === 'nothing') return 'yes'
  const opened = opens === undefined ? relationship : (policy[opens] as AnyRule).roles[role]
  if (opened === undefined) return 'yes, without children'
  return REACH[opened]
}

function permissionsPage(): string {
  const people = Object.keys(roles) as Role[]
  const header = `| What | ${people.map((role) => roles[role]).join(' | ')} |\n| --- | ${people.map(() => '---').join(' | ')} |\n`
  const row = ([what, rule]: [string, AnyRule]) =>
    `| ${cell(rule.title)} (\`${what}\`) | ${people.map((role) => reachWords(rule, role)).join(' | ')} |`
  const rules: [string, AnyRule][] = Object.entries(policy)
  const routes = describeRoutes(siteRoutes({ dataDir: '', timescales: children.timescales, signIn: [] }))
  return page(
    'Permissions',
    'Who may see and do what. Whatever is not here is refused. Sealed records open only to people named for that record, and to those who open them with a reason, for four hours. Every look at a child, and every file that leaves, is written down. Row-level security in PostgreSQL holds the same rules.',
    header + rules.map(row).join('\n'),
    '## Pages',
    `| Address | What it needs | Names children |\n| --- | --- | --- |\n${routes
      .map(
        ({ method, path, what, namesChildren }) =>
          `| ${method} \`${path}\` | \`${what}\` | ${namesChildren ? 'yes' : ''} |`,
      )
      .join('\n')}`,
  )
}
