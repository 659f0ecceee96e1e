import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showsDate } from './xlsx.styles.ts'

const dates = [
  'dd/mm/yyyy',
  'yyyy-mm-dd;@',
  'd-mmm',
  'mmm-yy',
  '[$-809]dddd\\,\\ d\\ mmmm\\ yyyy',
  'dd/mm/yyyy hh:mm',
  'mm',
  'D"th" MMM',
]
const others = [
  'General',
  '0.00',
  '@',
  '#,##0 "days"',
  '[Red]-0',
  'hh:mm:ss',
  '[h]:mm',
  'mm:ss.0',
  '0.00E+00',
  '_-* #,##0_-;"yes"',
  '0;[Blue]0;d',
  '\\d0',
  '',
]

test('a format shows a date when it names a day, a month or a year outside quotes, brackets and escapes', () => {
  for (const format of dates) assert.equal(showsDate(format), true, format)
  for (const format of others) assert.equal(showsDate(format), false, format)
})
