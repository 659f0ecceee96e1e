import pg from 'pg'

/** What a fault of the database is about, from which a caller chooses what to do. */
export type FaultKind = 'unavailable' | 'conflict' | 'constraint' | 'timeout' | 'data' | 'raised' | 'statement'

/**
 * A fault of the database, told without any value of any row.
 *
 * PostgreSQL's own message, detail and context may quote what was being written, which may be a child's. They are not
 * kept: not in the message, not as the cause. What is kept are names of our own: code, table, column, constraint.
 */
export class DatabaseFault extends Error {
  readonly kind: FaultKind
  /** SQLSTATE, or the system's or the driver's code; empty when there was none. */
  readonly code: string
  readonly table: string | undefined
  readonly column: string | undefined
  readonly constraint: string | undefined
  /** How a page answers: the ledger cannot be reached or is too slow (503), or it is our mistake (500). */
  readonly status: 500 | 503

  constructor(kind: FaultKind, code: string, message: string, names: FaultNames = {}) {
    super(message)
    this.name = 'DatabaseFault'
    this.kind = kind
    this.code = code
    this.table = names.table
    this.column = names.column
    this.constraint = names.constraint
    this.status = kind === 'unavailable' || kind === 'timeout' || kind === 'conflict' ? 503 : 500
  }
}

interface FaultNames {
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly constraint?: string | undefined
}

/** What a SQLSTATE is about, by its beginning; the first that fits. */
const kinds: readonly (readonly [state: string, kind: FaultKind, words: string])[] = [
  ['40', 'conflict', 'the transaction met another and was undone'],
  ['55P03', 'timeout', 'a lock was not given in time'],
  ['57014', 'timeout', 'the statement took too long'],
  ['25P03', 'timeout', 'the transaction waited too long'],
  ['25P04', 'timeout', 'the transaction took too long'],
  ['08', 'unavailable', 'the ledger cannot be reached'],
  ['53', 'unavailable', 'the ledger has no room or no connection left'],
  ['57P', 'unavailable', 'the ledger is being stopped or started'],
  ['58', 'unavailable', 'the ledger cannot reach its files'],
  ['23', 'constraint', 'a constraint of the ledger was broken'],
  ['22', 'data', 'a value does not fit its type'],
  ['P0001', 'raised', 'the ledger refused'],
  ['', 'statement', 'the ledger refused the statement'],
]

/** Whose messages quote names of ours and never a value: statements (42, 0A, 25, 28, 3D) and our own `raise`. */
const SAFE_MESSAGE = /^(42|0A|25|28|3[BDF]|40|53|55|57|58|P0001)/

/** Any error of the driver, the system or PostgreSQL as a fault that is safe to log. Faults pass through. */
export function asFault(error: unknown): unknown {
  if (error instanceof DatabaseFault || !(error instanceof Error)) return error
  if (error instanceof pg.DatabaseError && error.code) return serverFault(error, error.code)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/timeout/i.test(error.message)) return new DatabaseFault('timeout', code, 'the ledger did not answer in time')
  const isLost = /^(E[A-Z]+)$/.test(code) || /connection|Client (was closed|has encountered)|pool/i.test(error.message)
  return isLost ? new DatabaseFault('unavailable', code, 'the ledger cannot be reached') : error
}

function serverFault(error: pg.DatabaseError, code: string): DatabaseFault {
  const [, kind, words] = kinds.find(([state]) => code.startsWith(state))!
  const names = [
    error.table && `table ${error.table}`,
    error.column && `column ${error.column}`,
    error.constraint && `constraint ${error.constraint}`,
    SAFE_MESSAGE.test(code) && error.message,
  ].filter(Boolean)
  return new DatabaseFault(kind, code, `${[words, ...names].join('; ')} (${code})`, error)
}
