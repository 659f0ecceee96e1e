import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { proofMigrations } from '../../../test/faults/run-ledger.ts'
import { type TestLedger, testServers, withTestLedger } from '../../../test/ledger.ts'
import { copyLine, DatabaseFault, query, type Tx, transaction } from './index.ts'

for (const server of testServers) {
  describe(`a transaction on ${server.name}`, () => {
    let ledger: TestLedger
    before(async () => {
      ledger = await withTestLedger({ server, migrations: proofMigrations })
    })
    after(() => ledger.stop())

    const asApp = <T>(work: (tx: Tx) => Promise<T>) => transaction(ledger.app, work)
    const enter = (tx: Tx, authority: string) => tx.run("select set_config('app.authority', $1, true)", [authority])
    const add = (tx: Tx, authority: string, said: string) =>
      tx.run('insert into proof.note (authority_id, said) values ($1, $2)', [authority, said])
    const saidBy = async (authority: string) =>
      asApp(async (tx) => {
        await enter(tx, authority)
        return (await tx.rows<{ said: string }>('select said from proof.note order by note_id')).map(({ said }) => said)
      })

    test('values come back as the house has them: days and moments as text, numbers as numbers', async () => {
      const row = await asApp((tx) =>
        tx.row(`select date '2026-03-29' as day, timestamptz '2026-03-29 02:30:00+01' as moment, 7::bigint as whole,
          count(*) as counted, 12.50::numeric as part, 12345678901234567890::numeric as big,
          array[date '2026-03-29', null] as days, array['a', 'b'] as texts, null as nothing`),
      )
      assert.deepEqual(row, {
        ...{ day: '2026-03-29', moment: '2026-03-29T01:30:00Z', whole: 7, counted: 1, part: 12.5 },
        ...{ big: '12345678901234567890', days: ['2026-03-29', null], texts: ['a', 'b'], nothing: null },
      })
    })

    test('it is kept when the work returns, and undone when it throws', async () => {
      await asApp(async (tx) => {
        await enter(tx, 'kept')
        assert.equal(await add(tx, 'kept', 'one'), 1)
      })
      const undone = asApp(async (tx) => {
        await enter(tx, 'kept')
        await add(tx, 'kept', 'two')
        throw new Error('the work')
      })
      await assert.rejects(undone, /^Error: the work$/)
      assert.deepEqual(await saidBy('kept'), ['one'])
    })

    test('one whose statement failed is never taken for done, though the failure was caught', async () => {
      const caught = asApp(async (tx) => {
        await enter(tx, 'caught')
        await add(tx, 'caught', 'one')
        await tx.run('select 1 / 0').catch(() => {})
      })
      await assert.rejects(caught, /all of it was undone/)
      assert.deepEqual(await saidBy('caught'), [])
    })

    for (const pool of ['app', 'owner'] as const) {
      test(`what runs with the next statement has been done when that is answered (${pool})`, async () => {
        await transaction(ledger[pool], async (tx) => {
          tx.runWithNext("select set_config('app.authority', $1, true)", ['ahead'])
          assert.deepEqual(await tx.row(`select current_setting('app.authority') as authority`), { authority: 'ahead' })
        })
      })

      test(`what runs with the commit and is refused keeps nothing of the transaction (${pool})`, async () => {
        const refused = transaction(ledger[pool], async (tx) => {
          await enter(tx, 'refused')
          await add(tx, 'refused', 'one')
          tx.runWithNext('insert into proof.note (authority_id, said) values ($1, null)', ['refused'])
        })
        await assert.rejects(refused, (error) => error instanceof DatabaseFault && error.kind === 'constraint')
        assert.deepEqual(await saidBy('refused'), [])
      })
    }

    test('nothing is sent for work that throws before it asks anything', async () => {
      let held: Tx | undefined
      const undone = asApp(async (tx) => {
        held = tx
        throw new Error('the work')
      })
      await assert.rejects(undone, /^Error: the work$/)
      assert.equal(held?.statements, 0)
    })

    test('row and maybe refuse what is not one row', async () => {
      await asApp(async (tx) => {
        assert.deepEqual(await tx.maybe('select 1 as n where false'), undefined)
        assert.deepEqual(await tx.maybe('select 1 as n'), { n: 1 })
        await assert.rejects(tx.row('select 1 as n where false'), /expected one row, got 0/)
        await assert.rejects(tx.maybe('select generate_series(1, 2)'), /expected one row or none, got 2/)
      })
    })

    test('every statement is counted, begin and commit among them', async () => {
      let counted: Tx | undefined
      await asApp(async (tx) => {
        assert.equal(tx.statements, 0)
        await tx.rows('select 1')
        assert.equal(tx.statements, 2)
        await tx.run('select 2')
        counted = tx
      })
      assert.equal(counted?.statements, 4)
      await assert.rejects(counted!.rows('select 1'), /the transaction has ended/)
    })

    test('a statement is prepared once for each connection; a built one is not', async () => {
      await asApp(async (tx) => {
        for (const n of [1, 2]) await tx.rows('select $1::int as again', [n])
        const built = query.selectFrom('pg_catalog.pg_class').select('relname').where('relname', '=', 'pg_class')
        assert.deepEqual(await tx.rows(built.compile()), [{ relname: 'pg_class' }])
        const prepared = await tx.rows<{ statement: string }>('select statement from pg_prepared_statements')
        assert.equal(prepared.filter(({ statement }) => /as again/.test(statement)).length, 1)
        assert.ok(!prepared.some(({ statement }) => /relname/.test(statement)))
      })
    })

    test('rows are copied in with every character that text can hold', async () => {
      const said = ['plain', 'tab\there', 'line\nend\r', 'back\\slash', '\\N', '', 'é – 😀', "'; drop table x; --"]
      await transaction(ledger.owner, async (tx) => {
        await tx.run('create temporary table copied (n integer, said text, tags text[], is_odd boolean)')
        const lines = said.map((text, n) => copyLine([n, text, [text, '"'], n % 2 === 1]))
        await tx.copyIn('copied', ['n', 'said', 'tags', 'is_odd'], [...lines, copyLine([99, null, null, undefined])])
        const found = await tx.rows('select n, said, tags, is_odd from copied order by n')
        assert.deepEqual(found, [
          ...said.map((text, n) => ({ n, said: text, tags: [text, '"'], is_odd: n % 2 === 1 })),
          { n: 99, said: null, tags: null, is_odd: null },
        ])
      })
    })

    test('two that meet are done again where the caller says so, and told as a conflict where not', async () => {
      await asApp(async (tx) => {
        await enter(tx, 'met')
        await add(tx, 'met', '0')
      })
      let others = 1
      const raise = async (tx: Tx) => {
        await enter(tx, 'met')
        const { said } = await tx.row<{ said: string }>('select said from proof.note')
        if (others-- > 0) await transaction(ledger.app, raise, { isolation: 'serializable' })
        await tx.run('update proof.note set said = $1', [String(Number(said) + 1)])
      }
      await assert.rejects(transaction(ledger.app, raise, { isolation: 'serializable' }), (error) => {
        assert.ok(error instanceof DatabaseFault)
        assert.deepEqual([error.kind, error.code, error.status], ['conflict', '40001', 503])
        return true
      })
      others = 1
      await transaction(ledger.app, raise, { isolation: 'serializable', retries: 1 })
      assert.deepEqual(await saidBy('met'), ['3'])
    })

    test('no fault holds a value of a row', async () => {
      const hostile = 'Ann Example'
      const attempts: ((tx: Tx) => Promise<unknown>)[] = [
        (tx) => tx.run('insert into proof.note (authority_id, said, said_on) values ($1, $1, $1)', [hostile]),
        (tx) => tx.run('select $1::text::date', [hostile]),
        (tx) => tx.run('select $1::text::int', [hostile]),
        (tx) =>
          tx.run(
            'insert into proof.note (authority_id, note_id, said) overriding system value values ($1, 1, $1), ($1, 1, $1)',
            [hostile],
          ),
        (tx) => tx.run('insert into proof.note (authority_id, said) values ($1, null)', [hostile]),
        (tx) => tx.copyIn('proof.note', ['authority_id', 'said', 'said_on'], [copyLine([hostile, hostile, hostile])]),
        (tx) => tx.run('select * from proof.nothing where said = $1', [hostile]),
      ]
      for (const attempt of attempts) {
        const fault = await transaction(ledger.owner, attempt).then(
          () => assert.fail('not refused'),
          (error: unknown) => error,
        )
        assert.ok(fault instanceof DatabaseFault)
        const told = [fault.message, fault.stack, JSON.stringify(fault), String(fault.cause)].join('\n')
        assert.doesNotMatch(told, /Ann/)
        assert.match(fault.message, /\(\w{5}\)$/)
      }
    })

    test('a constraint that was broken is named', async () => {
      const insert = 'insert into proof.acknowledged (number) values (1), (1)'
      await assert.rejects(
        transaction(ledger.owner, (tx) => tx.run(insert)),
        (error) => {
          assert.ok(error instanceof DatabaseFault)
          assert.deepEqual([error.kind, error.constraint], ['constraint', 'acknowledged_pk'])
          return true
        },
      )
    })

    test('the app sees no row without settings, and none of the transaction before it on the same connection', async () => {
      await asApp(async (tx) => {
        await enter(tx, 'mine')
        await add(tx, 'mine', 'one')
      })
      const look = (tx: Tx) =>
        tx.row<{ n: number; pid: number }>('select count(*) as n, pg_backend_pid() as pid from proof.note')
      const unset = await asApp(look)
      assert.equal(unset.n, 0)
      let pid = 0
      const failed = asApp(async (tx) => {
        await enter(tx, 'mine')
        const seen = await look(tx)
        assert.equal(seen.n, 1)
        pid = seen.pid
        await tx.run('select 1 / 0')
      })
      await assert.rejects(failed, DatabaseFault)
      assert.deepEqual(await asApp(look), { n: 0, pid })
    })

    test('the app writes no row of another authority', async () => {
      const other = asApp(async (tx) => {
        await enter(tx, 'mine')
        await add(tx, 'other', 'one')
      })
      await assert.rejects(other, /row-level security/)
    })
  })
}
