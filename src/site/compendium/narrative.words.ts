import type { Narrative } from '#figures'
import { type Html, html } from '#platform/web'
import { formatDate, type PlainDate } from '#values'
import { paragraphs } from './measure.pages.ts'

/** What the service says of a change, or that it has not said anything yet: a silence is shown as one. */
export function narrativeWords(narrative: Narrative | undefined): Html {
  if (narrative?.answer == null) {
    return html`<p class="govuk-body"><strong>The service has not said yet what it is doing about this.</strong></p>`
  }
  const day = formatDate((narrative.answeredAt ?? '').slice(0, 10) as PlainDate)
  return html`<p class="govuk-body"><strong>What the service says:</strong></p>
${paragraphs(narrative.answer)}
<p class="govuk-body-s">${narrative.answeredBy}, ${day}</p>`
}
