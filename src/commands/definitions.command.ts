import { direction, type Measure } from '#measures'
import type { Command } from '#platform/cli'
import { slices } from '../slices.ts'

const { children } = slices

/** `throughline definitions`: everything that is declared, for people and for other programs. */
export const definitionsCommand: Command = {
  name: 'definitions',
  summary: 'Print every definition: measures, checks, timescales, lists and events',
  usage: '[--json]',
  options: {},
  describe: {},
  words: [0, 0],
  run: async () => {
    const json = definitions()
    return {
      json,
      text: [
        ...json.measures.map(({ id, title }) => `measure    ${id}: ${title}`),
        ...json.checks.map(({ id, title }) => `check      ${id}: ${title}`),
        ...json.timescales.map(({ id, title }) => `timescale  ${id}: ${title}`),
      ].join('\n'),
    }
  },
}

/** All declarations without what only the program needs (their SQL). */
export function definitions() {
  return {
    measures: children.measures.map(({ of, ...measure }) => ({
      ...measure,
      grain: of.grain,
      direction: direction({ ...measure, of } as Measure),
    })),
    checks: children.checks.map(({ sql: _sql, ...check }) => check),
    timescales: children.timescales.map(({ sql: _sql, ...timescale }) => timescale),
    notFed: children.notFed,
    lists: children.format.tables.map(({ table, title, list, grain, key, window, columns }) => ({
      table,
      title,
      list,
      grain,
      key,
      window,
      columns: columns.map(({ name, header, headers, type, required, codes }) => ({
        name,
        header,
        headers,
        type,
        required,
        codes: codes?.values.map(({ code, label }) => ({ code, label })),
      })),
    })),
    events: children.events,
  }
}
