import type { Column, ColumnType } from '#imports'
import type { CodeSet } from '#values'
import { disability as disabilityCodes, ethnicity as ethnicityCodes, gender as genderCodes } from './code-sets.ts'

/** What may be said of a column beyond its name, header and type. */
type Options = Partial<Pick<Column, 'headers' | 'pattern' | 'required' | 'derived' | 'note'>>

function column(type: ColumnType, name: string, header: string, options: Options): Column {
  return { name, header, headers: [], type, required: false, ...options }
}

/** A column of free text: a name, an identifier. */
export const text = (name: string, header: string, options: Options = {}) => column('text', name, header, options)

/** A column of days. */
export const date = (name: string, header: string, options: Options = {}) => column('date', name, header, options)

/** A column of whole numbers. */
export const integer = (name: string, header: string, options: Options = {}) => column('integer', name, header, options)

/** A column of postcodes. */
export const postcode = (name: string, header: string, options: Options = {}) =>
  column('postcode', name, header, options)

/** A column of values from a code set. */
export const code = (name: string, header: string, codes: CodeSet, options: Options = {}): Column => ({
  ...column('code', name, header, options),
  codes,
})

/** The authority's own number for the child, which joins Lists 1 to 10; text, since it may begin with zeros. */
export const childId = text('child_id', 'Child Unique ID', {
  headers: ['Child ID', 'Child Unique Identifier', 'Unique ID'],
  pattern: /\bchild\b.*\b(?:id|identifier)\b|\b(?:id|identifier)\b.*\bchild\b/,
  required: true,
})

export const gender = code('gender', 'Gender', genderCodes, { headers: ['Sex'], required: true })

export const ethnicity = code('ethnicity', 'Ethnicity', ethnicityCodes, { headers: ['Ethnic Origin'], required: true })

export const dateOfBirth = date('date_of_birth', 'Date of Birth', {
  headers: ['DOB'],
  pattern: /\bdate\b.*\bbirth\b/,
  note: 'Empty, or the expected day, for a child not yet born.',
})

export const age = integer('age', 'Age of Child (Years)', {
  headers: ['Age', 'Age (Years)', 'Age of Child'],
  pattern: /\bage\b/,
  derived: true,
  note: 'On the day of the extract; -1 for a child not yet born in some exports.',
})

export const disability = code('disability', 'Does the Child have a Disability', disabilityCodes, {
  headers: ['HasDisability', 'Disability'],
  required: true,
})

export const allocatedTeam = text('allocated_team', 'Allocated Team', { headers: ['Team'], required: true })

export const allocatedWorker = text('allocated_worker', 'Allocated Worker', {
  headers: ['Worker', 'Allocated Social Worker'],
  required: true,
})

/** The columns that open Lists 1, 2 and 3. */
export const child = [childId, gender, ethnicity, dateOfBirth, age] as const

/** The columns that open Lists 4 to 7. */
export const childWithDisability = [...child, disability] as const

/** The columns that close most lists. */
export const allocation = [allocatedTeam, allocatedWorker] as const
