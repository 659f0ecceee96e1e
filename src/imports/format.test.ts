import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Column, createTablesSql, type ImportFormat } from './format.ts'

const column = (name: string, type: Column['type']): Column => ({
  name,
  header: name,
  headers: [],
  type,
  required: true,
})

const format: ImportFormat = {
  id: 'harbour',
  title: 'the harbour book',
  edition: '1',
  source: 'made up for these tests',
  tables: [
    {
      table: 'visit',
      title: 'Visits',
      list: 1,
      grain: 'one visit',
      names: { sheet: [], file: [] },
      columns: [
        column('boat', 'text'),
        column('flag', 'code'),
        column('berth', 'postcode'),
        column('day', 'date'),
        column('crew', 'integer'),
      ],
      key: ['boat', 'day'],
      window: { kind: 'event', on: 'day', months: 6 },
    },
    {
      table: 'boat',
      title: 'Boats',
      list: 2,
      grain: 'one boat',
      names: { sheet: [], file: [] },
      columns: [column('boat', 'text')],
      key: ['boat'],
      window: { kind: 'current' },
    },
  ],
}

describe('createTablesSql', () => {
  it('makes dates DATE, whole numbers INTEGER and everything else VARCHAR', () => {
    assert.equal(
      createTablesSql(format),
      'create table visit (boat VARCHAR, flag VARCHAR, berth VARCHAR, day DATE, crew INTEGER);\n' +
        'create table boat (boat VARCHAR);',
    )
  })
})
