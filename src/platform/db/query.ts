import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'

/** Any table with any columns. A slice that wants its names checked says its own: `query.$extendTables<...>()`. */
export type AnyDatabase = Record<string, Record<string, unknown>>

/**
 * Builds statements whose shape varies: filters, sorting, pages. It has no connection: `tx.rows(builder.compile())`.
 */
export const query = new Kysely<AnyDatabase>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
