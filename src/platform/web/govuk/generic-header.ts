import { type Html, html } from '../html.ts'
import { attributesOf, type Common, classesOf } from './attributes.ts'

export type GenericHeader = Common & {
  readonly url?: string
  readonly logoText?: string
  readonly logoHtml?: Html
  readonly containerClasses?: string
}

/** The bar at the top of a page for services that are not on GOV.UK: our own name, no crown. */
export function genericHeader(options: GenericHeader): Html {
  const container = options.containerClasses ?? 'govuk-width-container'
  return html`<div class="${classesOf('govuk-generic-header', options.classes)}"${attributesOf(options.attributes)}>
  <div class="govuk-generic-header__container ${container}">
    <div class="govuk-generic-header__logo">
      <a href="${options.url ?? '/'}" class="govuk-generic-header__homepage-link">
        ${options.logoHtml ?? options.logoText}
      </a>
    </div>
  </div>
</div>`
}
