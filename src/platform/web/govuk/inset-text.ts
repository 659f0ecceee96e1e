import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf, idOf } from './attributes.ts'

/** A block of text set apart by a line at its side. */
export function insetText(options: Common & Content): Html {
  const classes = classesOf('govuk-inset-text', options.classes)
  return html`<div${idOf(options)} class="${classes}"${attributesOf(options.attributes)}>${contentOf(options)}</div>`
}
