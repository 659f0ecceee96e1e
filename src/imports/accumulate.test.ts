import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { listSnapshots } from '#platform/lake'
import { LoadingFolder, listFile } from './load.fixture.ts'

const folders: LoadingFolder[] = []
after(() => {
  for (const folder of folders) folder.remove()
})

interface Step {
  readonly asAt: string
  readonly rows: readonly (readonly string[])[]
  readonly accept?: boolean
}

/** Loads extracts of one list one after another. */
async function loadAll(table: string, steps: readonly Step[]): Promise<LoadingFolder> {
  const folder = new LoadingFolder()
  folders.push(folder)
  for (const { asAt, rows } of steps) await folder.load(listFile(table, rows), asAt)
  return folder
}

/** The versions of a list in the record, as lines: key and what changed, from, to, why, first seen. */
async function versions(folder: LoadingFolder, table: string, columns: string): Promise<string[]> {
  const rows = await folder.ask<{ said: string }>(`select
        concat_ws(' ', ${columns}) || ' | ' || concat_ws(' ', known_from, coalesce(known_to::varchar, '-'),
            coalesce(ended_by, '-'), first_seen) as said
    from ${table}_version order by all`)
  return rows.map(({ said }) => said)
}

const [JAN, FEB, MAR, APR] = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'] as const

describe('a list of events', () => {
  test('an event in the window that does not come again is withdrawn; its edges are the same day six months back and the as-at day', async () => {
    const days = ['2025-08-27', '2025-08-28', '2025-12-01', '2026-01-31', '2026-02-28', '2026-03-01']
    const folder = await loadAll('visit', [
      { asAt: JAN, rows: days.map((day) => [`on ${day}`, day]) },
      { asAt: FEB, rows: [['new', '2026-02-10']] },
    ])
    assert.deepEqual(await versions(folder, 'visit', 'child_id'), [
      'new | 2026-02-28 - - 2026-02-28',
      'on 2025-08-27 | 2026-01-31 - - 2026-01-31',
      'on 2025-08-28 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'on 2025-12-01 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'on 2026-01-31 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'on 2026-02-28 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'on 2026-03-01 | 2026-01-31 - - 2026-01-31',
    ])
  })

  test('a list that begins with a whole month withdraws nothing of the days before it', async () => {
    const september = Array.from({ length: 20 }, (_, i) => [`seen ${i}`, `2025-09-${String(i + 1).padStart(2, '0')}`])
    const folder = await loadAll('visit', [
      { asAt: JAN, rows: [['before', '2025-08-29'], ['on the first', '2025-09-01'], ...september] },
      { asAt: FEB, rows: september },
    ])
    const said = await versions(folder, 'visit', 'child_id')
    assert.ok(said.includes('before | 2026-01-31 - - 2026-01-31'))
    assert.ok(said.includes('on the first | 2026-01-31 2026-02-28 withdrawn 2026-01-31'))
  })

  test('a changed event ends its version and keeps the day on which it was first seen', async () => {
    const folder = await loadAll('visit', [
      { asAt: JAN, rows: [['1', '2026-01-05', 'A']] },
      { asAt: FEB, rows: [['1', '2026-01-05', 'B']] },
      { asAt: MAR, rows: [['1', '2026-01-05', 'B']] },
      { asAt: APR, rows: [['1', '2026-01-05', '']] },
    ])
    assert.deepEqual(
      await versions(folder, 'visit', 'child_id, grade'),
      [
        '1 A | 2026-01-31 2026-02-28 changed 2026-01-31',
        '1 B | 2026-02-28 2026-04-30 changed 2026-01-31',
        '1 | 2026-04-30 - - 2026-01-31',
      ].sort((a, b) => (a < b ? -1 : 1)),
    )
  })

  test('a derived column makes no version, and the newest file and row are remembered', async () => {
    const folder = await loadAll('visit', [
      { asAt: JAN, rows: [['1', '2026-01-05', 'A', '', '', '2010-02-01', '15']] },
      {
        asAt: FEB,
        rows: [
          ['2', '2026-02-05'],
          ['1', '2026-01-05', 'A', '', '', '2010-02-01', '16'],
        ],
      },
    ])
    assert.deepEqual(
      await folder.ask(
        'select child_id, age, known_from, source_row, left(extract, 10) as extract from visit_version order by 1',
      ),
      [
        { child_id: '1', age: 16, known_from: JAN, source_row: 3, extract: FEB },
        { child_id: '2', age: null, known_from: FEB, source_row: 2, extract: FEB },
      ],
    )
  })

  test('a withdrawn event that comes back was first seen when it was first seen', async () => {
    const folder = await loadAll('visit', [
      {
        asAt: JAN,
        rows: [
          ['1', '2026-01-05'],
          ['2', '2026-01-05'],
        ],
      },
      { asAt: FEB, rows: [['2', '2026-01-05']] },
      {
        asAt: MAR,
        rows: [
          ['1', '2026-01-05'],
          ['2', '2026-01-05'],
        ],
      },
    ])
    assert.deepEqual(await versions(folder, 'visit', 'child_id'), [
      '1 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      '1 | 2026-03-31 - - 2026-01-31',
      '2 | 2026-01-31 - - 2026-01-31',
    ])
  })

  test('a row in which only the key is filled is known from a row that has not come', async () => {
    const folder = await loadAll('visit', [
      { asAt: JAN, rows: [['1', '2026-01-05']] },
      {
        asAt: FEB,
        rows: [
          ['1', '2026-01-05'],
          ['2', '2026-01-05'],
        ],
      },
      {
        asAt: MAR,
        rows: [
          ['1', '2026-01-05', 'A'],
          ['2', '2026-01-05'],
        ],
      },
    ])
    assert.deepEqual(await versions(folder, 'visit', 'child_id, grade'), [
      '1 A | 2026-03-31 - - 2026-01-31',
      '1 | 2026-01-31 2026-03-31 changed 2026-01-31',
      '2 | 2026-02-28 - - 2026-02-28',
    ])
  })

  test('told how far an extract reaches, nothing before that day is withdrawn', async () => {
    const folder = new LoadingFolder()
    folders.push(folder)
    await folder.load(
      listFile('visit', [
        ['1', '2024-12-31'],
        ['2', '2025-01-01'],
        ['3', '2026-01-05'],
      ]),
      JAN,
    )
    await folder.load(listFile('visit', [['3', '2026-01-05']]), FEB, { windowFrom: '2025-01-01' as never })
    assert.deepEqual(await versions(folder, 'visit', 'child_id'), [
      '1 | 2026-01-31 - - 2026-01-31',
      '2 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      '3 | 2026-01-31 - - 2026-01-31',
    ])
  })
})

describe('a list of open rows', () => {
  test('an open row that comes again closed has changed; one that does not come again is withdrawn', async () => {
    const folder = await loadAll('plan', [
      {
        asAt: JAN,
        rows: [
          ['closes', '2025-01-01'],
          ['gone', '2025-01-01'],
          ['stays', '2025-01-01'],
        ],
      },
      {
        asAt: FEB,
        rows: [
          ['closes', '2025-01-01', '2026-02-10'],
          ['stays', '2025-01-01'],
        ],
      },
    ])
    assert.deepEqual(await versions(folder, 'plan', 'child_id, ended'), [
      'closes 2026-02-10 | 2026-02-28 - - 2026-01-31',
      'closes | 2026-01-31 2026-02-28 changed 2026-01-31',
      'gone | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'stays | 2026-01-31 - - 2026-01-31',
    ])
  })

  test('a closed row stays when its end is a day before the window, and is withdrawn when it ended on its first day', async () => {
    const folder = await loadAll('plan', [
      {
        asAt: JAN,
        rows: [
          ['before', '2025-01-01', '2025-08-27'],
          ['first', '2025-01-01', '2025-08-28'],
        ],
      },
      { asAt: FEB, rows: [['other', '2026-01-01']] },
    ])
    assert.deepEqual(await versions(folder, 'plan', 'child_id'), [
      'before | 2026-01-31 - - 2026-01-31',
      'first | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'other | 2026-02-28 - - 2026-02-28',
    ])
  })

  test('an open row missing after a gap longer than the window may have ended in it; one missing after as long as the window was withdrawn', async () => {
    for (const [asAt, why] of [
      ['2026-07-31', 'withdrawn'],
      ['2026-08-01', 'gap'],
    ] as const) {
      const folder = await loadAll('plan', [
        { asAt: JAN, rows: [['1', '2025-01-01']] },
        { asAt, rows: [['2', '2026-06-01']] },
      ])
      // The window of 31 July begins on 31 January, the day of the extract before; that of 1 August a day later.
      assert.deepEqual((await versions(folder, 'plan', 'child_id'))[0], `1 | 2026-01-31 ${asAt} ${why} 2026-01-31`)
    }
  })

  test('where only the latest row of a child is listed, an open row behind a newer one is superseded and a closed one stays', async () => {
    const folder = await loadAll('need', [
      {
        asAt: JAN,
        rows: [
          ['open', '2025-01-01'],
          ['closed', '2025-01-01', '2026-01-10'],
          ['earlier', '2025-06-01'],
        ],
      },
      {
        asAt: FEB,
        rows: [
          ['open', '2026-02-01'],
          ['closed', '2026-02-02'],
          ['earlier', '2025-05-01'],
        ],
      },
    ])
    assert.deepEqual(await versions(folder, 'need', 'child_id, began'), [
      'closed 2025-01-01 | 2026-01-31 - - 2026-01-31',
      'closed 2026-02-02 | 2026-02-28 - - 2026-02-28',
      'earlier 2025-05-01 | 2026-02-28 - - 2026-02-28',
      'earlier 2025-06-01 | 2026-01-31 2026-02-28 withdrawn 2026-01-31',
      'open 2025-01-01 | 2026-01-31 2026-02-28 superseded 2026-01-31',
      'open 2026-02-01 | 2026-02-28 - - 2026-02-28',
    ])
  })

  test('either of two days can end a row, and its window is twelve months', async () => {
    const folder = await loadAll('order', [
      {
        asAt: JAN,
        rows: [
          ['granted in', '2024-01-01', '2025-02-28', ''],
          ['granted out', '2024-01-01', '2025-02-27', ''],
          ['reversed in', '2024-01-01', '', '2025-02-28'],
          ['reversed out', '2024-01-01', '', '2025-02-27'],
          ['open', '2024-01-01'],
        ],
      },
      { asAt: FEB, rows: [['new', '2026-02-01']] },
    ])
    assert.deepEqual(
      (await versions(folder, 'order', 'child_id'))
        .filter((line) => line.includes('withdrawn'))
        .map((line) => line.split(' |')[0]),
      ['granted in', 'open', 'reversed in'],
    )
  })
})

describe('a list of everyone entitled', () => {
  test('who is missing has left, and who comes back was first seen before', async () => {
    const folder = await loadAll('leaver', [
      {
        asAt: JAN,
        rows: [
          ['1', 'Ann'],
          ['2', 'Ann'],
        ],
      },
      { asAt: FEB, rows: [['2', 'Bob']] },
      {
        asAt: MAR,
        rows: [
          ['1', 'Ann'],
          ['2', 'Bob'],
        ],
      },
    ])
    assert.deepEqual(await versions(folder, 'leaver', 'child_id, adviser'), [
      '1 Ann | 2026-01-31 2026-02-28 left 2026-01-31',
      '1 Ann | 2026-03-31 - - 2026-01-31',
      '2 Ann | 2026-01-31 2026-02-28 changed 2026-01-31',
      '2 Bob | 2026-02-28 - - 2026-01-31',
    ])
  })
})

describe('the record', () => {
  test('holds each key once among its newest rows, and versions that follow on from one another', async () => {
    const folder = await loadAll('visit', [
      {
        asAt: JAN,
        rows: [
          ['1', '2026-01-05', 'A'],
          ['2', '2026-01-05', 'A'],
        ],
      },
      { asAt: FEB, rows: [['1', '2026-01-05', 'B']] },
      {
        asAt: MAR,
        rows: [
          ['1', '2026-01-05', 'A'],
          ['2', '2026-01-05', 'A'],
        ],
      },
    ])
    const odd = await folder.ask(`select child_id from (
        select *, lead(known_from) over (partition by child_id, seen_on order by known_from) as next_from from visit_version
    ) where known_to > next_from or known_to <= known_from or (known_to is null and next_from is not null)`)
    assert.deepEqual(odd, [])
  })

  test('covers the days of windows that join, and begins anew where days between were never seen', async () => {
    const coverage = async (days: readonly string[]) => {
      const folder = await loadAll(
        'visit',
        days.map((asAt, i) => ({ asAt, rows: [[String(i), asAt]] })),
      )
      const [snapshot] = (await listSnapshots(folder.dataDir, '936')).slice(-1)
      return snapshot!.coverage.map(({ from, to }) => `${from} ${to}`)
    }
    assert.deepEqual(await coverage([JAN, FEB]), ['2025-07-31 2026-02-28'])
    // The window of 1 August begins on 1 February, the day after the first extract: no day is missing.
    assert.deepEqual(await coverage([JAN, '2026-08-01']), ['2025-07-31 2026-08-01'])
    assert.deepEqual(await coverage([JAN, '2026-08-02']), ['2026-02-02 2026-08-02'])
  })

  test('keeps an odd cell while its row is read from the extract that had it, and no longer', async () => {
    const odd = (folder: LoadingFolder) =>
      folder.ask('select child_id, column_name, raw_value, source_row from cell_problem order by all')
    const first = {
      asAt: JAN,
      rows: [
        ['1', '2026-01-05', 'Z'],
        ['2', '2025-07-31', 'Z'],
        ['3', '2026-01-05', 'Z'],
      ],
    }
    const note = (child_id: string, source_row: number) => ({
      child_id,
      column_name: 'grade',
      raw_value: 'Z',
      source_row,
    })
    const once = await loadAll('visit', [first])
    assert.deepEqual(await odd(once), [note('1', 2), note('2', 3), note('3', 4)])
    // Mended in 1, too old to come again in 2, still odd but in another row in 3.
    const next = {
      asAt: FEB,
      rows: [
        ['3', '2026-01-05', 'Z'],
        ['1', '2026-01-05', 'A'],
      ],
    }
    assert.deepEqual(await odd(await loadAll('visit', [first, next])), [note('2', 3), note('3', 2)])
    const withdrawn = { asAt: FEB, rows: [['1', '2026-01-05', 'A']] }
    assert.deepEqual(await odd(await loadAll('visit', [first, withdrawn])), [note('2', 3)])
  })
})
