import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { StagingFolder } from '../../../test/hostile/staged.reader.ts'
import { buildWorkbook, sheetPart, textRow, type WorkbookSpec } from '../../../test/hostile/workbook.builder.ts'
import type { FormulaPolicy, StagedTable } from './index.ts'

const folder = new StagingFolder()
after(() => folder.remove())

async function stage(spec: WorkbookSpec, formulas: FormulaPolicy = 'refuse'): Promise<readonly StagedTable[]> {
  const outcome = await folder.stage(folder.write('extract.xlsx', buildWorkbook(spec)), {}, formulas)
  if (outcome.kind !== 'staged') assert.fail(JSON.stringify(outcome))
  return outcome.tables
}

async function stageRows(rows: string, spec: WorkbookSpec = {}): Promise<StagedTable> {
  return (await stage({ sheets: [{ name: 'List 1', rows }], ...spec }))[0]!
}

/** The one row of a sheet whose cells are given as XML. */
async function readCells(cells: string, spec: WorkbookSpec = {}): Promise<string[]> {
  const table = await stageRows(`<row r="1">${cells}</row>`, spec)
  return (await folder.readRows(table)).get(1) ?? []
}

describe('the cells of a sheet', () => {
  test('may hold text, shared or inline, whole or in runs, without the hints on its reading', async () => {
    const strings =
      '<si><t xml:space="preserve"> a &amp; "b" </t></si>' +
      '<si><r><t>one</t></r><r><rPr><b/></rPr><t>, two</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></si>'
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>' +
      '<c r="C1" t="inlineStr"><is><r><t>Zoë</t></r><r><t> Ó&#x20;&#8217;</t></r></is></c><c r="D1" t="str"><v>x&#10;y</v></c>'
    assert.deepEqual(await readCells(cells, { strings }), [' a & "b" ', 'one, two', 'Zoë Ó ’', 'x\ny'])
  })

  test('may hold truth, errors and ISO dates', async () => {
    const cells =
      '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="d"><v>2018-02-06</v></c>'
    assert.deepEqual(await readCells(cells), ['TRUE', 'FALSE', '#N/A', '2018-02-06'])
  })

  test('show numbers as Excel does in full, with 15 digits', async () => {
    const raw = ['100002', '0.30000000000000004', '1.0000000000000001E-2', '-5', '1E5', '123456789012345678']
    const cells = raw.map((value) => `<c><v>${value}</v></c>`).join('')
    assert.deepEqual(await readCells(cells), ['100002', '0.3', '0.01', '-5', '100000', '123456789012346000'])
  })

  test('show serial numbers as dates where their format does', async () => {
    const cells = ['43137', '43137.4375', '59', '60', '61', '1'].map((value) => `<c s="1"><v>${value}</v></c>`).join('')
    const dates = ['2018-02-06', '2018-02-06 10:30:00', '1900-02-28', '1900-02-29', '1900-03-01', '1900-01-01']
    assert.deepEqual(await readCells(cells), dates)
    assert.deepEqual(await readCells('<c s="2"><v>43137</v></c><c s="0"><v>43137</v></c>'), ['2018-02-06', '43137'])
  })

  test('count dates from 1904 where the workbook does', async () => {
    const spec = { workbookPr: '<workbookPr date1904="1"/>' }
    assert.deepEqual(await readCells('<c s="1"><v>0</v></c><c s="1"><v>41675</v></c>', spec), [
      '1904-01-01',
      '2018-02-06',
    ])
  })

  test('stay numbers where their format does not exist or the number is no day', async () => {
    const cells = '<c s="99"><v>43137</v></c><c s="1"><v>-1</v></c><c s="1"><v>9999999</v></c><c s="x"><v>1</v></c>'
    assert.deepEqual(await readCells(cells), ['43137', '-1', '9999999', '1'])
  })

  test('may lack references, or stand in any order', async () => {
    const rows =
      '<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c><c><v>2</v></c></row>'
    const table = await stageRows(rows)
    assert.deepEqual(
      [...(await folder.readRows(table))],
      [
        [1, ['1', '2', '']],
        [2, ['1', '2', '3']],
      ],
    )
  })

  test('may be escaped the way Excel does', async () => {
    const cells =
      '<c t="inlineStr"><is><t>a_x000D__x000A_b_x0000_</t></is></c><c t="inlineStr"><is><t>x_x005F_y</t></is></c>'
    assert.deepEqual(await readCells(cells), ['a\nb', 'x_y'])
  })

  test('may be written with another prefix, in CDATA, among comments', async () => {
    const xml =
      '<?xml version="1.0"?><!-- made by hand --><x:worksheet xmlns:x="m"><x:sheetData><x:row r="1">' +
      '<x:c r="A1" t="inlineStr"><x:is><x:t><![CDATA[a < b & c]]></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    const table = await stageRows('', { parts: { 'xl/worksheets/sheet1.xml': xml } })
    assert.deepEqual((await folder.readRows(table)).get(1), ['a < b & c'])
  })
})

describe('the rows of a sheet', () => {
  test('without a value are counted and left out, however many have been formatted', async () => {
    const styled = Array.from(
      { length: 5_000 },
      (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="1"/><c r="B${at + 3}" s="1"/></row>`,
    )
    const table = await stageRows(textRow(1, ['id', 'a']) + textRow(2, ['1', 'x']) + styled.join(''))
    assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 2])
    assert.equal(table.blankRows, 5_000)
  })

  test('are all as wide as the widest, even when that comes last', async () => {
    const rows = Array.from({ length: 1_500 }, (_, at) => textRow(at + 1, ['a', 'b']))
    const table = await stageRows(rows.join('') + textRow(2_000, ['a', 'b', '', 'beyond']))
    assert.equal(table.columnCount, 4)
    const read = await folder.readRows(table)
    assert.deepEqual(
      [read.size, read.get(2_000), read.get(1_500)],
      [1_501, ['a', 'b', '', 'beyond'], ['a', 'b', '', '']],
    )
  })

  test('with a value far to the right are set aside', async () => {
    const table = await stageRows(
      `${textRow(1, ['id', 'a'])}<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>`,
    )
    assert.equal(table.columnCount, 2)
    assert.deepEqual(table.oddRows, [{ row: 1_048_576, reason: 'a value stands far to the right of any list' }])
    await folder.readRows(table)
  })

  test('that refer to a missing text, or fill a cell twice, are set aside', async () => {
    const rows =
      `${textRow(1, ['id'])}<row r="2"><c r="A2" t="s"><v>7</v></c></row><row r="3"><c r="A3"><v>1</v></c><c r="A3"><v>2</v></c></row>` +
      '<row r="4"><c r="A4" t="s"><v>0</v></c></row>'
    const table = await stageRows(rows, { strings: '<si><t>x</t></si>' })
    assert.deepEqual(
      table.oddRows.map(({ row }) => row),
      [2, 3],
    )
    assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 4])
  })

  test('that are set aside leave nothing behind in the row below', async () => {
    const rows = `${textRow(1, ['id', 'a'])}<row r="2"><c t="s"><v>9</v></c><c t="inlineStr"><is><t>left</t></is></c></row>${textRow(3, ['1', 'x'])}`
    const table = await stageRows(rows)
    assert.deepEqual(
      [...(await folder.readRows(table))],
      [
        [1, ['id', 'a']],
        [3, ['1', 'x']],
      ],
    )
  })
})

describe('the sheets of a workbook', () => {
  test('come in the order of their tabs, hidden and empty ones too', async () => {
    const sheets = [
      { name: 'List 2 & more', rows: textRow(1, ['b']) },
      { name: 'List 1', rows: textRow(1, ['a']), state: 'veryHidden' as const },
      { name: 'Notes', rows: '' },
    ]
    const tables = await stage({ sheets })
    assert.deepEqual(
      tables.map(({ sheet, hidden, records, columnCount }) => [sheet, hidden, records, columnCount]),
      [
        ['List 2 & more', false, 1, 1],
        ['List 1', true, 1, 1],
        ['Notes', false, 0, 0],
      ],
    )
  })

  test('that hold charts are left out', async () => {
    const rels =
      '<Relationships><Relationship Id="rId1" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
    assert.deepEqual(await stage({ parts: { 'xl/_rels/workbook.xml.rels': rels } }), [])
  })
})

describe('a formula', () => {
  const rows =
    `<row r="1"><c r="A1"><f>TODAY()</f><v>1</v></c></row>${textRow(2, ['id', 'a'])}` +
    '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f>A3+1</f><v>2</v></c></row><row r="4"><c r="A4"><f>A3</f><v>1</v></c></row>'
  const sheets = [
    { name: 'List 1', rows },
    { name: 'List 2', rows },
  ]

  test('below the header refuses the workbook, with each sheet and its first cell', async () => {
    const outcome = await folder.stage(folder.write('formula.xlsx', buildWorkbook({ sheets })))
    assert.ok(outcome.kind === 'refused')
    assert.deepEqual(
      outcome.problems.map(({ code, sheet }) => [code, sheet]),
      [
        ['formula', 'List 1'],
        ['formula', 'List 2'],
      ],
    )
    assert.match(outcome.problems[0]!.message, /^extract, sheet “List 1”, cell B3: holds a formula/)
  })

  test('that is a sum may be read by its saved value, and is counted', async () => {
    const [table] = await stage({ sheets }, 'arithmetic')
    assert.deepEqual(table?.formulas, { count: 2, first: 'B3', firstOther: '' })
    assert.deepEqual((await folder.readRows(table!)).get(3), ['1', '2'])
  })

  test('that is more than a sum of its own sheet refuses the workbook even then', async () => {
    const others = [
      'HYPERLINK(A3)',
      'Sheet2!A1',
      "cmd|'/c calc'!A0",
      '[1]List!A1',
      'A3&amp;"x"',
      'NOW()',
      'A3:A9',
      'SUM(A3)',
    ]
    for (const other of others) {
      const data = buildWorkbook({ sheets: [{ name: 'List 1', rows: rows.replace('A3+1', other) }] })
      const outcome = await folder.stage(folder.write('formula.xlsx', data), {}, 'arithmetic')
      assert.ok(outcome.kind === 'refused', other)
      assert.match(outcome.problems[0]!.message, /cell B3/)
    }
  })

  test('that was never calculated refuses the workbook all the same', async () => {
    const uncalculated = rows.replace('<f>A3+1</f><v>2</v>', '<f>A3+1</f>')
    const data = buildWorkbook({ sheets: [{ name: 'List 1', rows: uncalculated }] })
    const outcome = await folder.stage(folder.write('formula.xlsx', data), {}, 'arithmetic')
    assert.ok(outcome.kind === 'refused')
    assert.deepEqual(
      outcome.problems.map(({ code }) => code),
      ['formula-not-calculated'],
    )
  })

  test('above the header is no concern of the data', async () => {
    const table = await stageRows(rows.slice(0, rows.indexOf('<row r="3">')))
    assert.deepEqual(table.formulas, { count: 0, first: '', firstOther: '' })
  })
})

test('a workbook is read from whatever part its relationships name', async () => {
  const parts = {
    '_rels/.rels':
      '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/x/officeDocument" Target="/xl/book.xml"/></Relationships>',
    'xl/book.xml': '<workbook><sheets><sheet name="S" r:id="b"/></sheets></workbook>',
    'xl/_rels/book.xml.rels':
      '<Relationships><Relationship Id="b" Type="http://purl.oclc.org/ooxml/x/worksheet" Target="../data/one.xml"/></Relationships>',
    'data/one.xml': sheetPart(textRow(1, ['here'])),
  }
  const [table] = await stage({ parts })
  assert.deepEqual((await folder.readRows(table!)).get(1), ['here'])
})
