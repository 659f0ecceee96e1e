import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

/** A short word of status. Colour comes from `classes` and never speaks alone: the word says the same. */
export function tag(options: Common & Content): Html {
  const classes = classesOf('govuk-tag', options.classes)
  return html`<strong class="${classes}"${attributesOf(options.attributes)}>${contentOf(options)}</strong>`
}
