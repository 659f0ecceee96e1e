import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, classesOf } from './attributes.ts'
import { besideInput, describedByAttribute, type Field, labelled } from './form-group.ts'

export interface SelectItem {
  readonly value?: string | number
  readonly text: string
  readonly selected?: boolean
  readonly disabled?: boolean
  readonly attributes?: Attributes
}

export type Select = Field & {
  readonly items?: readonly (SelectItem | null | false | '')[]
  /** The value, or the text of an item without one, that is chosen. */
  readonly value?: string | number
}

/** One of a list of choices: for lists that are too long for radios. */
export function select(options: Select): Html {
  const id = options.id || options.name
  const classes = classesOf('govuk-select', options.classes, options.errorMessage ? 'govuk-select--error' : '')
  return labelled(
    options,
    id,
    (describedBy) => html`${besideInput(options.formGroup?.beforeInput)}
<select class="${classes}" id="${id}" name="${options.name}"${options.disabled && html` disabled`}${describedByAttribute(describedBy)}${attributesOf(options.attributes)}>
${(options.items ?? []).map((item) => item && choice(item, options.value))}
</select>
${besideInput(options.formGroup?.afterInput)}`,
  )
}

function choice(item: SelectItem, chosen: string | number | undefined): Html {
  const isChosen = item.selected || (Boolean(chosen) && (item.value ?? item.text) === chosen && item.selected !== false)
  const value = item.value !== undefined && html` value="${String(item.value)}"`
  return html`<option${value}${isChosen && html` selected`}${item.disabled && html` disabled`}${attributesOf(item.attributes)}>${item.text}</option>`
}
