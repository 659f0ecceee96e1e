import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf, contentOf, idOf } from './attributes.ts'

export type Label = Common & Content & { readonly isPageHeading?: boolean; readonly for?: string }

/** The name of a field. Nothing when it has no words. */
export function label(options: Label): Html {
  if (!options.html && (options.text === undefined || options.text === '')) return html``
  const of = options.for && html` for="${options.for}"`
  const element = html`<label class="${classesOf('govuk-label', options.classes)}"${attributesOf(options.attributes)}${of}>${contentOf(options)}</label>`
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element
}

export type Hint = Common & Content

/** What helps to fill in a field, below its name. */
export function hint(options: Hint): Html {
  return html`<div${idOf(options)} class="${classesOf('govuk-hint', options.classes)}"${attributesOf(options.attributes)}>${contentOf(options)}</div>`
}

export type ErrorMessage = Common & Content & { readonly visuallyHiddenText?: string | false | null }

/** What is wrong with a field, beside it: the same words as in the summary. */
export function errorMessage(options: ErrorMessage): Html {
  const hidden = options.visuallyHiddenText === undefined ? 'Error' : options.visuallyHiddenText
  const before = hidden ? html`<span class="govuk-visually-hidden">${hidden}:</span> ` : ''
  return html`<p${idOf(options)} class="${classesOf('govuk-error-message', options.classes)}"${attributesOf(options.attributes)}>${before}${contentOf(options)}</p>`
}

export type Legend = Common & Content & { readonly isPageHeading?: boolean }

export type Fieldset = Common & {
  readonly describedBy?: string
  readonly role?: string
  readonly legend?: Legend
  readonly html?: Html
}

/** Fields that answer one question, named by their legend. */
export function fieldset(options: Fieldset): Html {
  const role = options.role && html` role="${options.role}"`
  const described = options.describedBy && html` aria-describedby="${options.describedBy}"`
  return html`<fieldset class="${classesOf('govuk-fieldset', options.classes)}"${role}${described}${attributesOf(options.attributes)}>
${options.legend && legend(options.legend)}
${options.html}
</fieldset>`
}

function legend(options: Legend): Html {
  if (!options.html && !options.text) return html``
  const content = options.isPageHeading
    ? html`<h1 class="govuk-fieldset__heading">${contentOf(options)}</h1>`
    : contentOf(options)
  return html`<legend class="${classesOf('govuk-fieldset__legend', options.classes)}">${content}</legend>`
}

export interface FormGroup {
  readonly classes?: string
  readonly attributes?: Attributes
  readonly beforeInput?: Content
  readonly afterInput?: Content
  readonly beforeInputs?: Content
  readonly afterInputs?: Content
}

/** Options that every field takes. */
export type Field = Common & {
  readonly name: string
  readonly label?: Label
  readonly hint?: Hint
  readonly errorMessage?: ErrorMessage | undefined
  readonly describedBy?: string
  readonly disabled?: boolean
  readonly formGroup?: FormGroup
}

/** A field with its label, hint and error; `control` prints the field itself, given the ids of what describes it. */
export function labelled(field: Field, id: string, control: (describedBy: string) => Html): Html {
  const { hint: help, errorMessage: error } = field
  return group(
    field,
    html`${label({ ...field.label, for: id })}
${help && hint({ ...help, id: `${id}-hint` })}
${error && errorMessage({ ...error, id: `${id}-error` })}
${control(describedBy(field.describedBy, id, field))}`,
  )
}

/** Several inputs with their hint, error and, where there is one, legend; `inputs` prints them. */
export function inputGroup(
  field: Omit<Field, 'name' | 'label'> & { readonly fieldset?: Fieldset },
  id: string,
  inputs: Html,
  role?: string,
): Html {
  const { hint: help, errorMessage: error, fieldset: around } = field
  const content = html`${help && hint({ ...help, id: `${id}-hint` })}
${error && errorMessage({ ...error, id: `${id}-error` })}
${inputs}`
  if (around === undefined) return group(field, content)
  const described = describedBy(around.describedBy ?? field.describedBy, id, field)
  return group(
    field,
    fieldset({ ...around, html: content, describedBy: described, ...(role === undefined ? {} : { role }) }),
  )
}

/** The ids of what describes a field, in the order they stand. */
export function describedBy(
  given: string | undefined,
  id: string,
  field: Pick<Field, 'hint' | 'errorMessage'>,
): string {
  return [given, field.hint && `${id}-hint`, field.errorMessage && `${id}-error`].filter(Boolean).join(' ')
}

/** ` aria-describedby="..."`, or nothing. */
export function describedByAttribute(ids: string): Html {
  return html`${ids !== '' && html` aria-describedby="${ids}"`}`
}

function group(field: Pick<Field, 'errorMessage' | 'formGroup'>, content: Html): Html {
  const error = field.errorMessage ? 'govuk-form-group--error' : undefined
  const classes = classesOf('govuk-form-group', error, field.formGroup?.classes)
  return html`<div class="${classes}"${attributesOf(field.formGroup?.attributes)}>
${content}
</div>`
}

/** What a page puts before or after an input of a group. */
export function besideInput(content: Content | undefined): Html {
  return content === undefined ? html`` : contentOf(content)
}
