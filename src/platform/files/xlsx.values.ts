import { toUtf8 } from './xml.text.ts'

const LAST_SERIAL_1900 = 2_958_465
const SERIALS_1904_START = 1_462
const SECONDS_A_DAY = 86_400

/**
 * The day, and the time if it is not midnight, that Excel shows for a serial number: `2018-02-06`, or
 * `2018-02-06 10:30:00`.
 *
 * Serial 60 is 1900-02-29, a day that Excel has and the calendar has not: it is shown as Excel shows it. What is no
 * day of Excel's (below 1, past 9999) is undefined.
 *
 * @source ECMA-376, 5th edition, part 1, 18.17.4.1 Date conversion for serial values
 */
export function serialDate(serial: number, is1904: boolean): string | undefined {
  const seconds = Math.round(serial * SECONDS_A_DAY)
  const day = Math.floor(seconds / SECONDS_A_DAY) + (is1904 ? SERIALS_1904_START : 0)
  if (!(day >= 1 && day <= LAST_SERIAL_1900)) return undefined
  const time = seconds - Math.floor(seconds / SECONDS_A_DAY) * SECONDS_A_DAY
  return time === 0 ? dayText(day) : `${dayText(day)} ${timeText(time)}`
}

function dayText(day: number): string {
  if (day === 60) return '1900-02-29'
  // 25,569 is the serial of 1970-01-01; before the fake day, serials are one day short.
  const epochDay = day - 25_569 + (day < 60 ? 1 : 0)
  return new Date(epochDay * SECONDS_A_DAY * 1_000).toISOString().slice(0, 10)
}

function timeText(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** A number as Excel would show it in full: 15 significant digits, no trailing zeros. What is no number stays as it is. */
export function numberText(raw: string): string {
  if (/^-?(0|[1-9]\d{0,14})$/.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim()
  return String(Number(value.toPrecision(15)))
}

/**
 * Replaces what Excel writes as `_xHHHH_` by the character it stands for; a zero byte is left out.
 *
 * @source ECMA-376, 5th edition, part 1, 22.9.2.19 ST_Xstring
 */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16)
    return code === 0 ? '' : toUtf8(String.fromCharCode(code))
  })
}

/** The letters of a column, counted from 0: A, B, ... Z, AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  const letter = String.fromCharCode(65 + (column % 26))
  return rest === 0 ? letter : columnLetters(rest - 1) + letter
}
