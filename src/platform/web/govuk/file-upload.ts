import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, classesOf } from './attributes.ts'
import { besideInput, describedByAttribute, type Field, labelled } from './form-group.ts'

export type FileUpload = Field & {
  readonly multiple?: boolean
  /** A place to drop files on, where there is a script. */
  readonly javascript?: boolean
  readonly wrapperClasses?: string
  readonly wrapperAttributes?: Attributes
  readonly chooseFilesButtonText?: string
  readonly dropInstructionText?: string
  readonly noFileChosenText?: string
  readonly multipleFilesChosenText?: Readonly<Record<string, string>>
  readonly enteredDropZoneText?: string
  readonly leftDropZoneText?: string
}

/** A field for a file, or for several. */
export function fileUpload(options: FileUpload): Html {
  const id = options.id || options.name
  return labelled(options, id, (describedBy) => {
    const control = element(options, id, describedBy)
    return html`${besideInput(options.formGroup?.beforeInput)}
${options.javascript ? dropZone(options, control) : control}
${besideInput(options.formGroup?.afterInput)}`
  })
}

function element(options: FileUpload, id: string, describedBy: string): Html {
  const classes = classesOf(
    'govuk-file-upload',
    options.classes,
    options.errorMessage ? 'govuk-file-upload--error' : '',
  )
  return html`<input class="${classes}" id="${id}" name="${options.name}" type="file"${options.disabled && html` disabled`}${options.multiple && html` multiple`}${describedByAttribute(describedBy)}${attributesOf(options.attributes)}>`
}

function dropZone(options: FileUpload, control: Html): Html {
  const classes = classesOf('govuk-file-upload-wrapper', options.wrapperClasses)
  return html`<div class="${classes}" data-module="govuk-file-upload"${attributesOf(words(options))}${attributesOf(options.wrapperAttributes)}>${control}</div>`
}

function words(options: FileUpload): Attributes {
  const several = Object.entries(options.multipleFilesChosenText ?? {})
  const given = [
    ['choose-files-button', options.chooseFilesButtonText],
    ['no-file-chosen', options.noFileChosenText],
    ...several.map(([count, text]) => [`multiple-files-chosen.${count}`, text]),
    ['drop-instruction', options.dropInstructionText],
    ['entered-drop-zone', options.enteredDropZoneText],
    ['left-drop-zone', options.leftDropZoneText],
  ].flatMap(([key, text]) => (text ? [[`data-i18n.${key}`, text]] : []))
  return Object.fromEntries(given)
}
