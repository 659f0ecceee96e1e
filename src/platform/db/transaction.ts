import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { asFault, DatabaseFault } from './fault.ts'
import type { Pool } from './pool.ts'
import { sqlName } from './sql-name.ts'

/** A statement as text with `$1`, `$2`..., or as `query` compiled it. */
export type Statement = string | CompiledQuery

/** What can be asked within one transaction. Every error is a `DatabaseFault`, which holds no value of any row. */
export interface Tx {
  /** The rows of a statement. Text is prepared once for each connection, under a name made from it. */
  rows<T extends object>(statement: Statement, values?: readonly unknown[]): Promise<T[]>
  /** The single row of a statement. @throws Error when there is not exactly one */
  row<T extends object>(statement: Statement, values?: readonly unknown[]): Promise<T>
  /** The row of a statement, or undefined for none. @throws Error when there are several */
  maybe<T extends object>(statement: Statement, values?: readonly unknown[]): Promise<T | undefined>
  /** Runs a statement. @returns how many rows it touched */
  run(statement: Statement, values?: readonly unknown[]): Promise<number>
  /**
   * Runs a statement together with the next one, or with the commit: where the pool pipelines, the two take one round
   * trip. What it refuses is thrown there, and nothing is committed.
   */
  runWithNext(statement: Statement, values?: readonly unknown[]): void
  /**
   * Copies rows into a table, quickly.
   * @param table with its schema: 'published.child'
   * @param rows lines as `copyLine` makes them; a text may hold several, and bytes any part of them
   */
  copyIn(table: string, columns: readonly string[], rows: CopyRows): Promise<void>
  /** How many statements have been sent, begin and commit among them. */
  readonly statements: number
}

/** What `copyIn` takes. */
export type CopyRows = AsyncIterable<string | Uint8Array> | Iterable<string>

/** How a transaction runs. */
export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly?: boolean
  /** How often `work` is done again when it met another transaction (40001, 40P01). None unless given. */
  readonly retries?: number
}

/**
 * Does `work` in one transaction of `pool`: committed when it returns, undone when it throws.
 *
 * @throws DatabaseFault for what the database says; what `work` throws, as it is
 */
export async function transaction<T>(
  pool: Pool,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let left = options.retries ?? 0; ; left--) {
    try {
      return await attempt(pool, work, options)
    } catch (error) {
      const isConflict = error instanceof DatabaseFault && /^40(001|P01)$/.test(error.code)
      if (!isConflict || left <= 0) throw error
    }
  }
}

async function attempt<T>(pool: Pool, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
  const { transactionMs } = pool.limits
  const deadline = transactionMs === undefined ? undefined : Date.now() + transactionMs
  const client = await pool.connect().catch((error) => {
    throw asAway(asFault(error))
  })
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  const tx = new OpenTx(client, pool.limits.isPipelined === true, deadline)
  try {
    tx.runWithNext(beginSql(options))
    const result = await work(tx)
    await tx.commit()
    return result
  } catch (error) {
    broken ??= await undo(client, tx)
    throw error
  } finally {
    tx.close()
    client.off('error', onError)
    client.release(broken)
  }
}

/** Whatever keeps a connection from being made (a database that takes none, a password being changed), the ledger is away. */
function asAway(error: unknown): unknown {
  if (!(error instanceof DatabaseFault) || error.status === 503) return error
  return new DatabaseFault('unavailable', error.code, error.message)
}

function beginSql({ isolation, readOnly }: TransactionOptions): string {
  return `begin${isolation ? ` isolation level ${isolation}` : ''}${readOnly ? ' read only' : ''}`
}

/** @returns the error after which the connection is of no more use; undefined when all was undone */
async function undo(client: pg.PoolClient, tx: OpenTx): Promise<Error | undefined> {
  if (tx.statements === 0) return undefined
  if (tx.isLost) return new Error('the connection did not answer')
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed')
  }
}

class OpenTx implements Tx {
  /** A statement was given up while the server had not answered: nothing more can be sent over this connection. */
  isLost = false
  #statements = 0
  #isOpen = true
  #waiting: pg.QueryConfig[] = []
  readonly #client: pg.PoolClient
  readonly #isPipelined: boolean
  readonly #deadline: number | undefined

  constructor(client: pg.PoolClient, isPipelined: boolean, deadline: number | undefined) {
    this.#client = client
    this.#isPipelined = isPipelined
    this.#deadline = deadline
  }

  get statements(): number {
    return this.#statements
  }

  async rows<T extends object>(statement: Statement, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.#query(configOf(statement, values))).rows as T[]
  }

  async row<T extends object>(statement: Statement, values: readonly unknown[] = []): Promise<T> {
    const found = await this.rows<T>(statement, values)
    if (found.length !== 1) throw new Error(`expected one row, got ${found.length}`)
    return found[0]!
  }

  async maybe<T extends object>(statement: Statement, values: readonly unknown[] = []): Promise<T | undefined> {
    const found = await this.rows<T>(statement, values)
    if (found.length > 1) throw new Error(`expected one row or none, got ${found.length}`)
    return found[0]
  }

  async run(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    return (await this.#query(configOf(statement, values))).rowCount ?? 0
  }

  runWithNext(statement: Statement, values: readonly unknown[] = []): void {
    this.#checkOpen()
    this.#waiting.push(configOf(statement, values))
  }

  async copyIn(table: string, columns: readonly string[], rows: CopyRows): Promise<void> {
    await this.#sendAll(this.#taken())
    this.#checkOpen()
    this.#statements++
    const into = `${table.split('.').map(sqlName).join('.')} (${columns.map(sqlName).join(', ')})`
    try {
      await pipeline(Readable.from(inBlocks(rows)), this.#client.query(copyFrom(`copy ${into} from stdin`)))
    } catch (error) {
      throw asFault(error)
    }
  }

  /** Commits. @throws DatabaseFault also when the server undid the transaction because a statement had failed in it */
  async commit(): Promise<void> {
    const { command } = await this.#query({ text: 'commit' })
    if (command === 'COMMIT') return
    throw new DatabaseFault('statement', '25P02', 'a statement of the transaction had failed: all of it was undone')
  }

  close(): void {
    this.#isOpen = false
  }

  async #query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    const results = await this.#sendAll([...this.#taken(), config])
    return results.at(-1)!
  }

  /** Those that wait for the next statement, which is to be sent now. */
  #taken(): readonly pg.QueryConfig[] {
    const waiting = this.#waiting
    this.#waiting = []
    return waiting
  }

  /** Sends statements in their order: without waiting in between where the pool pipelines. */
  async #sendAll(configs: readonly pg.QueryConfig[]): Promise<readonly pg.QueryResult[]> {
    if (this.#isPipelined)
      return Promise.all(inOneWrite(this.#client, () => configs.map((config) => this.#send(config))))
    const results: pg.QueryResult[] = []
    for (const config of configs) results.push(await this.#send(config))
    return results
  }

  async #send(config: pg.QueryConfig): Promise<pg.QueryResult> {
    this.#checkOpen()
    this.#statements++
    try {
      return await this.#client.query({ ...config, ...this.#timeLeft() } as pg.QueryConfig)
    } catch (error) {
      const fault = asFault(error)
      // The driver gave up waiting: the answer may still come, and would be taken for another's.
      if (fault instanceof DatabaseFault && fault.kind === 'timeout' && fault.code === '') this.isLost = true
      throw fault
    }
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw new Error('the transaction has ended')
  }

  /** A server that does not answer at all would not keep its own limit. */
  #timeLeft(): { readonly query_timeout?: number } {
    return this.#deadline === undefined ? {} : { query_timeout: Math.max(this.#deadline - Date.now(), 1) }
  }
}

/** Text is prepared once for each connection; what `query` compiled is not. */
function configOf(statement: Statement, values: readonly unknown[]): pg.QueryConfig {
  if (typeof statement !== 'string') return { text: statement.sql, values: [...statement.parameters] }
  return { name: nameOf(statement), text: statement, values: [...values] }
}

/** Holds back what is sent meanwhile and writes it at once: each write is a call of the system, and wakes the server. */
function inOneWrite<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as pg.PoolClient & { readonly connection: pg.Connection }).connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

const names = new Map<string, string>()

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (name === undefined) {
    name = createHash('sha256').update(sql).digest('base64url').slice(0, 32)
    names.set(sql, name)
  }
  return name
}

const BLOCK = 65_536

/** Lines in blocks: a write for each line would cost more than the line. Bytes come in blocks as they are. */
async function* inBlocks(rows: CopyRows): AsyncGenerator<Uint8Array> {
  let block = ''
  for await (const row of rows) {
    if (typeof row === 'string') block += row
    if (block.length >= BLOCK || (block !== '' && typeof row !== 'string')) {
      yield Buffer.from(block)
      block = ''
    }
    if (typeof row !== 'string') yield row
  }
  if (block !== '') yield Buffer.from(block)
}

/** One row as `copyIn` takes it: PostgreSQL's text format, values by tabs, with its line end. Null and undefined are NULL. */
export function copyLine(
  values: readonly (string | number | boolean | readonly string[] | null | undefined)[],
): string {
  return `${values.map(copyValue).join('\t')}\n`
}

function copyValue(value: string | number | boolean | readonly string[] | null | undefined): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'object') return escapeCopy(`{${value.map(arrayItem).join(',')}}`)
  return typeof value === 'string' ? escapeCopy(value) : String(value)
}

function arrayItem(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeCopy(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => copyEscapes[character]!)
}
