import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { findArea, listAuthorities, regionOf } from './area.ts'
import { type Benchmark, type BenchmarkQuery, findBenchmark } from './benchmark.ts'
import { comparePeriods, readPeriod, type YearType } from './benchmark-period.ts'
import type { BenchmarkTable } from './benchmark-table.ts'
import { clean, missingMarks, readCell, sameFigure } from './benchmark-value.ts'
import { publishedColumn } from './lait.columns.ts'
import { loadLait } from './lait.reader.ts'
import { reviseBenchmarks } from './revisions.ts'
import { shippedTable } from './shipped-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'lait-'))
after(() => rmSync(folder, { recursive: true }))

const HEADER = 'Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region'

function file(name: string, rows: readonly string[], header = HEADER): string {
  const path = join(folder, name)
  const text = `${[header, ...rows].join('\n')}\n`
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

async function load(name: string, rows: readonly string[], header = HEADER): Promise<BenchmarkTable> {
  const loaded = await loadLait(file(name, rows, header))
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.value
}

function benchmark(id: string, query: BenchmarkQuery): Benchmark {
  const found = findBenchmark(id, query)
  assert.ok(found.ok, JSON.stringify(found))
  return found.value
}

/** The whole shipped table as rows of a LAIT file, with figures replaced or dropped by `edit`. */
function asLait(series: readonly string[], edit: (row: string[]) => string[] | undefined): string[] {
  const table = shippedTable()
  return series.flatMap((id) =>
    table.rows(id).flatMap(({ period, cells }) =>
      [...cells].flatMap(([area, cell]) => {
        const row = edit([id.slice(5), 'a title', period.label, 'name', String(cell.value ?? cell.mark), area, 'NA'])
        return row === undefined ? [] : [row.map((one) => (one.includes(',') ? `"${one}"` : one)).join(',')]
      }),
    ),
  )
}

describe('trap 1: figures are text with binary noise', () => {
  for (const [raw, value] of [
    ['76.900000000000006', 76.9],
    ['0.70000000000000007', 0.7],
    [' 51.4 ', 51.4],
    ['13,626', 13626],
    ['-0.25', -0.25],
  ] as const) {
    it(`reads ${raw} as the figure meant`, () => assert.deepEqual(readCell(raw), { value }))
  }

  it('tells figures apart only past the places shown', () => {
    assert.ok(sameFigure(76.900000000000006, 76.9, 1))
    assert.ok(sameFigure(76.94, 76.9, 1))
    assert.ok(!sameFigure(76.9, 77, 1))
    assert.ok(sameFigure(13626.4, 13626, 0))
    assert.ok(!sameFigure(0.12, 0.13, 2))
  })

  it('leaves no noise in the shipped figures', () => {
    const table = shippedTable()
    for (const one of table.series) {
      for (const row of table.rows(one.id)) {
        for (const { value } of row.cells.values()) assert.equal(value === null ? null : clean(value), value, one.id)
      }
    }
  })
})

describe('trap 2: several marks stand for no figure', () => {
  for (const mark of ['-', '..', 'c', 'x', 'z', 'u'] as const) {
    it(`reads ${mark} as missing, with its reason`, () => {
      assert.deepEqual(readCell(mark), { value: null, mark, reason: missingMarks[mark] })
    })
  }

  it('does not take other text for a figure or a mark', () => {
    for (const raw of ['n', '12a', '--', 'Infinity', '1e999']) assert.equal(readCell(raw), undefined)
  })

  it('keeps the marks of an older file apart, and lists what it could not read', async () => {
    const table = await load('LAIT_2024-05-01.csv', [
      'CPP_rate,x,2018,Surrey,..,936,South East',
      'CPP_rate,x,2018,Kent,c,886,South East',
      'CPP_rate,x,2018,Hampshire,44.5,850,South East',
      'CPP_rate,x,2018,Essex,forty,881,East of England',
      'CPP_rate,x,2018,Nowhere,1,999,South East',
    ])
    assert.equal(table.edition, '2024-05-01')
    assert.equal(benchmark('cpp-rate', { authority: '936', year: '2018', table }).missing, '..')
    assert.equal(benchmark('cpp-rate', { authority: '886', year: '2018', table }).missing, 'c')
    assert.equal(benchmark('cpp-rate', { authority: '881', year: '2018', table }).missing, '')
    assert.deepEqual(table.oddities, [
      { code: 'unreadable-value', series: 'lait:CPP_rate', text: 'forty', count: 1 },
      { code: 'unknown-area', series: 'lait:CPP_rate', text: '999', count: 1 },
    ])
  })
})

describe('trap 3: a region has one name in the rows of its authorities and another in its own row', () => {
  for (const [written, code] of [
    ['Inner London', '987'],
    ['London (Inner)', '987'],
    ['Outer London', '988'],
    ['London (Outer)', '988'],
    ['Yorkshire and The Humber', '982'],
    ['Yorkshire and the Humber', '982'],
    ['London', '986'],
    ['City of London', '201'],
  ] as const) {
    it(`finds ${written}`, () => assert.equal(findArea(written)?.code, code))
  }

  it('gives every authority a region that has figures', () => {
    for (const area of listAuthorities()) {
      assert.ok(regionOf(area.code), area.name)
      assert.notEqual(benchmark('lac-rate', { authority: area.code, year: '2024' }).region, null, area.name)
    }
  })

  it('stands London authorities beside their half of London, or all of it where the halves are not given', () => {
    assert.equal(benchmark('lac-rate', { authority: '202', year: '2024' }).regionName, 'London (Inner)')
    const whole = shippedTable().series.flatMap((one) => {
      const found = findBenchmark(one.id, { authority: '202' })
      return found.ok && found.value.regionName === 'London' ? [found.value] : []
    })
    assert.ok(whole.length > 0)
    for (const one of whole) assert.notEqual(one.region, null)
  })
})

describe('trap 4: period labels of many shapes mean different years', () => {
  const cases = [
    ['2025', 'financial', '2024-04-01', '2025-04-01', 1],
    ['2025', 'academic', '2024-09-01', '2025-09-01', 1],
    ['2025', 'calendar', '2025-01-01', '2026-01-01', 1],
    ['2025', 'september', '2024-10-01', '2025-10-01', 1],
    ['2025', 'january', '2025-01-01', '2025-02-01', 1],
    ['2025', 'march', '2025-03-31', '2025-04-01', 1],
    ['2024-25', 'financial', '2024-04-01', '2025-04-01', 1],
    ['2015/16', 'academic', '2015-09-01', '2016-09-01', 1],
    ['2024-25 (OT)', 'financial', '2024-04-01', '2025-04-01', 1],
    ['2025 (prov)', 'academic', '2024-09-01', '2025-09-01', 1],
    ['2023 (Rev)', 'academic', '2022-09-01', '2023-09-01', 1],
    ['2020 (Final)', 'academic', '2019-09-01', '2020-09-01', 1],
    ['2022/23-24/25', 'financial', '2022-04-01', '2025-04-01', 3],
    ['2014-16', 'calendar', '2014-01-01', '2017-01-01', 3],
    ['1999-00', 'financial', '1999-04-01', '2000-04-01', 1],
  ] as const satisfies readonly (readonly [string, YearType, string, string, number])[]
  for (const [label, yearType, from, to, years] of cases) {
    it(`reads ${label} as a ${yearType} period`, () => {
      const period = readPeriod(label, yearType)
      assert.deepEqual([period?.from, period?.to, period?.years], [from, to, years])
    })
  }

  it('names no period by 0, nor by other text', () => {
    for (const label of ['0', '', 'latest', '25', '2025 (guess)', '2024-2', '1066']) {
      assert.equal(readPeriod(label, 'academic'), undefined)
    }
  })

  it('sorts a provisional release before the one that replaced it, and years before later years', () => {
    const labels = ['2025 (Rev)', '2025 (prov)', '2024-25', '2016', '2022/23-24/25']
    const periods = labels.map((label) => readPeriod(label, 'financial') ?? assert.fail(label))
    const sorted = periods.sort(comparePeriods).map((period) => period.label)
    assert.deepEqual(sorted, ['2016', '2025 (prov)', '2025 (Rev)', '2024-25', '2022/23-24/25'])
  })

  it('serves no figure under the label 0, and says that it was left out', () => {
    const table = shippedTable()
    assert.deepEqual(table.oddities, [
      { code: 'unreadable-period', series: 'lait:CINPermExclusion', text: '0', count: 1 },
    ])
    assert.ok(table.rows('lait:CINPermExclusion').every((row) => row.period.label !== '0'))
  })

  it('finds an outturn by its year', () => {
    assert.equal(benchmark('weekly-cost-residential', { authority: '936', year: '2023-24' }).year, '2023-24 (OT)')
  })
})

describe('trap 5: abolished authorities share the table with their successors', () => {
  it('does not rank an authority for a year in which it did not exist', () => {
    for (const [authority, year] of [
      ['909', '2024'],
      ['928', '2022'],
      ['835', '2020'],
      ['942', '2023'],
      ['940', '2021'],
    ] as const) {
      const found = benchmark('re-referrals-12m', { authority, year })
      assert.deepEqual([found.rank, found.notRanked], [null, 'not an authority then'], authority)
    }
    assert.notEqual(benchmark('re-referrals-12m', { authority: '909', year: '2023' }).rank, null)
    assert.notEqual(benchmark('re-referrals-12m', { authority: '942', year: '2024' }).rank, null)
  })

  it('counts nobody twice in any ranking: never more than the authorities of that day', () => {
    const table = shippedTable()
    for (const one of table.series) {
      for (const { period } of table.rows(one.id)) {
        const { of } = benchmark(one.id, { authority: '936', year: period.label })
        assert.ok(of <= 153, `${one.id} ${period.label}: ${of}`)
      }
    }
  })

  it('averages the neighbours that are left and says how many', () => {
    const { neighbours } = benchmark('re-referrals-12m', { authority: '925', year: '2018' })
    assert.ok(neighbours.missing.length > 0)
    assert.equal(neighbours.words, `mean of ${neighbours.of.length} of 10`)
    const sum = neighbours.of.reduce((total, one) => total + one.value, 0)
    assert.ok(Math.abs((neighbours.mean ?? 0) - sum / neighbours.of.length) < 1e-9)
    const reasons = new Set(neighbours.missing.map((one) => one.reason))
    assert.ok(reasons.has('not yet formed') || reasons.has('abolished'))
  })

  it('leaves an abolished neighbour out even where the file still has a figure for it', async () => {
    const table = await load('LAIT_2030-01-01.csv', [
      ...['936', '881', '886'].map((code) => `CPP_rate,x,2029,name,40,${code},South East`),
      'CPP_rate,x,2029,Cumbria,0,909,North West',
    ])
    const found = benchmark('cpp-rate', { authority: '925', year: '2029', table, edition: '2021' })
    const gone = found.neighbours.missing.filter((one) => one.reason === 'abolished')
    assert.ok(
      gone.some((one) => one.code === '909'),
      JSON.stringify(found.neighbours),
    )
    assert.equal(found.of, 3)
  })
})

describe('trap 6: the smallest authorities come first by chance', () => {
  it('flags them and gives them no rank, though the figure is shown', () => {
    const scilly = benchmark('re-referrals-12m', { authority: '420', year: '2025' })
    assert.deepEqual(
      [scilly.value, scilly.smallAuthority, scilly.rank, scilly.quartile, scilly.notRanked],
      [0, true, null, null, 'small authority'],
    )
  })

  it('means City of London, Isles of Scilly and Rutland', () => {
    const small = listAuthorities().filter((area) => area.small)
    assert.deepEqual(
      small.map((area) => area.code),
      ['201', '420', '857'],
    )
  })
})

describe('trap 7: many series have no good direction', () => {
  it('never ranks or bands them', () => {
    for (const id of ['referrals-rate', 'cpp-rate', 'lac-rate', 'sen-support', 'weekly-cost-foster']) {
      const found = benchmark(id, { authority: '936' })
      assert.deepEqual([found.polarity, found.rank, found.quartile], ['neither', null, null], id)
      assert.equal(found.notRanked, 'no good direction')
    }
  })

  it('follows the publisher wherever it gives no direction', () => {
    for (const one of shippedTable().series) {
      if (['-', 'NA'].includes(one.publishedPolarity)) assert.equal(one.polarity, 'neither', one.id)
      if (one.polarity === 'higher' && one.id.startsWith('lait:')) assert.equal(one.publishedPolarity, 'High', one.id)
      if (one.polarity === 'lower') assert.equal(one.publishedPolarity, 'Low', one.id)
    }
  })
})

describe('trap 8: back years are revised and columns renamed', () => {
  it('knows a column by the names of earlier releases', () => {
    assert.equal(publishedColumn('Re_referrals_percent'), 'rereferral_percent')
    assert.equal(publishedColumn('rereferral_percent'), 'rereferral_percent')
    assert.equal(publishedColumn('turnover_rate_fte_%'), 'turnover_rate_fte')
    assert.equal(publishedColumn('\uFEFFShort Desc'), 'short desc')
    assert.equal(publishedColumn('something else'), undefined)
  })

  it('reads a LAIT file whose columns moved or were renamed', async () => {
    const table = await load(
      'LAIT_2026-01-01.csv.gz',
      ['936,44.5,CPP_rate,2025'],
      'la_number,value,Measure_short,time_period',
    )
    assert.equal(benchmark('cpp-rate', { authority: '936', table }).value, 44.5)
  })

  it('finds nothing revised in the figures that are shipped', async () => {
    const ids = ['lait:CPP_rate', 'lait:CPP_Total_Rateper10,000', 'lait:Work_Force_TO_Rate']
    const path = file(
      'LAIT_2026-04-09.csv',
      asLait(ids, (row) => row),
    )
    const found = await reviseBenchmarks(path)
    assert.ok(found.ok)
    const { changed, withdrawn, filled, addedPeriods, removedPeriods, relabelled, removedSeries } = found.value
    assert.deepEqual([changed, withdrawn, filled, addedPeriods, removedPeriods, relabelled].flat(), [])
    assert.equal(removedSeries.length, 131 - ids.length)
  })

  it('shows each kind of revision: added, changed, withdrawn, filled, relabelled, renamed', async () => {
    const edit = (row: string[]): string[] => {
      const [short = '', item = '', year = '', name = '', value = '', area = '', region = ''] = row
      if (short === 'Work_Force_TO_Rate') return ['TurnoverRate', item, year, name, value, area, region]
      if (short === 'CPP_rate' && area === '936' && year === '2025')
        return [short, item, year, name, '26.3', area, region]
      if (short === 'CPP_rate' && area === '886' && year === '2025') return [short, item, year, name, 'c', area, region]
      if (short === 'CPP_rate' && area === '850' && year === '2025')
        return [short, item, year, name, `${value}04`, area, region]
      if (short === 'CPP_rate' && area === '942' && year === '2022')
        return [short, item, year, name, '40.1', area, region]
      return short === 'LAC' && year === '2025' ? [short, item, '2025 (Rev)', name, value, area, region] : row
    }
    const rows = asLait(['lait:CPP_rate', 'lait:LAC', 'lait:Work_Force_TO_Rate'], edit)
    const path = file('LAIT_2027-04-08.csv', [...rows, 'CPP_rate,x,2026,Surrey,25,936,South East'])
    const found = await reviseBenchmarks(path)
    assert.ok(found.ok)
    const { value } = found
    const before = benchmark('cpp-rate', { authority: '936', year: '2025' }).value
    const kent = benchmark('cpp-rate', { authority: '886', year: '2025' }).value
    assert.deepEqual([value.from, value.to], ['2026-04-08', '2027-04-08'])
    assert.deepEqual(value.addedPeriods, [{ series: 'lait:CPP_rate', year: '2026', values: 1 }])
    assert.deepEqual(value.changed, [{ series: 'lait:CPP_rate', year: '2025', area: '936', before, after: 26.3 }])
    assert.deepEqual(value.withdrawn, [{ series: 'lait:CPP_rate', year: '2025', area: '886', before: kent, mark: 'c' }])
    assert.deepEqual(value.filled, [{ series: 'lait:CPP_rate', year: '2022', area: '942', after: 40.1 }])
    assert.deepEqual(value.relabelled, [{ series: 'lait:LAC', before: '2025', after: '2025 (Rev)' }])
    assert.deepEqual(value.renamedSeries, [
      { before: 'lait:Work_Force_TO_Rate', after: 'lait:TurnoverRate', agreement: 1 },
    ])
    assert.ok(!value.removedSeries.includes('lait:Work_Force_TO_Rate'))
  })

  it('refuses what is not a LAIT file, and says what to do', async () => {
    const codes = async (path: string) => {
      const loaded = await loadLait(path)
      return loaded.ok ? [] : loaded.problems.map((problem) => problem.code)
    }
    assert.deepEqual(await codes(join(folder, 'absent.csv')), ['lait-unreadable'])
    assert.deepEqual(await codes(file('other.csv', ['1,2'], 'a,b')), ['lait-columns'])
    assert.deepEqual(await codes(file('empty.csv', [])), ['lait-empty'])
    const broken = join(folder, 'broken.csv.gz')
    writeFileSync(broken, 'not gzip')
    assert.deepEqual(await codes(broken), ['lait-unreadable'])
  })
})

describe('trap 9: Ofsted regions are not DfE regions', () => {
  const rows: readonly Readonly<Record<string, string>>[] = parse(
    readFileSync(new URL('./fixtures/ofsted-differences.csv', import.meta.url)),
    { columns: true },
  )

  it('differ for exactly the 60 authorities that the Department corrects', () => {
    const corrected = rows.map((row) => findArea(row.authority ?? '')?.code ?? row.authority).sort()
    const differing = listAuthorities().filter((area) => area.ofstedRegion !== regionOf(area.code)?.name)
    assert.equal(corrected.length, 60)
    assert.deepEqual(differing.map((area) => area.code).sort(), corrected)
  })

  it('leave the DfE region as the Department has it', () => {
    for (const row of rows) {
      const region = findArea(row.dfe_region ?? '')
      assert.equal(regionOf(findArea(row.authority ?? '')?.code ?? '')?.code, region?.code, row.authority)
    }
  })
})
