import { type Html, html, trusted } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf, idOf } from './attributes.ts'

export type Button = Common &
  Content & {
    readonly href?: string
    readonly type?: 'submit' | 'button' | 'reset'
    readonly name?: string
    readonly value?: string
    readonly disabled?: boolean
    readonly isStartButton?: boolean
    readonly preventDoubleClick?: boolean
  }

const START_ICON = trusted(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
)

/** A button that sends its form, or, with `href`, a link that looks like one. */
export function button(options: Button): Html {
  const classes = classesOf('govuk-button', options.classes, options.isStartButton ? 'govuk-button--start' : undefined)
  const common = html` class="${classes}" data-module="govuk-button"${attributesOf(options.attributes)}${idOf(options)}`
  const words = options.html && options.isStartButton ? html`<span>${options.html}</span>` : contentOf(options)
  const content = html`${words}${options.isStartButton && START_ICON}`
  if (options.href) return html`<a href="${options.href}" role="button" draggable="false"${common}>${content}</a>`
  return html`<button type="${options.type ?? 'submit'}"${submission(options)}${common}>${content}</button>`
}

function submission({ value, name, disabled, preventDoubleClick }: Button): Html {
  const prevented = preventDoubleClick !== undefined && html` data-prevent-double-click="${String(preventDoubleClick)}"`
  return html`${value && html` value="${value}"`}${name && html` name="${name}"`}${disabled && html` disabled aria-disabled="true"`}${prevented}`
}
