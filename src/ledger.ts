import type { MigrationFolder } from '#platform/db'

/** The migrations of every part that keeps tables in the ledger. */
export const migrations: readonly MigrationFolder[] = [
  new URL('./permissions/migrations/', import.meta.url),
  new URL('./children/published/migrations/', import.meta.url),
  new URL('./figures/migrations/', import.meta.url),
  new URL('./platform/jobs/migrations/', import.meta.url),
  new URL('./platform/notify/migrations/', import.meta.url),
  new URL('./site/load/migrations/', import.meta.url),
  new URL('./site/data-quality/migrations/', import.meta.url),
]
