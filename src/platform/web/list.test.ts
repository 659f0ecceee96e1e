import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { html } from './html.ts'
import { listPage, listTable, pageLinks } from './list.pages.ts'
import { type ListShape, lastPage, listHref, pageRows, readListState } from './list-state.ts'

const shape: ListShape = { sorts: { due: 'ascending', days: 'descending' }, sort: 'due', filters: ['team', 'area'] }
const read = (query: Record<string, string>) => readListState({ path: '/worklist', query }, shape)

describe('readListState', () => {
  test('reads sort, order, page and filters from the address', () => {
    assert.deepEqual(read({ sort: 'days', order: 'ascending', page: '3', team: ' t1 ', area: '' }), {
      path: '/worklist',
      sort: 'days',
      order: 'ascending',
      page: 3,
      filters: { team: 't1' },
    })
  })

  test('takes what it does not know for the usual', () => {
    for (const query of [{}, { sort: 'constructor', order: 'up', page: '-1' }, { page: '1e9' }, { page: '0' }])
      assert.deepEqual(read(query), { path: '/worklist', sort: 'due', order: 'ascending', page: 1, filters: {} })
  })

  test('a column has its own first order', () => assert.equal(read({ sort: 'days' }).order, 'descending'))

  test('what listHref writes is read back', () => {
    const state = read({ sort: 'days', page: '4', team: 'a&b=c' })
    const query = Object.fromEntries(new URLSearchParams(listHref(state, { page: 4 }).split('?')[1]))
    assert.deepEqual(read(query), state)
  })
})

test('a change of order or filter goes back to the first page', () => {
  const state = read({ page: '4', team: 't1' })
  assert.equal(listHref(state, { sort: 'days', order: 'descending' }), '/worklist?team=t1&sort=days&order=descending')
  assert.equal(listHref(state, { filters: {} }), '/worklist?sort=due&order=ascending')
})

test('pages have 50 rows, and an empty list has one page', () => {
  assert.deepEqual(pageRows({ page: 3 }), { limit: 50, offset: 100 })
  assert.deepEqual([0, 1, 50, 51].map(lastPage), [1, 1, 1, 2])
})

describe('pageLinks', () => {
  const numbers = (current: number, last: number): string[] =>
    [
      ...String(pageLinks({ current, last, href: (page) => `?page=${page}` })).matchAll(
        /aria-label="Page (\d+)"|ctdot/g,
      ),
    ].map((match) => match[1] ?? '…')
  test('shows the first, the last and the nearest', () => {
    assert.deepEqual(numbers(7, 20), ['1', '…', '6', '7', '8', '…', '20'])
    assert.deepEqual(numbers(1, 3), ['1', '2', '3'])
    assert.deepEqual(numbers(3, 3), ['1', '2', '3'])
  })
  test('is nothing for a list of one page', () =>
    assert.equal(String(pageLinks({ current: 1, last: 1, href: String })), ''))
})

describe('listTable', () => {
  const columns = [
    {
      title: 'Child',
      cell: (row: { ref: string; days: number }) => html`<a href="/children/${row.ref}">${row.ref}</a>`,
    },
    { title: 'Days', cell: (row: { days: number }) => row.days, sort: 'days', numeric: true },
  ]
  const list = (total: number, page = 1) =>
    String(
      listTable({
        noun: 'children',
        total,
        rows: total === 0 ? [] : [{ ref: 'k4tq', days: 3 }],
        columns,
        sorts: shape.sorts,
        state: { ...read({ sort: 'days' }), page },
      }),
    )

  test('says how many there are, and which of them are shown', () => {
    assert.match(list(1), />1 children<\/caption>/)
    assert.match(list(1234, 2), />1,234 children, 51 to 51<\/caption>/)
  })

  test('the sorted column says its order, and its link turns it round', () => {
    assert.match(list(1), /aria-sort="descending"><a class="tl-sort" href="[^"]*sort=days&amp;order=ascending"/)
  })

  test('an empty list says so in words', () => {
    assert.match(list(0), /There are no children\./)
    assert.doesNotMatch(list(0), /<table/)
  })

  test('a list page has its filters open when one is in effect', () => {
    const page = (query: Record<string, string>) =>
      String(listPage({ title: 'Due', filters: html`<input>`, state: read(query), list: html`` }))
    assert.doesNotMatch(page({}), /<details[^>]* open/)
    assert.match(page({ team: 't1' }), /<details[^>]* open[\s\S]*Clear filters/)
  })
})
