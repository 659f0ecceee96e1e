import pg from 'pg'
import { columnTypes } from './column-types.ts'

/** Where a database is and who comes: what a URL says, in parts, so that other roles can come the same way. */
export interface Address {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
  readonly ssl: pg.ClientConfig['ssl']
}

/** How long things may take in a pool. */
export interface PoolLimits {
  readonly connections: number
  /** A whole transaction, from asking for a connection to its end; undefined for as long as it takes. */
  readonly transactionMs: number | undefined
  /** Statements that do not wait for one another are sent together. Nothing can be copied in over such a connection. */
  readonly isPipelined?: boolean
}

const CONNECT_MS = 5_000
const IDLE_MS = 30_000
/** The transaction waits for us, not for PostgreSQL: something of ours hangs. */
const IDLE_IN_TRANSACTION_MS = 60_000

/**
 * Connections of one role, kept for reuse. A connection that breaks is thrown away and the next asked for is made anew,
 * so the pool recovers by itself when the server comes back.
 */
export class Pool extends pg.Pool {
  readonly limits: PoolLimits

  constructor(address: Address, name: string, limits: PoolLimits) {
    super(poolConfig(address, name, limits))
    this.limits = limits
    // Connections that lie idle break when the server stops. The pool drops them; nobody waits for them.
    this.on('error', () => {})
  }
}

function poolConfig(address: Address, name: string, limits: PoolLimits): pg.PoolConfig {
  return {
    ...clientConfig(address, name, limits.transactionMs),
    ...(limits.isPipelined === true ? { pipeline: true } : {}),
    max: limits.connections,
    idleTimeoutMillis: IDLE_MS,
    idle_in_transaction_session_timeout: limits.transactionMs ?? IDLE_IN_TRANSACTION_MS,
  }
}

/** What every connection of ours has in common. */
export function clientConfig(address: Address, name: string, statementMs?: number): pg.ClientConfig {
  return {
    ...address,
    application_name: `throughline ${name}`,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: columnTypes,
    options: '-c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=iso_8601 -c client_min_messages=warning',
    ...(statementMs === undefined ? {} : { statement_timeout: statementMs }),
  }
}

/** What a `postgres://` URL says, in parts. @throws Error when it is none; its text, which may hold a password, is not told */
export function addressOf(databaseUrl: string): Address {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new Error('DATABASE_URL does not begin with postgres://')
  const { host, port, database, user, password, ssl } = new pg.Client({ connectionString: databaseUrl })
  if (!database || !user) throw new Error('DATABASE_URL names no user or no database')
  return { host, port, database, user, password: password ?? '', ssl }
}

/** Does `work` over a connection of its own, and closes it. */
export async function withClient<T>(address: Address, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clientConfig(address, 'setting up'))
  // A connection that breaks fails the statement that waits on it; the event would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
