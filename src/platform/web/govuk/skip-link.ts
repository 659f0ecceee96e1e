import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type SkipLink = Common & Content & { readonly href?: string }

/** The first link of a page, seen when it has the keyboard's focus: past the header to the content. */
export function skipLink(options: SkipLink): Html {
  const classes = classesOf('govuk-skip-link', options.classes)
  const more = attributesOf(options.attributes)
  const href = options.href ?? '#content'
  return html`<a href="${href}" class="${classes}"${more} data-module="govuk-skip-link">${contentOf(options)}</a>`
}
