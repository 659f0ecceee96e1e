import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type WarningText = Common & Content & { readonly iconFallbackText?: string }

/** Text after an exclamation mark, for what must not be missed; read out as "Warning". */
export function warningText(options: WarningText): Html {
  return html`<div class="${classesOf('govuk-warning-text', options.classes)}"${attributesOf(options.attributes)}>
  <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
  <strong class="govuk-warning-text__text">
    <span class="govuk-visually-hidden">${options.iconFallbackText ?? 'Warning'}</span>
    ${contentOf(options)}
  </strong>
</div>`
}
