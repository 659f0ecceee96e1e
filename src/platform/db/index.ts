export type { BackupManifest } from './backup.manifest.ts'
export { type BackupOptions, backUp } from './backup.ts'
export { DatabaseFault, type FaultKind } from './fault.ts'
export { joinLedger, type Ledger, LedgerInUse, type LedgerOptions, openLedger } from './ledger.ts'
export { type Migration, MigrationError, type MigrationFolder, readMigrations } from './migrations.ts'
export { Pool, type PoolLimits } from './pool.ts'
export { type AnyDatabase, query } from './query.ts'
export { type RestoreOptions, restore } from './restore.ts'
export {
  type CopyRows,
  copyLine,
  type Statement,
  type TransactionOptions,
  type Tx,
  transaction,
} from './transaction.ts'
