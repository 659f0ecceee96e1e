import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf, idOf } from './attributes.ts'

export type Details = Common &
  Content & { readonly summaryText?: string; readonly summaryHtml?: Html; readonly open?: boolean }

/** Text behind a summary that opens it; the browser does the opening. */
export function details(options: Details): Html {
  const classes = classesOf('govuk-details', options.classes)
  const open = options.open ? ' open' : ''
  return html`<details${idOf(options)} class="${classes}"${attributesOf(options.attributes)}${open}>
  <summary class="govuk-details__summary">
    <span class="govuk-details__summary-text">${options.summaryHtml ?? options.summaryText}</span>
  </summary>
  <div class="govuk-details__text">${contentOf(options)}</div>
</details>`
}
