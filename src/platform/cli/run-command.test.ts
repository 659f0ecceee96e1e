import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Answer, type Call, type Command, numberOption, progressBar, runCommand, textOption } from './index.ts'

const command = (run: (call: Call) => Promise<Answer>): Command => ({
  name: 'greet',
  summary: 'Greet someone',
  usage: 'NAME [--loudly] [--times N]',
  options: { loudly: { type: 'boolean' }, times: { type: 'string' } },
  describe: { loudly: 'in capitals', times: 'how often' },
  words: [1, 2],
  run,
})

async function run(
  argv: readonly string[],
  work: (call: Call) => Promise<Answer> = async () => ({ json: [], text: '' }),
) {
  const said = { stdout: '', stderr: '' }
  const code = await runCommand([command(work)], {
    argv,
    dataDir: './data',
    now: '2026-11-22T09:00:00.000Z',
    stdout: (text) => {
      said.stdout += text
    },
    stderr: (text) => {
      said.stderr += text
    },
  })
  return { code, ...said }
}

describe('how a command ends', () => {
  const answers: readonly [Answer, number][] = [
    [{ json: { a: 1 }, text: 'one' }, 0],
    [{ json: { a: 1 }, text: 'one', findings: true }, 1],
    [{ json: { a: 1 }, text: 'one', findings: false }, 0],
    [{ problems: [{ code: 'no', message: 'it may not be' }] }, 1],
  ]

  test('0 is fine, 1 asks for attention, whether or not it was asked for JSON', async () => {
    for (const [answer, code] of answers) {
      assert.equal((await run(['greet', 'Ann'], async () => answer)).code, code)
      assert.equal((await run(['greet', 'Ann', '--json'], async () => answer)).code, code)
    }
  })

  test('JSON is one document on one line, and a refusal is one too', async () => {
    const said = await run(['greet', 'Ann', '--json'], async () => answers[0]![0])
    assert.deepEqual(said, { code: 0, stdout: '{"a":1}\n', stderr: '' })
    const refused = await run(['greet', 'Ann', '--json'], async () => answers[3]![0])
    assert.deepEqual(refused, {
      code: 1,
      stdout: '{"problems":[{"code":"no","message":"it may not be"}]}\n',
      stderr: '',
    })
  })

  test('text goes to stdout and a refusal to stderr, with the file and sheet it is about', async () => {
    assert.equal((await run(['greet', 'Ann'], async () => answers[0]![0])).stdout, 'one\n')
    const problems = [
      { code: 'a', message: 'it is empty', file: 'book.xlsx', sheet: 'List 1' },
      { code: 'b', message: 'book.xlsx is empty', file: 'book.xlsx' },
    ]
    const { stdout, stderr } = await run(['greet', 'Ann'], async () => ({ problems }))
    assert.deepEqual([stdout, stderr], ['', 'book.xlsx, sheet List 1: it is empty\nbook.xlsx is empty\n'])
  })

  test('what is thrown is a fault: 2, on stderr alone', async () => {
    const said = await run(['greet', 'Ann', '--json'], async () => {
      throw new Error('broken')
    })
    assert.deepEqual([said.code, said.stdout], [2, ''])
    assert.match(said.stderr, /^throughline greet: Error: broken/)
  })

  test('too few words, too many, an unknown option or one without its value is 64', async () => {
    for (const argv of [
      ['greet'],
      ['greet', 'a', 'b', 'c'],
      ['greet', 'a', '--softly'],
      ['greet', 'a', '--times'],
      ['great', 'a'],
      [],
    ]) {
      const { code, stdout, stderr } = await run(argv)
      assert.deepEqual([code, stdout], [64, ''], argv.join(' '))
      assert.match(stderr, /Usage: throughline/)
    }
  })

  test('help says every option, those of all commands too', async () => {
    const { code, stdout } = await run(['greet', '--help'])
    assert.equal(code, 0)
    for (const part of ['Greet someone.', '--loudly', 'in capitals', '--times', '--data', '--json']) {
      assert.ok(stdout.includes(part), part)
    }
    assert.match((await run(['--help'])).stdout, /greet {2}Greet someone/)
  })
})

describe('what a command is given', () => {
  test('its words, its options, the data directory and the moment', async () => {
    let given: Call | undefined
    const keep = async (call: Call): Promise<Answer> => {
      given = call
      return { json: null, text: '' }
    }
    await run(['greet', 'Ann', '--loudly', 'Bob', '--data', '/elsewhere'], keep)
    assert.deepEqual(
      [given!.words, given!.options.loudly, given!.dataDir, given!.json],
      [['Ann', 'Bob'], true, '/elsewhere', false],
    )
    await run(['greet', 'Ann', '--json'], keep)
    assert.deepEqual([given!.dataDir, given!.json, given!.now], ['./data', true, '2026-11-22T09:00:00.000Z'])
  })

  test('numbers are whole and not negative; anything else is a problem of that option', async () => {
    for (const [text, number] of [
      ['0', 0],
      ['12', 12],
      ['1.5', undefined],
      ['-1', undefined],
      ['x', undefined],
      ['', undefined],
      ['9999999999', undefined],
    ] as const) {
      await run(['greet', 'Ann', `--times=${text}`], async (call) => {
        const problems: { code: string; message: string; field?: string }[] = []
        assert.equal(numberOption(call, 'times', problems), number, text)
        assert.deepEqual(
          problems.map(({ field }) => field),
          number === undefined ? ['times'] : [],
        )
        assert.equal(textOption(call, 'loudly'), undefined)
        return { json: null, text: '' }
      })
    }
  })
})

describe('progress', () => {
  const stream = (isTTY: boolean) => {
    const written: string[] = []
    return {
      written,
      stream: { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream,
    }
  }

  test('work that is over in a moment shows nothing', () => {
    const { written, stream: to } = stream(true)
    const bar = progressBar(to)
    bar.at('Reading', 1, 2)
    bar.end()
    assert.deepEqual(written, [])
  })

  test('a terminal has a bar that is drawn over and cleared; a log has lines', (t) => {
    let now = 0
    t.mock.method(performance, 'now', () => now)
    for (const isTTY of [true, false]) {
      now = 0
      const { written, stream: to } = stream(isTTY)
      const bar = progressBar(to)
      now = 6_000
      bar.at('Reading', 1, 2)
      bar.end()
      const expected = isTTY ? ['\r\u001b[K[############............] Reading', '\r\u001b[K'] : ['Reading (50%)\n']
      assert.deepEqual(written, expected)
    }
  })
})
