import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isSmall, type PrintedTotals, type ShownTable, smallNumbers, suppressList, suppressTable } from './suppress.ts'

type Counts = readonly (readonly number[])[]

/** Everything printed of a table: counts, then row totals, column totals and the grand total; null where not printed. */
function printed(table: ShownTable): readonly (number | string | null)[] {
  return [...table.cells.flat(), ...table.rowTotals, ...table.columnTotals, table.grandTotal]
}

function totalsOf(counts: Counts): readonly number[] {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const rows = counts.map(sum)
  const columns = (counts[0] ?? []).map((_, c) => sum(counts.map((row) => row[c] ?? 0)))
  return [...counts.flat(), ...rows, ...columns, sum(rows)]
}

/**
 * The slow attack: every table of whole counts that prints the same. Hidden counts are tried from 0 to one more than the
 * largest figure that any of them could be told by, which is enough to see whether two values are open.
 */
function tablesThatPrint(table: ShownTable, most: number): readonly (readonly number[])[] {
  const shown = printed(table)
  const width = table.cells[0]?.length ?? 0
  const found: (readonly number[])[] = []
  const fill = (flat: readonly number[]): void => {
    if (flat.length < table.cells.length * width) {
      const known = shown[flat.length]
      const values = typeof known === 'number' ? [known] : Array.from({ length: most + 1 }, (_, i) => i)
      for (const value of values) fill([...flat, value])
      return
    }
    const counts = table.cells.map((_, r) => flat.slice(r * width, (r + 1) * width))
    const all = totalsOf(counts)
    if (all.every((value, i) => typeof shown[i] !== 'number' || shown[i] === value)) found.push(all)
  }
  fill([])
  return found
}

/** Places that print a mark and of which only one value is possible. */
function givenAway(table: ShownTable, most: number): readonly number[] {
  const tables = tablesThatPrint(table, most)
  return printed(table).flatMap((value, i) => {
    const open = new Set(tables.map((all) => all[i]))
    return value === 'c' && open.size < 2 ? [i] : []
  })
}

describe('suppressTable', () => {
  it('hides counts of 1 to 5 and shows 0 and 6', () => {
    assert.deepEqual(
      [0, 1, 5, 6].map((count) => isSmall(count)),
      [false, true, true, false],
    )
  })

  it('leaves a table without small counts as it is', () => {
    const shown = suppressTable([
      [10, 20],
      [30, 0],
    ])
    assert.deepEqual(shown, {
      cells: [
        [10, 20],
        [30, 0],
      ],
      rowTotals: [30, 30],
      columnTotals: [40, 20],
      grandTotal: 60,
    })
  })

  it('hides three more round a lone small count, so that neither row nor column gives it away', () => {
    const shown = suppressTable([
      [3, 20, 30],
      [40, 15, 60],
      [70, 80, 90],
    ])
    assert.deepEqual(shown.cells, [
      ['c', 'c', 30],
      ['c', 'c', 60],
      [70, 80, 90],
    ])
    assert.deepEqual([shown.rowTotals, shown.columnTotals, shown.grandTotal], [[53, 115, 240], [113, 115, 180], 408])
  })

  it('hides no more than is needed where the small counts cover one another', () => {
    const shown = suppressTable([
      [1, 2, 30],
      [3, 4, 60],
    ])
    assert.equal(
      printed(shown).filter((value) => value === 'c').length,
      6,
      'four counts, and two column totals of 4 and 6',
    )
  })

  it('does not hide behind noughts, which a total would give away', () => {
    const rule = { from: 1, to: 2, mark: 'c' }
    const counts = [
      [1, 0, 6],
      [0, 0, 7],
      [8, 9, 9],
    ]
    assert.deepEqual(givenAway(suppressTable(counts, { rule }), 10), [])
  })

  it('hides small totals too', () => {
    const shown = suppressTable([
      [1, 1],
      [0, 0],
    ])
    assert.ok([shown.grandTotal, shown.rowTotals[0], ...shown.columnTotals].every((value) => value === 'c'))
    assert.deepEqual(givenAway(shown, 6), [])
  })

  it('hides nothing more where no totals are printed', () => {
    const shown = suppressTable(
      [
        [3, 20],
        [40, 50],
      ],
      { totals: { rows: false, columns: false, grand: false } },
    )
    assert.deepEqual(shown, {
      cells: [
        ['c', 20],
        [40, 50],
      ],
      rowTotals: [null, null],
      columnTotals: [null, null],
      grandTotal: null,
    })
  })

  it('takes another rule', () => {
    const rule = { from: 1, to: 9, mark: '*' }
    assert.deepEqual(suppressList([7, 20, 30], { rule }), { counts: ['*', '*', 30], total: 57 })
  })

  it('refuses what are not counts, and takes a table without any', () => {
    for (const bad of [[[1.5]], [[-1]], [[Number.NaN]], [[1, 2], [3]]])
      assert.throws(() => suppressTable(bad), RangeError)
    assert.deepEqual(suppressTable([]).cells, [])
    assert.deepEqual(suppressTable([[], []]).cells, [[], []])
  })
})

describe('suppressList', () => {
  it('hides the next smallest beside a lone small count', () => {
    assert.deepEqual(suppressList([3, 20, 12, 30]), { counts: ['c', 20, 'c', 30], total: 65 })
  })

  it('hides only the small count where the total is not printed', () => {
    assert.deepEqual(suppressList([3, 20, 12], { total: false }), { counts: ['c', 20, 12], total: null })
  })

  it('hides the total of a list of one', () => {
    assert.deepEqual(suppressList([3]), { counts: ['c'], total: 'c' })
  })
})

describe('attack by subtraction', () => {
  const totals: fc.Arbitrary<PrintedTotals> = fc.record({
    rows: fc.boolean(),
    columns: fc.boolean(),
    grand: fc.boolean(),
  })
  const tables = (rows: number, columns: number, most: number) =>
    fc.array(fc.array(fc.nat(most), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
  const rule = { from: 1, to: 2, mark: 'c' }

  it('leaves at least two values open for every hidden figure, by trying every table that prints the same', () => {
    const shapes = fc.oneof(tables(1, 3, 4), tables(2, 2, 4), tables(3, 1, 4), tables(2, 3, 3))
    fc.assert(
      fc.property(shapes, totals, (counts, printedTotals) => {
        const shown = suppressTable(counts, { rule, totals: printedTotals })
        assert.deepEqual(givenAway(shown, 6), [])
      }),
      { numRuns: 150 },
    )
  })

  it('shows no small count, and nothing but marks and true figures', () => {
    fc.assert(
      fc.property(tables(5, 4, 30), totals, (counts, printedTotals) => {
        const shown = printed(suppressTable(counts, { totals: printedTotals }))
        const all = totalsOf(counts)
        shown.forEach((value, i) => {
          if (typeof value === 'number') assert.ok(value === all[i] && !isSmall(value))
          else assert.ok(value === null || value === smallNumbers.mark)
        })
      }),
    )
  })

  it('gives nothing away to elimination in larger tables', () => {
    fc.assert(
      fc.property(tables(6, 5, 40), (counts) => {
        const shown = suppressTable(counts)
        assert.deepEqual(solvedByElimination(shown), [])
      }),
    )
  })

  it('hides most of nothing: a table with one small count loses four figures at most', () => {
    fc.assert(
      fc.property(tables(4, 4, 90), fc.nat(3), fc.nat(3), (counts, r, c) => {
        const large = counts.map((row) => row.map((count) => count + 6))
        const one = large.map((row, i) => row.map((count, j) => (i === r && j === c ? 3 : count)))
        assert.equal(printed(suppressTable(one)).filter((value) => value === 'c').length, 4)
      }),
    )
  })
})

/** Places that linear equations alone settle: rows and columns add up to their totals; Gauss over the hidden figures. */
function solvedByElimination(table: ShownTable): readonly number[] {
  const height = table.cells.length + 1
  const width = (table.cells[0]?.length ?? 0) + 1
  const grid = [
    ...table.cells.map((row, r) => [...row, table.rowTotals[r] ?? null]),
    [...table.columnTotals, table.grandTotal],
  ]
  const unknown = grid.flatMap((row, r) =>
    row.flatMap((value, c) => (typeof value === 'number' ? [] : [r * width + c])),
  )
  const sign = (place: number, of: number) => (place === of - 1 ? -1 : 1)
  const rowOf = (includes: (r: number, c: number) => number) =>
    unknown.map((place) => includes(Math.floor(place / width), place % width))
  const equations = [
    ...grid.map((_, line) => rowOf((r, c) => (r === line ? sign(c, width) : 0))),
    ...Array.from({ length: width }, (_, line) => rowOf((r, c) => (c === line ? sign(r, height) : 0))),
  ]
  const reduced = reduce(equations)
  return reduced.flatMap((row) => {
    const places = row.flatMap((value, i) => (Math.abs(value) > 1e-9 ? [i] : []))
    return places.length === 1 ? [unknown[places[0] ?? 0] ?? -1] : []
  })
}

function reduce(equations: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = equations.map((row) => [...row])
  let top = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = rows.findIndex((row, i) => i >= top && Math.abs(row[column] ?? 0) > 1e-9)
    if (pivot === -1) continue
    const [found = []] = rows.splice(pivot, 1)
    const scaled = found.map((value) => value / (found[column] ?? 1))
    rows.forEach((row, i) => {
      const factor = row[column] ?? 0
      rows[i] = row.map((value, j) => value - factor * (scaled[j] ?? 0))
    })
    rows.splice(top, 0, scaled)
    top += 1
  }
  return rows
}
