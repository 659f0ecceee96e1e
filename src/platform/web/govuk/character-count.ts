import { type Html, html } from '../html.ts'
import { classesOf } from './attributes.ts'
import { besideInput, hint } from './form-group.ts'
import { type Textarea, textarea } from './textarea.ts'

export type CharacterCount = Textarea & {
  readonly maxlength?: number | string
  readonly maxwords?: number | string
  readonly threshold?: number | string
  readonly countType?: string
  readonly textareaDescriptionText?: string
  readonly countMessage?: { readonly classes?: string }
  readonly charactersUnderLimitText?: Plural
  readonly charactersAtLimitText?: string
  readonly charactersOverLimitText?: Plural
  readonly wordsUnderLimitText?: Plural
  readonly wordsAtLimitText?: string
  readonly wordsOverLimitText?: Plural
}

/** Words by number: `other`, and `one`. */
type Plural = Readonly<Record<string, string>>

/** A field for text of a limited length; a script tells how much of it is left. The server must check the length too. */
export function characterCount(options: CharacterCount): Html {
  const id = options.id || options.name
  const { formGroup } = options
  return textarea({
    ...fieldOf(options),
    id,
    describedBy: `${id}-info`,
    classes: classesOf('govuk-js-character-count', options.classes),
    formGroup: {
      classes: classesOf('govuk-character-count', formGroup?.classes),
      attributes: { ...moduleAttributes(options), ...formGroup?.attributes },
      ...(formGroup?.beforeInput === undefined ? {} : { beforeInput: formGroup.beforeInput }),
      afterInput: { html: html`${message(options, id)}${besideInput(formGroup?.afterInput)}` },
    },
  })
}

/** What the field takes as it is. It has no `disabled`, nor has govuk-frontend's. */
function fieldOf({ name, label, hint, errorMessage, value, rows, spellcheck, attributes }: CharacterCount): Textarea {
  const given = { label, hint, errorMessage, value, rows, spellcheck, attributes }
  return { name, ...Object.fromEntries(Object.entries(given).filter(([, option]) => option !== undefined)) }
}

function moduleAttributes(options: CharacterCount): Record<string, string | number> {
  const { maxlength, maxwords } = options
  const attributes = [
    ['data-module', 'govuk-character-count'],
    ['data-maxlength', maxlength],
    ['data-maxwords', maxwords],
    ['data-threshold', options.threshold],
    ['data-count-type', options.countType || (maxwords ? 'words' : undefined)],
    ['data-i18n.textarea-description.other', maxwords || maxlength ? undefined : options.textareaDescriptionText],
    ...plural('characters-under-limit', options.charactersUnderLimitText),
    ['data-i18n.characters-at-limit', options.charactersAtLimitText],
    ...plural('characters-over-limit', options.charactersOverLimitText),
    ...plural('words-under-limit', options.wordsUnderLimitText),
    ['data-i18n.words-at-limit', options.wordsAtLimitText],
    ...plural('words-over-limit', options.wordsOverLimitText),
  ] as const
  return Object.fromEntries(attributes.flatMap(([name, value]) => (value == null ? [] : [[name, value]])))
}

function plural(key: string, words: Plural | undefined): (readonly [string, string])[] {
  return Object.entries(words ?? {}).map(([count, text]) => [`data-i18n.${key}.${count}`, text])
}

function message(options: CharacterCount, id: string): Html {
  const most = options.maxwords || options.maxlength
  const isWords = options.countType === 'words' || (!options.countType && options.maxwords)
  const words = options.textareaDescriptionText || `You can enter up to %{count} ${isWords ? 'words' : 'characters'}`
  const classes = classesOf('govuk-character-count__message', options.countMessage?.classes)
  return hint({ id: `${id}-info`, classes, ...(most ? { text: words.replace('%{count}', String(most)) } : {}) })
}
