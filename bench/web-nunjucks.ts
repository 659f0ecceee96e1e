import { createRequire } from 'node:module'
import { childrenOf } from '#children'
import { page, type Route, trusted } from '#platform/web'
import type { Timescale } from '#timescales'
import { readFilter } from '../src/children/worklist/worklist.filter.ts'
import { findWorklist } from '../src/children/worklist/worklist.store.ts'
import { groupings, orders, parts, type Worklist } from '../src/children/worklist/worklist.ts'

interface Nunjucks {
  configure(path: string, options: object): { renderString(template: string, context: object): string }
}

/**
 * Today's list once more, with the same statements and the same look noted, its filters and its table drawn with
 * govuk-frontend's Nunjucks macros; the layout around it is ours, which favours the macros.
 */
export function macrosRoute(timescales: readonly Timescale[]): Route {
  const nunjucks = createRequire(import.meta.url)('nunjucks') as Nunjucks
  const environment = nunjucks.configure('node_modules/govuk-frontend/dist', { autoescape: true })
  const titles = new Map(timescales.map(({ id, title }) => [id, title]))
  return {
    method: 'GET',
    path: '/worklist',
    what: 'worklist.view',
    namesChildren: true,
    handle: async (request, visit) => {
      const { filter } = readFilter(request.query)
      const list = await findWorklist(visit.tx, filter, visit.publication!.asAt)
      visit.looked({ children: childrenOf(list.lines), page: request.path, rows: list.lines.length })
      const text = environment.renderString(TEMPLATE, contextOf(list, titles))
      return page({ title: 'Today’s list', main: trusted(text) })
    },
  }
}

const TEMPLATE = `{% from "govuk/components/table/macro.njk" import govukTable %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/pagination/macro.njk" import govukPagination %}
<h1 class="govuk-heading-xl">Today’s list</h1>
<ul class="tl-tiles">{% for tile in tiles %}<li class="tl-tile"><a class="tl-tile__link govuk-link" href="{{ tile.href }}"><span class="tl-tile__number">{{ tile.count }}</span> {{ tile.text }}</a></li>{% endfor %}</ul>
<form class="tl-filter__form" method="get" action="/worklist">
{% for field in fields %}{{ govukSelect(field) }}{% endfor %}
{{ govukInput({ id: "dueBy", name: "dueBy", label: { text: "Due by" }, hint: { text: "For example, 27/3/2026" } }) }}
{{ govukButton({ text: "Show these" }) }}
</form>
{{ govukTable({ head: head, rows: rows }) }}
{{ govukPagination({ next: { href: "/worklist?page=2" } }) }}`

function contextOf(list: Worklist, titles: ReadonlyMap<string, string>): object {
  const titled = list.choices.timescales.map((id) => [id, titles.get(id) ?? id] as const)
  const plain = (values: readonly string[]) => values.map((value) => [value, value] as const)
  return {
    tiles: Object.entries(parts).map(([part, text]) => ({
      href: `/worklist?part=${part}`,
      text,
      count: list.counts[part as keyof typeof parts],
    })),
    fields: [
      field('timescale', 'What is due', titled),
      field('worker', 'Worker', plain(list.choices.workers)),
      field('team', 'Team', plain(list.choices.teams)),
      field('area', 'Area', plain(list.choices.areas)),
      field('group', 'Group', Object.entries(groupings)),
      field('order', 'Sort', Object.entries(orders)),
    ],
    head: ['Child', 'What is due', 'Due', 'Worker and team'].map((text) => ({ text })),
    rows: list.lines.map((line) => [
      { html: `<a class="govuk-link tl-child" href="/children/${line.ref}">Child ${line.child}</a>` },
      { text: titles.get(line.timescale) ?? line.timescale },
      { text: line.dueOn ?? 'unknown' },
      { text: `${line.worker ?? ''} ${line.team ?? ''}` },
    ]),
  }
}

function field(name: string, text: string, values: readonly (readonly [string, string])[]): object {
  return { id: name, name, label: { text }, items: values.map(([value, text]) => ({ value, text })) }
}
