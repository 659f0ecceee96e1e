import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf } from './attributes.ts'
import {
  besideInput,
  describedByAttribute,
  type ErrorMessage,
  type Fieldset,
  type FormGroup,
  type Hint,
  hint,
  inputGroup,
  label,
} from './form-group.ts'

/** One box or button, or (`divider`) the word between the last choice and those before. */
export type Choice = Content & {
  readonly value?: string | number
  readonly id?: string
  readonly name?: string
  readonly divider?: string
  readonly checked?: boolean
  readonly disabled?: boolean
  readonly behaviour?: string
  readonly hint?: Hint
  readonly label?: { readonly classes?: string; readonly attributes?: Attributes }
  readonly conditional?: { readonly html?: Html } | null
  readonly attributes?: Attributes
}

export type Choices = Common & {
  readonly name: string
  readonly idPrefix?: string
  readonly items: readonly (Choice | null | false | '')[]
  readonly fieldset?: Fieldset
  readonly hint?: Hint
  readonly errorMessage?: ErrorMessage | undefined
  readonly describedBy?: string
  readonly formGroup?: FormGroup
}

export type Checkboxes = Choices & { readonly values?: readonly (string | number)[] }
export type Radios = Choices & { readonly value?: string | number | null }

/** Any number of a few choices. */
export function checkboxes(options: Checkboxes): Html {
  // Without a fieldset, what describes all of the boxes is said of each.
  const all = options.fieldset ? '' : (options.describedBy ?? '')
  const id = options.idPrefix || options.name
  const described = options.fieldset
    ? ''
    : ids(all, options.hint && `${id}-hint`, options.errorMessage && `${id}-error`)
  const isChosen = (value: string | number | undefined): boolean => (options.values ?? []).some((one) => one === value)
  return choices('checkbox', options, isChosen, described)
}

/**
 * One of a few choices.
 *
 * Prefer a page of its own to a `conditional` part: govuk-frontend's script marks such a button as expanded, which ARIA does not
 * allow for radios and axe reports.
 */
export function radios(options: Radios): Html {
  return choices('radio', options, (value) => Boolean(options.value) && value === options.value, '')
}

interface Kind {
  readonly kind: 'checkbox' | 'radio'
  readonly block: string
  readonly isChosen: (value: Choice['value']) => boolean
  readonly described: string
}

function choices(kind: Kind['kind'], options: Choices, isChosen: Kind['isChosen'], described: string): Html {
  const id = options.idPrefix || options.name
  const block = kind === 'checkbox' ? 'govuk-checkboxes' : 'govuk-radios'
  const shown = options.items.map(
    (item, i) => item && one({ kind, block, isChosen, described }, item, options.name, i === 0 ? id : `${id}-${i + 1}`),
  )
  const inputs = html`<div class="${classesOf(block, options.classes)}"${attributesOf(options.attributes)} data-module="${block}">
${besideInput(options.formGroup?.beforeInputs)}
${shown}
${besideInput(options.formGroup?.afterInputs)}
</div>`
  return inputGroup(options, id, inputs)
}

function one(kind: Kind, item: Choice, name: string, ownId: string): Html {
  const { block } = kind
  if (item.divider) return html`<div class="${block}__divider">${item.divider}</div>`
  const id = item.id || ownId
  const isChecked = item.checked || (kind.isChosen(item.value) && item.checked !== false)
  const more = item.conditional?.html
  const hidden = isChecked ? '' : `${block}__conditional--hidden`
  return html`<div class="${block}__item">
${control(kind, item, id, item.name && kind.kind === 'checkbox' ? item.name : name, isChecked)}
${label({ ...wordsOf(item), classes: classesOf(`${block}__label`, item.label?.classes), ...(item.label?.attributes ? { attributes: item.label.attributes } : {}), for: id })}
${hasHint(item) && hint({ ...item.hint, id: `${id}-item-hint`, classes: classesOf(`${block}__hint`, item.hint?.classes) })}
</div>
${more && html`<div class="${classesOf(`${block}__conditional`, hidden)}" id="conditional-${id}">${more}</div>`}`
}

function control(kind: Kind, item: Choice, id: string, name: string, isChecked: boolean): Html {
  const controls = item.conditional?.html && html` data-aria-controls="conditional-${id}"`
  const behaviour = kind.kind === 'checkbox' && item.behaviour && html` data-behaviour="${item.behaviour}"`
  const described = ids(kind.described, hasHint(item) && `${id}-item-hint`)
  return html`<input class="${kind.block}__input" id="${id}" name="${name}" type="${kind.kind}" value="${item.value}"${isChecked && html` checked`}${item.disabled && html` disabled`}${controls}${behaviour}${describedByAttribute(described)}${attributesOf(item.attributes)}>`
}

function hasHint(item: Choice): boolean {
  return Boolean(item.hint?.text || item.hint?.html)
}

function wordsOf(item: Choice): Content {
  return {
    ...(item.text === undefined ? {} : { text: item.text }),
    ...(item.html === undefined ? {} : { html: item.html }),
  }
}

function ids(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(' ')
}
