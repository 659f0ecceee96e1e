import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, classesOf } from './attributes.ts'
import { besideInput, type ErrorMessage, type Fieldset, type FormGroup, type Hint, inputGroup } from './form-group.ts'
import { input } from './input.ts'

export interface DatePart {
  readonly name?: string
  readonly id?: string
  readonly label?: string
  readonly value?: string | number
  readonly classes?: string
  readonly error?: boolean
  readonly inputmode?: string
  readonly autocomplete?: string
  readonly pattern?: string
  readonly attributes?: Attributes
}

export type DateInput = Common & {
  readonly id: string
  readonly namePrefix?: string
  /** A part that is `false` is left out. */
  readonly day?: DatePart | false | null
  readonly month?: DatePart | false | null
  readonly year?: DatePart | false | null
  readonly items?: readonly (DatePart | null | false)[]
  readonly values?: Readonly<Record<string, string | number>>
  readonly fieldset?: Fieldset
  readonly hint?: Hint
  readonly errorMessage?: ErrorMessage | undefined
  readonly formGroup?: FormGroup
}

const WIDTHS = { day: 2, month: 2, year: 4 } as const

type Kind = keyof typeof WIDTHS

const KINDS = Object.keys(WIDTHS) as Kind[]

/** A day as three fields: day, month, year. Read what comes back with `readDateFields`. */
export function dateInput(options: DateInput): Html {
  const parts = partsOf(options)
  const items = options.items && options.items.length > 0 ? options.items : KINDS.map((kind) => parts[kind])
  const isMarked = items.some((part) => part && hasError(part))
  const isWrong = (part: DatePart): boolean =>
    hasError(part) || (part.error !== false && options.errorMessage !== undefined && !isMarked)
  const inputs = html`<div class="${classesOf('govuk-date-input', options.classes)}"${attributesOf(options.attributes)} id="${options.id}">
${besideInput(options.formGroup?.beforeInputs)}
${items.map((part) => part && partInput(options, parts, part, isWrong(part)))}
${besideInput(options.formGroup?.afterInputs)}
</div>`
  return inputGroup(options, options.id, inputs, 'group')
}

type Parts = Readonly<Record<Kind, DatePart | false | null>>

function partsOf(options: DateInput): Parts {
  const usual = (kind: Kind): DatePart => {
    const value = options.values?.[kind]
    return { name: kind, classes: `govuk-input--width-${WIDTHS[kind]}`, ...(value === undefined ? {} : { value }) }
  }
  const { day = usual('day'), month = usual('month'), year = usual('year') } = options
  return { day, month, year }
}

/** Which part of a date an item is, by itself or by its name. */
function kindOf(parts: Parts, item: DatePart): Kind | undefined {
  return KINDS.find((kind) => {
    const part = parts[kind]
    return part === item || (item.name !== undefined && (item.name === kind || (part && part.name === item.name)))
  })
}

function partInput(options: DateInput, parts: Parts, item: DatePart, isWrong: boolean): Html {
  const kind = kindOf(parts, item)
  const name = item.name ?? kind ?? ''
  const whole = `${options.namePrefix ? `${options.namePrefix}-` : ''}${name}`
  const ofKind = kind === undefined ? undefined : parts[kind]
  const value = item.value ?? (ofKind ? ofKind.value : undefined) ?? options.values?.[whole]
  return html`<div class="govuk-date-input__item">${input({
    label: { text: item.label || capitalised(name), classes: 'govuk-date-input__label' },
    id: item.id || `${options.id}-${name}`,
    classes: partClasses(item, kind === undefined ? 2 : WIDTHS[kind], isWrong),
    name: whole,
    inputmode: item.inputmode || 'numeric',
    ...(value === undefined ? {} : { value }),
    ...(item.autocomplete === undefined ? {} : { autocomplete: item.autocomplete }),
    ...(item.pattern === undefined ? {} : { pattern: item.pattern }),
    ...(item.attributes === undefined ? {} : { attributes: item.attributes }),
  })}</div>`
}

function partClasses(item: DatePart, width: number, isWrong: boolean): string {
  const given = item.classes ?? ''
  return classesOf(
    'govuk-date-input__input',
    isWrong && !given.includes('govuk-input--error') ? 'govuk-input--error' : undefined,
    given.includes('govuk-input--width-') ? undefined : `govuk-input--width-${width}`,
    given,
  )
}

function hasError(part: DatePart): boolean {
  return part.error === true || (part.classes ?? '').includes('govuk-input--error')
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
