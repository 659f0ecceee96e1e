import type { z } from 'zod'
import { isPlainDate, type Outcome, type PlainDate, type Problem } from '#values'
import type { ErrorMessage } from './govuk/form-group.ts'
import type { PageRequest } from './route.ts'

/** What is read of a request to understand its form. */
export type Posted = Pick<PageRequest, 'form' | 'formAll'>

/**
 * Reads a posted form by a schema: what it says, or every problem, at most one for each field.
 *
 * Text has its ends trimmed and line ends as `\n`; a field that was not sent is empty text, or, where the schema has an
 * array (ticked boxes), an empty array. So each rule carries its own plain words: `z.string().min(1, 'Enter a reason')`.
 * A problem's `field` is the field's name, which is also its id on the page. Fields that the schema does not name are left out.
 */
export function readForm<Shape extends z.ZodRawShape>(
  posted: Posted,
  schema: z.ZodObject<Shape>,
): Outcome<z.output<z.ZodObject<Shape>>> {
  const given: Record<string, string | string[]> = Object.create(null)
  for (const name of Object.keys(schema.shape)) given[name] = givenFor(posted, schema, name)
  const parsed = schema.safeParse({ ...given })
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, problems: firstOfEach(parsed.error.issues.map(problemOf)) }
}

function givenFor(posted: Posted, schema: z.ZodObject<z.ZodRawShape>, name: string): string | string[] {
  if (isArray(schema.shape[name])) return posted.formAll(name).map(plain)
  return plain(posted.form[name] ?? '')
}

/** An array, or what wraps one (with a default, say). */
function isArray(type: unknown): boolean {
  const { def } = type as { readonly def: { readonly type: string; readonly innerType?: unknown } }
  return def.type === 'array' || (def.innerType !== undefined && isArray(def.innerType))
}

function plain(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim()
}

function problemOf(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): Problem {
  const field = issue.path[0]
  return { code: 'form', message: issue.message, ...(field === undefined ? {} : { field: String(field) }) }
}

function firstOfEach(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem, i) => problems.findIndex((other) => other.field === problem.field) === i)
}

/** The error to show beside a field: the words of its problem, or undefined. */
export function errorOf(problems: readonly Problem[] | undefined, field: string): ErrorMessage | undefined {
  const problem = problems?.find((one) => one.field === field)
  return problem === undefined ? undefined : { text: problem.message }
}

/**
 * Reads the three fields of a `dateInput` whose `namePrefix` and `id` are `name`.
 *
 * @param words what the date is, to begin a sentence: `The start date`
 * @returns undefined for three empty fields; a problem whose field is the first that is missing or wrong
 */
export function readDateFields(posted: Posted, name: string, words: string): Outcome<PlainDate | undefined> {
  const parts = (['day', 'month', 'year'] as const).map((part) => ({
    part,
    text: plain(posted.form[`${name}-${part}`] ?? ''),
  }))
  const missing = parts.filter(({ text }) => text === '').map(({ part }) => part)
  if (missing.length === 3) return { ok: true, value: undefined }
  if (missing.length > 0) return wrong(`${name}-${missing[0]}`, `${words} must include a ${missing.join(' and a ')}`)
  const [day = '', month = '', year = ''] = parts.map(({ text }) => text)
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return /^\d{4}$/.test(year) && isPlainDate(text)
    ? { ok: true, value: text }
    : wrong(`${name}-day`, `${words} must be a real date, such as 27 3 2026`)
}

function wrong(field: string, message: string): Outcome<never> {
  return { ok: false, problems: [{ code: 'date', field, message }] }
}

type Values<Outcomes> = { [Name in keyof Outcomes]: Outcomes[Name] extends Outcome<infer Value> ? Value : never }

/**
 * Several outcomes as one: all values by name, or all problems in the order given.
 * @example together({ note: readForm(posted, schema), from: readDateFields(posted, 'from', 'The start date') })
 */
export function together<Outcomes extends Readonly<Record<string, Outcome<unknown>>>>(
  outcomes: Outcomes,
): Outcome<Values<Outcomes>> {
  const problems = Object.values(outcomes).flatMap((outcome) => (outcome.ok ? [] : outcome.problems))
  if (problems.length > 0) return { ok: false, problems }
  const values = Object.entries(outcomes).map(([name, outcome]) => [name, outcome.ok ? outcome.value : undefined])
  return { ok: true, value: Object.fromEntries(values) as Values<Outcomes> }
}
