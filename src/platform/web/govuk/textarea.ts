import { type Html, html } from '../html.ts'
import { attributesOf, classesOf } from './attributes.ts'
import { besideInput, describedByAttribute, type Field, labelled } from './form-group.ts'

export type Textarea = Field & {
  readonly value?: string
  readonly rows?: number | string
  readonly spellcheck?: boolean
  readonly autocomplete?: string
}

/** A field for more than a line of text. */
export function textarea(options: Textarea): Html {
  const id = options.id || options.name
  return labelled(options, id, (describedBy) => {
    const { formGroup } = options
    return html`${besideInput(formGroup?.beforeInput)}
${element(options, id, describedBy)}
${besideInput(formGroup?.afterInput)}`
  })
}

function element(options: Textarea, id: string, describedBy: string): Html {
  const classes = classesOf('govuk-textarea', options.errorMessage ? 'govuk-textarea--error' : '', options.classes)
  const spelling = typeof options.spellcheck === 'boolean' && html` spellcheck="${String(options.spellcheck)}"`
  const completing = options.autocomplete && html` autocomplete="${options.autocomplete}"`
  // Browsers drop one line end that follows the tag, so text that begins with one has another put before it.
  const text = options.value?.startsWith('\n') ? `\n${options.value}` : options.value
  return html`<textarea class="${classes}" id="${id}" name="${options.name}" rows="${options.rows || 5}"${spelling}${options.disabled && html` disabled`}${describedByAttribute(describedBy)}${completing}${attributesOf(options.attributes)}>${text}</textarea>`
}
