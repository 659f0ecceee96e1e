import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'
import { besideInput, describedByAttribute, type Field, labelled } from './form-group.ts'

export type Affix = Common & Content

export type Input = Field & {
  readonly type?: string
  readonly value?: string | number
  readonly inputmode?: string
  readonly autocomplete?: string
  readonly autocapitalize?: string
  readonly pattern?: string
  readonly spellcheck?: boolean
  readonly prefix?: Affix
  readonly suffix?: Affix
  readonly inputWrapper?: Common
}

/** A field for a line of text. */
export function input(options: Input): Html {
  const id = options.id || options.name
  return labelled(options, id, (describedBy) => wrapped(options, element(options, id, describedBy)))
}

function element(options: Input, id: string, describedBy: string): Html {
  const error = options.errorMessage ? 'govuk-input--error' : undefined
  const spelling = typeof options.spellcheck === 'boolean' && html` spellcheck="${String(options.spellcheck)}"`
  return html`<input class="${classesOf('govuk-input', options.classes, error)}" id="${id}" name="${options.name}" type="${options.type || 'text'}"${spelling}${optional('value', options.value)}${options.disabled && html` disabled`}${describedByAttribute(describedBy)}${optional('autocomplete', options.autocomplete)}${optional('autocapitalize', options.autocapitalize)}${optional('pattern', options.pattern)}${optional('inputmode', options.inputmode)}${attributesOf(options.attributes)}>`
}

function optional(name: string, value: string | number | undefined): Html {
  return value === undefined || value === null ? html`` : attributesOf({ [name]: value })
}

function wrapped(options: Input, control: Html): Html {
  const { prefix, suffix, formGroup } = options
  const beside = [prefix, suffix, formGroup?.beforeInput, formGroup?.afterInput]
  if (!beside.some((content) => content?.html || content?.text)) return control
  return html`<div class="${classesOf('govuk-input__wrapper', options.inputWrapper?.classes)}"${attributesOf(options.inputWrapper?.attributes)}>
${besideInput(formGroup?.beforeInput)}
${affix('prefix', prefix)}
${control}
${affix('suffix', suffix)}
${besideInput(formGroup?.afterInput)}
</div>`
}

function affix(place: 'prefix' | 'suffix', options: Affix | undefined): Html {
  if (!options?.html && !options?.text) return html``
  return html`<div class="${classesOf(`govuk-input__${place}`, options.classes)}" aria-hidden="true"${attributesOf(options.attributes)}>${contentOf(options)}</div>`
}
