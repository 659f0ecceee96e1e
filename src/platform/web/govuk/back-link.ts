import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf } from './attributes.ts'

export type BackLink = Common & Content & { readonly href?: string }

/** The one link back, above the content of a page. */
export function backLink(options: BackLink): Html {
  const classes = classesOf('govuk-back-link', options.classes)
  const content = options.html ?? (options.text || 'Back')
  return html`<a href="${options.href || '#'}" class="${classes}"${attributesOf(options.attributes)}>${content}</a>`
}
