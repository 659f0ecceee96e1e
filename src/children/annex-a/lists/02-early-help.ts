import type { TableFormat } from '#imports'
import { child, date, text } from '../columns.ts'

/** Early help assessments of the last six months, and children now receiving targeted early help. */
export const earlyHelp = {
  table: 'early_help',
  title: 'Early help',
  list: 2,
  grain: 'one early help assessment or intervention of a child',
  names: { sheet: ['Early Help'], file: ['early help'] },
  columns: [
    ...child,
    date('assessment_start_date', 'Assessment start date', { required: true }),
    date('assessment_completion_date', 'Assessment completion date', { note: 'Empty while open.' }),
    text('organisation', 'Organisation completing assessment', { required: true }),
  ],
  key: ['child_id', 'assessment_start_date'],
  window: { kind: 'event', on: 'assessment_start_date', orOpen: 'assessment_completion_date', months: 6 },
} as const satisfies TableFormat
