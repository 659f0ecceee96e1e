import type { TableFormat } from '#imports'
import { text } from '../columns.ts'

/**
 * Who works in which team, and which service and area the team belongs to.
 *
 * Not part of Annex A: a small file that the authority keeps itself, so that figures can be broken down by team and
 * area. One worker may sit in several teams.
 */
export const worker = {
  table: 'worker',
  title: 'Workers and teams',
  list: 0,
  grain: 'one worker in one team',
  names: { sheet: ['Workers', 'Teams'], file: ['workers', 'worker', 'teams'] },
  columns: [
    text('worker', 'Worker', {
      headers: ['Allocated Worker', 'Allocated Social Worker', 'Worker Name', 'Social Worker', 'Name'],
      required: true,
    }),
    text('team', 'Team', { headers: ['Allocated Team', 'Team Name'], required: true }),
    text('service', 'Service', { headers: ['Service Area', 'Service Name'] }),
    text('area', 'Area', { headers: ['Area Name', 'Locality', 'Quadrant', 'District'] }),
  ],
  key: ['worker', 'team'],
  window: { kind: 'current' },
  optional: true,
} as const satisfies TableFormat
