import type { Fields } from '#platform/web'
import { isPlainDate, type PlainDate, type Problem, plainDate } from '#values'

/** What the form of an upload says, as typed; what it means, or what is wrong with it. */
export interface LoadForm {
  readonly asAt: PlainDate
  readonly windowFrom: PlainDate | undefined
}

/** Reads the two days of the form; every problem at once, each with the id of its field. */
export function readLoadForm(
  form: Fields,
  today: PlainDate,
): { readonly value: LoadForm } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const asAt = readDay(form, 'as-at', 'the date of the extract', problems, true)
  const windowFrom = readDay(form, 'window-from', 'the first date of the extract', problems, false)
  if (asAt && asAt > today) {
    problems.push({
      code: 'as-at',
      field: 'as-at-day',
      message: 'The date of the extract must be today or in the past',
    })
  }
  if (asAt && windowFrom && windowFrom > asAt) {
    const message = 'The first date of the extract must be before the date of the extract'
    problems.push({ code: 'window-from', field: 'window-from-day', message })
  }
  return problems.length > 0 || !asAt ? { problems } : { value: { asAt, windowFrom } }
}

const PARTS = ['day', 'month', 'year'] as const

function readDay(
  form: Fields,
  name: string,
  words: string,
  problems: Problem[],
  isNeeded: boolean,
): PlainDate | undefined {
  const parts = PARTS.map((part) => (form[`${name}-${part}`] ?? '').trim())
  const capital = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  if (parts.every((part) => part === '')) {
    if (isNeeded) problems.push({ code: name, field: `${name}-day`, message: `Enter ${words}` })
    return undefined
  }
  const lacking = PARTS.filter((_, i) => parts[i] === '')
  if (lacking.length > 0) {
    problems.push({
      code: name,
      field: `${name}-${lacking[0]}`,
      message: `${capital} must include a ${lacking.join(' and ')}`,
    })
    return undefined
  }
  const [day = '', month = '', year = ''] = parts
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (isPlainDate(text) && year.length === 4) return plainDate(text)
  problems.push({ code: name, field: `${name}-day`, message: `${capital} must be a real date, such as 31 3 2026` })
  return undefined
}
