/**
 * Markup that is safe to send as it stands. It is made by `html` and `trusted` and by nothing else: text that looks like
 * markup, or an object parsed from JSON, is never taken for it.
 */
class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }

  static owns(value: unknown): value is Markup {
    return typeof value === 'object' && value !== null && #text in value
  }
}

/** Safe markup; `String(markup)` gives its text. */
export type Html = Markup

/** What may stand in an `html` template: text and numbers are escaped, lists are joined, and nothing is printed for the rest. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

/**
 * Markup from a template. Every value that is not already `Html` is escaped, for element text and for quoted attributes
 * alike (attributes must be quoted; values never go into a script, a style or an attribute's name).
 *
 * @example html`<p title="${'"'}">${'<b>'}</p>` // <p title="&quot;">&lt;b&gt;</p>
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? ''
  // A page calls this a thousand times: an index is several times as fast here as an iterator.
  for (let i = 0; i < values.length; i++) text += textOf(values[i]) + strings[i + 1]
  return new Markup(text)
}

/** Markup that the program itself made or ships (a chart, a style sheet), taken as it is. Never for what people or files say. */
export function trusted(markup: string): Html {
  return new Markup(markup)
}

/** True for what `html` or `trusted` made. */
export function isHtml(value: unknown): value is Html {
  return Markup.owns(value)
}

function textOf(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  return isHtml(value) ? value.toString() : textOfAll(value)
}

function textOfAll(values: readonly HtmlValue[]): string {
  let text = ''
  for (let i = 0; i < values.length; i++) text += textOf(values[i])
  return text
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\0': '\uFFFD',
}

const SPECIAL = /[&<>"'`\0]/

/** `text` with every character that could end it, in an element or in a quoted attribute, written as an entity. */
export function escapeHtml(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replace(/[&<>"'`\0]/g, (character) => ENTITIES[character] ?? character)
}
