import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { child, code, date } from '../columns.ts'

/** Every contact received in the six months before the extract. */
export const contact = {
  table: 'contact',
  title: 'Contacts',
  list: 1,
  grain: 'one child in one contact; a child may have several',
  names: { sheet: ['Contacts'], file: ['contact'] },
  columns: [
    ...child,
    date('date_of_contact', 'Date of Contact', {
      headers: ['Contact Date'],
      pattern: /\bdate\b.*\bcontact\b/,
      required: true,
    }),
    code('contact_source', 'Contact Source', codeSets.contactSource, {
      headers: ['Source of Contact', 'Source'],
      pattern: /\bcontact\b.*\bsource\b/,
      required: true,
    }),
  ],
  key: ['child_id', 'date_of_contact', 'contact_source'],
  window: { kind: 'event', on: 'date_of_contact', months: 6 },
} as const satisfies TableFormat
