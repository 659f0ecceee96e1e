import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { listAuthorities } from './area.ts'
import { type Benchmark, type BenchmarkQuery, findBenchmark, findSeries, listBenchmarks } from './benchmark.ts'
import { shippedTable } from './shipped-table.ts'

function benchmark(id: string, query: BenchmarkQuery): Benchmark {
  const found = findBenchmark(id, query)
  assert.ok(found.ok, JSON.stringify(found))
  return found.value
}

function problemCodes(id: string, query: BenchmarkQuery): readonly string[] {
  const found = findBenchmark(id, query)
  return found.ok ? [] : found.problems.map((problem) => problem.code)
}

function fixture(name: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)), { columns: true })
}

describe('findBenchmark', () => {
  it('gives Surrey its initial conferences within 15 working days', () => {
    assert.equal(benchmark('icpc-15wd', { authority: '936', year: '2017' }).value, 68.4)
    const found = benchmark('icpc-15wd', { authority: '936', year: '2018' })
    assert.deepEqual([found.value, found.england, found.region, found.regionName], [51.4, 76.9, 75, 'South East'])
    assert.deepEqual([found.measure, found.series, found.unit], ['icpc-15wd', 'lait:CP_conf_15days', 'percent'])
  })

  it('gives back every figure of the 27 measures published for Surrey and England', () => {
    const rows = fixture('published-values.csv')
    assert.equal(new Set(rows.map((row) => row.measure)).size, 27)
    for (const { measure = '', area, year = '', value } of rows) {
      const found = benchmark(measure, { authority: '936', year })
      const figure = area === '970' ? found.england : found.value
      assert.ok(figure !== null && Math.abs(figure - Number(value)) <= 0.05, `${measure} ${area} ${year}: ${figure}`)
    }
  })

  it('takes a measure, a series, a LAIT short code or a LAIT measure code that names one series', () => {
    const ids = ['icpc-15wd', 'lait:CP_conf_15days', 'CP_conf_15days', '218', 'lait:218']
    const found = ids.map((id) => benchmark(id, { authority: '936', year: '2018' }))
    for (const one of found) assert.deepEqual(one, found[0])
  })

  it('takes an authority by code, ONS code or name', () => {
    for (const authority of ['936', 'E10000030', 'Surrey', ' surrey ']) {
      assert.equal(benchmark('icpc-15wd', { authority }).authority, '936')
    }
  })

  it('averages the neighbours that belong to the period, unrounded', () => {
    const { neighbours } = benchmark('icpc-15wd', { authority: '936', year: '2018' })
    assert.deepEqual([neighbours.edition, neighbours.words], ['2021', 'mean of 10 of 10'])
    const figures = [53.3, 73.2, 96.4, 82.3, 80.3, 89, 82.6, 77.1, 76.3, 98]
    assert.deepEqual(
      neighbours.of.map((one) => one.value),
      figures,
    )
    assert.equal(neighbours.mean, 80.85)
  })

  it('takes the 2021 neighbours up to 2024, the 2025 neighbours from 2025, and either when asked', () => {
    const codes = (query: BenchmarkQuery) => {
      const { edition, of, missing } = benchmark('lac-rate', query).neighbours
      return [edition, ...[...of, ...missing].map((one) => one.code)]
    }
    const of2021 = ['2021', '868', '825', '869', '872', '919', '931', '867', '850', '873', '823']
    const of2025 = ['2025', '868', '825', '358', '919', '869', '823', '872', '931', '867', '873']
    assert.deepEqual(codes({ authority: '936', year: '2024' }), of2021)
    assert.deepEqual(codes({ authority: '936', year: '2025' }), of2025)
    assert.deepEqual(codes({ authority: '936', year: '2025', edition: '2021' }), of2021)
    assert.deepEqual(codes({ authority: '936', year: '2018', edition: '2025' }), of2025)
  })

  it('ranks 1 the best by polarity, ties sharing the better place', () => {
    for (const [id, best] of [
      ['icpc-15wd', Math.max],
      ['sw-turnover', Math.min],
    ] as const) {
      const all = listAuthorities().map((area) => benchmark(id, { authority: area.code, year: '2022' }))
      const ranked = all.filter((one) => one.rank !== null)
      const figures = all.flatMap((one) =>
        one.value === null || one.notRanked === 'not an authority then' ? [] : [one.value],
      )
      for (const one of ranked) {
        const better = figures.filter((value) => value !== one.value && best(value, one.value ?? 0) === value)
        assert.deepEqual([one.rank, one.of], [better.length + 1, figures.length], `${id} ${one.authority}`)
      }
    }
  })

  it('takes the newest period unless one is asked for, and any label of the same year', () => {
    assert.equal(benchmark('icpc-15wd', { authority: '936' }).year, '2025')
    for (const year of ['2018', '2017-18', '2017/18', '201718']) {
      assert.equal(benchmark('icpc-15wd', { authority: '936', year }).value, 51.4)
    }
  })

  it('says everything that is wrong with a question at once', () => {
    assert.deepEqual(problemCodes('no-such', { authority: '970' }), ['unknown-series', 'unknown-authority'])
    assert.deepEqual(problemCodes('icpc-15wd', { authority: '936', year: '1999' }), ['unknown-year'])
    assert.deepEqual(problemCodes('287', { authority: '936' }), ['shared-lait-code'])
  })

  it('ranks and averages nothing in a series that is held for one authority only', () => {
    const found = benchmark('cin-number', { authority: '936', year: '2024' })
    assert.deepEqual([found.value, found.england, found.rank, found.of], [5348, 399460, null, 1])
    assert.deepEqual([found.neighbours.mean, found.neighbours.words], [null, 'mean of 0 of 10'])
  })

  it('sets figures of statistical releases beside others as it does those of LAIT', () => {
    const found = benchmark('ehc-6w', { authority: '936', year: '2024' })
    assert.deepEqual([found.series, found.value, found.england], ['dfe:ehc-6w', 98.3, 84.8])
    assert.deepEqual([found.neighbours.words, found.of], ['mean of 10 of 10', 153])
    assert.equal(benchmark('ehc-6w', { authority: '936', year: '2022' }).missing, 'x')
  })

  it('says which mark stands where a figure would be', () => {
    const found = benchmark('cl-eet', { authority: '420', year: '2024' })
    assert.deepEqual([found.value, found.missing, found.rank], [null, '-', null])
  })
})

describe('listBenchmarks', () => {
  it('gives every period, earliest first, and says where the set of neighbours changes', () => {
    const found = listBenchmarks('icpc-15wd', { authority: '936' })
    assert.ok(found.ok)
    const { points, breaks } = found.value
    assert.deepEqual(
      points.map((point) => point.year),
      Array.from({ length: 10 }, (_, i) => String(2016 + i)),
    )
    assert.deepEqual(breaks, [{ before: '2025', from: '2021', to: '2025' }])
    const figures = points.map((point) => point.value)
    assert.deepEqual(figures, [66.4, 68.4, 51.4, 77.9, 82.2, 89, 87, 77.3, 81.8, 78])
  })

  it('has no break when one edition is asked for throughout', () => {
    const found = listBenchmarks('icpc-15wd', { authority: '936', edition: '2025' })
    assert.ok(found.ok)
    assert.deepEqual(found.value.breaks, [])
  })
})

describe('the shipped series', () => {
  it('have one id each, one series a measure, a title, a source and figures', () => {
    const table = shippedTable()
    const ids = table.series.map((one) => one.id)
    const measures = table.series.flatMap((one) => one.measure ?? [])
    assert.equal(new Set(ids).size, ids.length)
    assert.equal(new Set(measures).size, measures.length)
    assert.ok(measures.length >= 75 && ids.length >= 80)
    for (const one of table.series) {
      assert.ok(
        one.title && one.unit && one.source && one.edition && one.licence === 'Open Government Licence v3.0',
        one.id,
      )
      assert.ok(table.rows(one.id).length > 0, one.id)
    }
  })

  it('are few enough to answer from at once', () => {
    const bytes = readFileSync(new URL('../../../reference/benchmarks/values.csv.gz', import.meta.url)).length
    assert.ok(bytes < 1_000_000)
    const start = performance.now()
    assert.ok(findSeries('cpp-rate').ok)
    benchmark('cpp-rate', { authority: '936' })
    assert.ok(performance.now() - start < 100)
  })
})
