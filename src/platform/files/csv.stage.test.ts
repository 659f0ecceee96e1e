import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { StagingFolder } from '../../../test/hostile/staged.reader.ts'

const folder = new StagingFolder()
after(() => folder.remove())

const rows = [
  ['id', 'name', 'note'],
  ['1', 'Zoë Ó Briain', '£5, or “more”'],
  ['2', '', 'two\nlines'],
  ['3', 'a;b|c\td', ''],
  ['4', 'Ann "Nan" Lee', ' spaced '],
]

function csv(delimiter = ',', newLine = '\n'): string {
  const cell = (text: string): string => (/[",;|\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(cell).join(delimiter) + newLine).join('')
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

function windows1252(text: string): Buffer {
  const codes = new Map([...'€‚ƒ„…†‡ˆ‰Š‹Œ'].map((character, at) => [character, at + 0x80]))
  for (const [at, character] of [...'‘’“”•–—˜™š›œ'].entries()) codes.set(character, at + 0x91)
  return Buffer.from([...text].map((character) => codes.get(character) ?? character.charCodeAt(0)))
}

async function readBack(data: string | Uint8Array): Promise<string[][]> {
  return [...(await folder.readRows(await folder.stageOne(data))).values()]
}

describe('a CSV file that is regular as it stands', () => {
  test('is read from where it lies, whichever delimiter it has', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const path = folder.write('plain.csv', csv(delimiter))
      const outcome = await folder.stage(path)
      assert.ok(outcome.kind === 'staged')
      const [table] = outcome.tables
      assert.equal(table?.csvPath, path)
      assert.equal(table.rowColumn, false)
      assert.equal(table.delimiter, delimiter)
      assert.deepEqual([...(await folder.readRows(table)).values()], rows)
    }
  })

  test('may have CRLF line ends throughout', async () => {
    const data = csv(',', '\r\n').replace('two\nlines', 'two\r\nlines')
    const table = await folder.stageOne(data)
    assert.equal(table.rowColumn, false)
    assert.equal(table.newLine, '\r\n')
    assert.equal((await folder.readRows(table)).get(3)?.[2], 'two\r\nlines')
  })

  test('is copied when its name would be a pattern', async () => {
    const path = folder.write('list[1]*.csv', csv())
    const outcome = await folder.stage(path)
    assert.ok(outcome.kind === 'staged')
    assert.notEqual(outcome.tables[0]?.csvPath, path)
    assert.deepEqual([...(await folder.readRows(outcome.tables[0]!)).values()], rows)
  })

  test('has the hash and length of its bytes', async () => {
    const outcome = await folder.stage(folder.write('abc.csv', 'abc'))
    assert.ok(outcome.kind === 'staged')
    // The hash of `abc` in FIPS 180-4.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    assert.deepEqual(outcome.source, { path: 'extract', sha256, bytes: 3 })
  })

  test('may be longer than any piece in which it is read', async () => {
    const line = (at: number): string => `${at},"quoted, ${'x'.repeat(at % 300)}",ü\n`
    const data = Array.from({ length: 60_000 }, (_, at) => line(at)).join('')
    const table = await folder.stageOne(data)
    assert.equal(table.rowColumn, false)
    const read = await folder.readRows(table)
    assert.equal(read.size, 60_000)
    assert.deepEqual(read.get(59_999), ['59998', `quoted, ${'x'.repeat(59_998 % 300)}`, 'ü'])
  })
})

describe('a CSV file in another encoding', () => {
  const encoded: readonly (readonly [string, string, Uint8Array])[] = [
    ['UTF-8 with a byte-order mark', 'utf-8', Buffer.from(`\uFEFF${csv()}`)],
    ['UTF-16 LE with a byte-order mark', 'utf-16le', Buffer.from(`\uFEFF${csv('\t')}`, 'utf16le')],
    ['UTF-16 BE with a byte-order mark', 'utf-16be', utf16be(`\uFEFF${csv(';')}`)],
    ['UTF-16 LE without', 'utf-16le', Buffer.from(csv(), 'utf16le')],
    ['UTF-16 BE without', 'utf-16be', utf16be(csv())],
    ['Windows-1252', 'windows-1252', windows1252(csv())],
  ]
  for (const [title, encoding, data] of encoded) {
    test(`is read and staged as UTF-8: ${title}`, async () => {
      const table = await folder.stageOne(data)
      assert.equal(table.encoding, encoding)
      assert.equal(table.rowColumn, true)
      assert.deepEqual([...(await folder.readRows(table)).values()], rows)
    })
  }

  test('is read record by record, so that one bad byte spoils no other record', async () => {
    const data = Buffer.concat([
      Buffer.from('id,name\n1,Zoë\n2,'),
      Buffer.from([0xe9, 0x80]),
      Buffer.from('\n3,Łucja\n'),
    ])
    assert.deepEqual(await readBack(data), [
      ['id', 'name'],
      ['1', 'Zoë'],
      ['2', 'é€'],
      ['3', 'Łucja'],
    ])
  })

  test('keeps a character that two pieces of the file share', async () => {
    const data = Buffer.from(`\uFEFFid,name\n${'1,𝒵oë\n'.repeat(100_000)}`, 'utf16le')
    const table = await folder.stageOne(data)
    assert.equal(table.records, 100_001)
    assert.deepEqual(new Set((await folder.read(table)).slice(1).map((row) => row[2])), new Set(['𝒵oë']))
  })
})

describe('an irregular CSV file', () => {
  test('keeps its row numbers when blank rows are left out', async () => {
    const table = await folder.stageOne('id,a\n\n1,x\n,\n" ",\t\n2,y\n,,\n\n')
    assert.deepEqual(
      [...(await folder.readRows(table))],
      [
        [1, ['id', 'a']],
        [3, ['1', 'x']],
        [6, ['2', 'y']],
      ],
    )
    assert.equal(table.blankRows, 5)
  })

  test('has its short rows padded and its overlong rows set aside', async () => {
    const table = await folder.stageOne('id,a,b\n1\n2,x,y,z\n3,x,y,,\n')
    assert.deepEqual(
      [...(await folder.readRows(table))],
      [
        [1, ['id', 'a', 'b']],
        [2, ['1', '', '']],
        [4, ['3', 'x', 'y']],
      ],
    )
    assert.deepEqual(table.oddRows, [{ row: 3, reason: 'the row has more cells than the header' }])
  })

  test('takes its width from the header, not from a title above it', async () => {
    const table = await folder.stageOne('List 1: contacts\n\nid,a,b\n1,x,y\n2,x,y\n')
    assert.equal(table.columnCount, 3)
    assert.deepEqual(table.firstRowNumbers, [1, 3, 4, 5])
  })

  test('may mix LF, CRLF and CR', async () => {
    assert.deepEqual(await readBack('id,a\r\n1,x\n2,"y\rz"\r3,w'), [
      ['id', 'a'],
      ['1', 'x'],
      ['2', 'y\nz'],
      ['3', 'w'],
    ])
  })

  test('may have CR alone as line end', async () => {
    assert.deepEqual(await readBack(Buffer.from('id,a\r1,\xe9\r2,y\r', 'latin1')), [
      ['id', 'a'],
      ['1', 'é'],
      ['2', 'y'],
    ])
  })

  test('sets a row with a zero byte aside', async () => {
    const table = await folder.stageOne(`id,a\n1,x\0\n2,y\n${'3,z\n'.repeat(20)}`)
    assert.deepEqual(table.oddRows, [{ row: 2, reason: 'the row holds a zero byte' }])
    await folder.readRows(table)
  })

  test('keeps a quote that stands inside a cell', async () => {
    assert.deepEqual(await readBack('id,a\n1,5" pipe\n2, "x"\n'), [
      ['id', 'a'],
      ['1', '5" pipe'],
      ['2', ' "x"'],
    ])
  })
})

describe('a quote that does not close', () => {
  const width3 = (line: string): string => `id,name,note\n1,a,b\n${line}\n3,c,d\n4,e,f\n`

  test('costs its own row and no other', async () => {
    for (const line of ['2,"x,y', '2,"x"y,z', '"2,x,y', '2,x,"y', '2,"He said "no" to me",y']) {
      const table = await folder.stageOne(width3(line))
      assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 2, 4, 5], line)
      assert.deepEqual(
        table.oddRows.map(({ row }) => row),
        [3],
        line,
      )
    }
  })

  test('costs its own row also where a later row has quotes', async () => {
    const table = await folder.stageOne('id,name,note\n2,"x,y\n3,"Lee, Ann",d\n4,e,f\n')
    assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 3, 4])
  })

  test('does not join the rows up to the next stray quote', async () => {
    const table = await folder.stageOne('id,name,note\n2,"x,y\n3,b,c\n4,d",e\n5,f,g\n')
    assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 3, 4, 5])
    assert.deepEqual(
      table.oddRows.map(({ row }) => row),
      [2],
    )
  })

  test('costs one row of a long file', async () => {
    const table = await folder.stageOne(`id,a,b\n1,"x,y\n${'2,x,y\n'.repeat(100_000)}`)
    assert.equal(table.records, 100_001)
    assert.deepEqual(table.oddRows, [{ row: 2, reason: 'a quote is opened and not closed' }])
  })

  test('is told from a note of several lines', async () => {
    const note = 'Seen at home, alone.\nWell, and glad.\n\nPlan: visit, call.'
    const table = await folder.stageOne(`id,a,b,c\n1,x,"${note}",y\n2,x,y,z\n`)
    assert.equal(table.rowColumn, false)
    assert.deepEqual((await folder.readRows(table)).get(2), ['1', 'x', note, 'y'])
  })
})

describe('the limits of a CSV file', () => {
  test('set aside a row whose cell or whole is too long', async () => {
    const long = 'x'.repeat(1_100_000)
    const table = await folder.stageOne(
      `id,a,b\n1,${long},\n2,"${long}",\n3,x,y\n4,${`${'x'.repeat(900_000)},`.repeat(3)}\n5,x,y\n`,
    )
    assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 4, 6])
    assert.deepEqual(
      table.oddRows.map(({ row }) => row),
      [2, 3, 5],
    )
  })

  test('set aside a row longer than any piece in which the file is read', async () => {
    const table = await folder.stageOne(`id,a\n1,${'x'.repeat(12_000_000)}\n2,y\n`)
    assert.deepEqual([...(await folder.readRows(table)).keys()], [1, 3])
    assert.deepEqual(table.oddRows, [{ row: 2, reason: 'the row is too long' }])
  })

  test('let a cell of 10 kB pass', async () => {
    assert.equal((await readBack(`id,a\n1,${'x'.repeat(10_000)}\n`))[1]?.[1]?.length, 10_000)
  })

  const refusals: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['more columns than any list', 'too-many-columns', `${'a,'.repeat(600)}b\n${'1,'.repeat(600)}2\n`],
    [
      'more odd rows than can be told of',
      'too-many-odd-rows',
      `id,a\n${'1,2\n'.repeat(2_000)}${'1,2,3\n'.repeat(20_000)}`,
    ],
    ['nothing at all', 'empty', ''],
    ['nothing but a byte-order mark', 'empty', '\uFEFF'],
    ['nothing but blank rows', 'empty', ' \n,,\n\n'],
  ]
  for (const [title, code, data] of refusals) {
    test(`refuse a file with ${title}`, async () => {
      const outcome = await folder.stage(folder.write('extract.csv', data))
      assert.ok(outcome.kind === 'refused')
      assert.deepEqual(
        outcome.problems.map((problem) => problem.code),
        [code],
      )
    })
  }
})
