import { type Html, html, trusted } from '../html.ts'

/** Extra attributes of a component: names are written in code, values may be anyone's. */
export type Attributes = Readonly<Record<string, string | number>>

/** Words as text (escaped) or as markup; markup wins where both are given, as in govuk-frontend. */
export interface Content {
  readonly text?: string | number
  readonly html?: Html
}

/** Options that every component takes. */
export interface Common {
  readonly id?: string
  readonly classes?: string
  readonly attributes?: Attributes
}

/** What a component prints for `content`. */
export function contentOf(content: Content): Html {
  return content.html ?? html`${content.text}`
}

/** ` name="value"` for each attribute, in the order given. */
export function attributesOf(attributes: Attributes | undefined): Html {
  return html`${Object.entries(attributes ?? {}).map(([name, value]) => html` ${trusted(checkedName(name))}="${value}"`)}`
}

/** ` id="..."`, or nothing. */
export function idOf(common: Common): Html {
  return html`${common.id === undefined ? '' : html` id="${common.id}"`}`
}

/** A class list: `name` and what the caller adds. */
export function classesOf(name: string, ...more: readonly (string | undefined)[]): string {
  return [name, ...more].filter((part) => part !== undefined && part !== '').join(' ')
}

function checkedName(name: string): string {
  if (!/^[a-z][a-z0-9.-]*$/.test(name))
    throw new RangeError(`not an attribute name: ${JSON.stringify(name.slice(0, 40))}`)
  return name
}
