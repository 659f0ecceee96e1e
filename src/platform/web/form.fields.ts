import { randomBytes } from 'node:crypto'
import { type Html, html } from './html.ts'
import type { Fields } from './route.ts'
import type { Visit } from './visit.ts'

/** Name of the field that proves that a form came from a page of ours. */
export const CSRF_FIELD = '_csrf'

/** Name of the field that tells one filling-in of a form from another. */
export const FORM_KEY_FIELD = '_form'

/** The hidden field that every form with `method="post"` begins with; in a form with files it must come before them. */
export function csrfField(visit: Pick<Visit, 'csrf'>): Html {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${visit.csrf}">`
}

/**
 * The hidden field that makes a form do its work once, however often it is sent: a double click, the back button, a repeat
 * after a time-out.
 *
 * It is drawn when the form is first shown, and kept when it is shown again with problems (give `form` then). The
 * store writes it beside what it adds, under a unique key of authority, person and form key, with
 * `on conflict (authority_id, person_id, form_key) do nothing returning id`; when nothing comes back it selects
 * the row of that key, and the answer is the same as the first time.
 */
export function formKeyField(form?: Fields): Html {
  const key = form === undefined ? newFormKey() : (formKeyOf(form) ?? newFormKey())
  return html`<input type="hidden" name="${FORM_KEY_FIELD}" value="${key}">`
}

/** The form key of a posted form: 22 characters, or undefined when the form has none of that shape. */
export function formKeyOf(form: Fields): string | undefined {
  const key = form[FORM_KEY_FIELD]
  return key !== undefined && /^[\w-]{22}$/.test(key) ? key : undefined
}

function newFormKey(): string {
  return randomBytes(16).toString('base64url')
}
