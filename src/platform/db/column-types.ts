import pg from 'pg'

const OID = {
  int8: 20,
  interval: 1186,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  int8Array: 1016,
  dateArray: 1182,
  timestamptzArray: 1185,
  numericArray: 1231,
  textArray: 1009,
} as const

type Parse = (text: string) => unknown

const textArray = pg.types.getTypeParser(Number(OID.textArray), 'text') as (text: string) => (string | null)[]
const each =
  (parse: Parse): Parse =>
  (text) =>
    textArray(text).map((item) => (item === null ? null : parse(item)))

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [OID.int8, numberWhereSafe],
  [OID.numeric, numberWhereSafe],
  [OID.date, asText],
  [OID.timestamp, asText],
  [OID.interval, asText],
  [OID.timestamptz, isoMoment],
  [OID.int8Array, each(numberWhereSafe)],
  [OID.numericArray, each(numberWhereSafe)],
  [OID.dateArray, each(asText)],
  [OID.timestamptzArray, each(isoMoment)],
])

/**
 * How the values of columns come back: days as 'YYYY-MM-DD', moments as ISO 8601 in UTC, whole numbers and decimals as
 * numbers where JavaScript can hold them and as text where not, everything else as the driver has it.
 */
export const columnTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text'),
}

function asText(text: string): string {
  return text
}

const SAFE_DIGITS = 15

function numberWhereSafe(text: string): number | string {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '').length
  return Number.isFinite(value) && digits <= SAFE_DIGITS ? value : text
}

/** '2026-11-22 21:25:55.123+00' -> '2026-11-22T21:25:55.123Z'; sessions are in UTC, and parts of a second are kept. */
function isoMoment(text: string): string {
  return text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z')
}
