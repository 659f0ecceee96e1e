import { type Html, html, insetText, type Page, pageLinks, summaryList, tag, warningText } from '#platform/web'
import type { Timescale } from '#timescales'
import { formatDate, formatMonth, type PlainDate, plainDate } from '#values'
import { eventKinds } from '../journeys/event-kinds.ts'
import { clockWords, PROVISIONAL_WHY, sourceWords } from '../worklist/due.words.ts'
import { ageWords, whenDue } from '../worklist/worklist.pages.ts'
import type { WorklistLine } from '../worklist/worklist.ts'
import {
  type ChildNow,
  episodesOf,
  episodeWords,
  type JourneyMonth,
  journeyPage,
  type StrandName,
  spanWords,
  statusWords,
  strandCounts,
  strands,
  type TimelineEvent,
} from './child.ts'
import { codeLabel } from './code-label.ts'

/** One thing that is odd in what is recorded of the child. */
export interface ChildFinding {
  readonly title: string
  readonly severity: string
  readonly detail: string | null
  readonly todo: string
}

/** Why a record that is outside the rules is open to this person. */
export interface OpenedRecord {
  readonly until: string
  readonly reason: string
}

/** What a child's page says. */
export interface ChildPage {
  readonly asAt: PlainDate
  readonly child: ChildNow
  readonly due: readonly WorklistLine[]
  readonly events: readonly TimelineEvent[]
  readonly findings: readonly ChildFinding[]
  readonly timescales: ReadonlyMap<string, Timescale>
  readonly opened?: OpenedRecord
  /** What the journey is narrowed to; none is all. */
  readonly strands: readonly StrandName[]
  readonly page: number
  /** Where it is said who has looked, for those who may know. */
  readonly looksHref?: string
}

/** A child: who and now, what is due and late, the journey, episodes, and what is odd in the data. */
export function childPage(page: ChildPage): Page {
  const { child } = page
  const main = html`${restrictions(page)}
<h1 class="govuk-heading-l">Child ${child.child}</h1>
${now(page)}
${contents(page)}
${due(page)}
${episodes(page)}
${findings(page.findings)}
${journey(page)}
${page.looksHref && html`<p class="govuk-body tl-no-print"><a class="govuk-link" href="${page.looksHref}">Who has looked at this child</a></p>`}`
  // no number of a child: titles stay in the history of browsers
  return { title: 'Child', main }
}

function restrictions({ child, opened }: ChildPage): Html {
  return html`${child.sealed && warningText({ text: 'This record is sealed. It opens only to people who are named for it.', iconFallbackText: 'Warning' })}
${opened && insetText({ html: html`<strong>You opened this record outside the rules</strong>, for this reason: “${opened.reason}”. It is open to you until ${opened.until}. The data protection lead has been told.` })}`
}

function now({ child, asAt }: ChildPage): Html {
  const { since } = child
  const others = otherCases(child)
  return summaryList({
    classes: 'tl-facts',
    rows: [
      fact(
        'Now',
        html`<strong>${statusWords(child.status)}</strong>${since && html`, since ${formatDate(since)} (${spanWords(since, asAt)})`}`,
      ),
      others.length > 0 && fact('Also open', html`${others.map((one) => html`<div>${one}</div>`)}`),
      fact('Worker', html`${child.worker ?? 'No worker is recorded'}`),
      fact('Team', html`${child.team ?? 'No team is recorded'}${child.area && html`, ${child.area}`}`),
      fact('Born', born(child, asAt)),
      fact(
        'Recorded as',
        html`${[codeLabel('gender', child.sex), codeLabel('ethnicity', child.ethnicity)].join(', ')}`,
      ),
      child.disability === 'Y' && fact('Disability', html`Yes`),
      fact('As at', html`${formatDate(asAt)}`),
    ],
  })
}

/** Cases beside the furthest-reaching one, those of one kind and day together with everyone who works on them. */
function otherCases({ cases, worker }: ChildNow): readonly Html[] {
  const alike = Map.groupBy(cases.slice(1), ({ kind, since }) => `${kind} ${since}`)
  return [...alike.values()].map((own) => {
    const { kind, since } = own[0]!
    const others = own.flatMap((one) => (one.worker === null || one.worker === worker ? [] : [one.worker]))
    return html`${statusWords(kind)}${since && html`, since ${formatDate(since)}`}${others.length > 0 && html` (${others.join(', ')})`}`
  })
}

function fact(key: string, value: Html) {
  return { key: { text: key }, value: { html: value } }
}

function born({ dateOfBirth }: ChildNow, asAt: PlainDate): Html {
  return dateOfBirth === null
    ? html`No date of birth is recorded`
    : html`${formatDate(dateOfBirth)}, ${ageWords(dateOfBirth, asAt)}`
}

/** A long page: the way to each part, with how much is in it. */
function contents({ due, events, findings, asAt }: ChildPage): Html {
  const late = due.filter(({ dueOn, state }) => dueOn !== null && dueOn < asAt && state !== 'unknown').length
  const parts = [
    ['due', late > 0 ? `Due and late (${due.length}, of which ${late} late)` : `Due and late (${due.length})`],
    ['episodes', 'Episodes'],
    findings.length > 0 && ['data', `Questions about the data (${findings.length})`],
    ['journey', `Journey (${events.length} ${events.length === 1 ? 'event' : 'events'})`],
  ].filter((part) => part !== false)
  return html`<nav aria-label="On this page" class="tl-no-print"><ul class="govuk-list tl-contents">
${parts.map(([id, text]) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>`)}</ul></nav>`
}

function due(page: ChildPage): Html {
  const none = html`<p class="govuk-body">Nothing is due or late, as far as the record shows.</p>`
  return html`<section aria-labelledby="due"><h2 class="govuk-heading-m" id="due">Due and late</h2>
${page.due.length === 0 ? none : html`<ul class="govuk-list tl-due">${page.due.map((line) => dueItem(line, page))}</ul>`}</section>`
}

function dueItem(line: WorklistLine, page: ChildPage): Html {
  const timescale = page.timescales.get(line.timescale)
  const isTheirs = line.worker !== null && line.worker !== page.child.worker
  return html`<li class="tl-due__item"><div class="tl-due__what">${timescale?.title ?? line.timescale}${isTheirs && html`<span class="tl-hint">${line.worker}</span>`}
${timescale && html`<details class="tl-why"><summary>Why this date</summary><p>${clockWords(line, timescale)}</p>${line.provisional && html`<p>Provisional: ${PROVISIONAL_WHY}</p>`}<p>${sourceWords(timescale)}</p></details>`}</div>
<div class="tl-due__when">${whenDue(line, page)}</div></li>`
}

function journey(page: ChildPage): Html {
  const { months, count, pages } = journeyPage(page.events, page.strands, page.page)
  const none = html`<p class="govuk-body">${page.events.length === 0 ? 'The lists hold no events of this child.' : 'There are no events of these kinds.'}</p>`
  return html`<section aria-labelledby="journey"><h2 class="govuk-heading-m" id="journey">Journey</h2>
${page.events.length > 0 && strandFilter(page)}
${count === 0 ? none : months.map((month) => monthBlock(month, page.child))}
${pageLinks({ current: page.page, last: pages, href: (to) => journeyHref(page, to) })}</section>`
}

function journeyHref(page: ChildPage, to: number): string {
  const query = new URLSearchParams(page.strands.map((strand): [string, string] => ['strand', strand]))
  if (to > 1) query.set('page', String(to))
  return `/children/${page.child.ref}?${query}#journey`
}

/** Only kinds that the child has; a form of boxes, so that it works without a script. */
function strandFilter(page: ChildPage): Html | false {
  const counts = strandCounts(page.events)
  if (counts.size < 2) return false
  const names = (Object.keys(strands) as StrandName[]).filter((name) => counts.has(name))
  return html`<details class="govuk-details tl-no-print"${page.strands.length > 0 && html` open`}>
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">Choose what to show</span></summary>
<form method="get" action="/children/${page.child.ref}#journey" class="govuk-details__text">
<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">Show only</legend>
<div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">${names.map((name) => strandBox(name, counts.get(name) ?? 0, page.strands.includes(name)))}</div></fieldset>
<div class="govuk-button-group tl-after-boxes"><button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show these</button>
<a class="govuk-link" href="/children/${page.child.ref}#journey">Show all</a></div>
</form></details>`
}

function strandBox(name: StrandName, count: number, isChosen: boolean): Html {
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="strand-${name}" name="strand" type="checkbox" value="${name}"${isChosen && html` checked`}>
<label class="govuk-label govuk-checkboxes__label" for="strand-${name}">${strands[name].title} (${count})</label></div>`
}

function monthBlock({ month, events }: JourneyMonth, child: ChildNow): Html {
  return html`<h3 class="govuk-heading-s tl-month">${formatMonth(plainDate(`${month}-01`))}</h3>
<ol class="govuk-list tl-timeline" reversed>${events.map((event) => eventItem(event, child))}</ol>`
}

const kindTitles: ReadonlyMap<string, string> = new Map(eventKinds.map(({ kind, title }) => [kind, title]))

/** Who did it is said where it was not who works with the child now. */
function eventItem({ onDate, kind, detail, worker, team }: TimelineEvent, child: ChildNow): Html {
  const who = worker === child.worker ? [] : [worker, team].filter((part) => part !== null)
  return html`<li class="tl-event"><span class="tl-event__day">${Number(onDate.slice(8))} <span class="govuk-visually-hidden">${formatMonth(onDate)}: </span></span><span><strong>${kindTitles.get(kind) ?? kind}</strong>${detail && html`: ${detail}`}${who.length > 0 && html`<span class="tl-hint">${who.join(', ')}</span>`}</span></li>`
}

function episodes({ events, asAt }: ChildPage): Html {
  const all = episodesOf(events, asAt)
  const none = html`<p class="govuk-body">The lists hold no episode of help or care.</p>`
  return html`<section aria-labelledby="episodes"><h2 class="govuk-heading-m" id="episodes">Episodes</h2>
${all.length === 0 ? none : summaryList({ classes: 'tl-facts', rows: all.map((one) => fact(one.title, html`${episodeWords(one, asAt)}`)) })}</section>`
}

const severityLook: Readonly<Record<string, readonly [words: string, classes: string]>> = {
  error: ['Cannot be right', 'govuk-tag--red'],
  warning: ['Makes figures wrong', 'govuk-tag--orange'],
  query: ['Worth a look', 'govuk-tag--grey'],
}

function findings(found: readonly ChildFinding[]): Html | false {
  if (found.length === 0) return false
  return html`<section aria-labelledby="data"><h2 class="govuk-heading-m" id="data">Questions about the data</h2>
<p class="govuk-body">About how this child is recorded, not about the child. Mend them in your case system; they go with the next extract.</p>
<ul class="govuk-list tl-findings">${found.map(finding)}</ul></section>`
}

function finding({ title, severity, detail, todo }: ChildFinding): Html {
  const [words, classes] = severityLook[severity] ?? [severity, '']
  return html`<li class="tl-finding">${tag({ text: words, classes })} <strong>${title}</strong>${detail && html`<span class="tl-event__detail">${detail}</span>`}<span class="tl-hint">${todo}</span></li>`
}
