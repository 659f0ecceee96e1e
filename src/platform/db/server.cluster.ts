import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fsyncDir, makeDirDurably, renameDurably, writeFileDurably } from '#platform/files'
import type { RunAs } from './run-as.ts'
import type { LedgerFiles, ServerPrograms } from './server-files.ts'

const run = promisify(execFile)

/** The superuser that initdb makes; it sets up the roles and is used for nothing else. */
export const SUPERUSER = 'postgres'

/**
 * Makes PostgreSQL's data folder unless it is there: whole or not at all, so that a start cut off in the middle begins
 * again. @returns the superuser's password
 */
export async function ensureCluster(programs: ServerPrograms, files: LedgerFiles, runAs: RunAs): Promise<string> {
  const password = await ensurePassword(files.password)
  if (existsSync(files.data)) return password
  await rm(files.newData, { recursive: true, force: true })
  await makeFor(files.newData, runAs)
  const passwordCopy = join(files.dir, 'password.initdb')
  await writeFileDurably(passwordCopy, `${password}\n`)
  if (runAs.user) await chown(passwordCopy, runAs.user.uid, runAs.user.gid)
  await chmod(passwordCopy, 0o600)
  try {
    await initdb(programs, files.newData, passwordCopy, runAs)
  } finally {
    await rm(passwordCopy, { force: true })
  }
  await renameDurably(files.newData, files.data)
  return password
}

async function ensurePassword(path: string): Promise<string> {
  if (!existsSync(path)) await writeSecret(path, randomBytes(32).toString('base64url'))
  return (await readFile(path, 'utf8')).trim()
}

/** Writes a file that only we may read. */
async function writeSecret(path: string, text: string): Promise<void> {
  const mask = process.umask(0o077)
  try {
    await writeFileDurably(path, text)
  } finally {
    process.umask(mask)
  }
}

async function initdb(programs: ServerPrograms, data: string, passwordFile: string, runAs: RunAs): Promise<void> {
  const program = join(programs.bin, 'initdb')
  const major = await majorVersion(programs, runAs)
  // Sorting that comes with the server and not with the machine: an update of the machine can never spoil an index.
  const locale =
    major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8', '--locale-provider=libc']
  const options = [
    ...[`--pgdata=${data}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums', '--lc-messages=C', ...locale],
  ]
  await runProgram([...runAs.prefix, program, ...options], 'PostgreSQL could not make its data folder')
}

/** The major version of a PostgreSQL: 18. */
export async function majorVersion(programs: ServerPrograms, runAs: RunAs): Promise<number> {
  const said = await runProgram(
    [...runAs.prefix, join(programs.bin, 'postgres'), '--version'],
    'PostgreSQL cannot be run',
  )
  return Number(/(\d+)[.\w]*\s*(\(|$)/.exec(said)?.[1])
}

/** Runs a program to its end. @returns what it said @throws Error with what it complained about */
export async function runProgram([file = '', ...args]: readonly string[], title: string): Promise<string> {
  try {
    return (await run(file, args, { cwd: '/', env: serverEnvironment() })).stdout.trim()
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new Error(`${title}: ${said || (error as Error).message}`, { cause: error })
  }
}

/** What PostgreSQL is told of the world: nothing of ours but where temporary files go. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', TMPDIR: tmpdir() }
}

/** Makes a folder that only the server's user may enter. */
async function makeFor(dir: string, { user }: RunAs): Promise<void> {
  await mkdir(dir, { mode: 0o700 })
  await chmod(dir, 0o700)
  if (user) await chown(dir, user.uid, user.gid)
}

/** The ledger's folder itself: closed to others, but for passing through where the server runs as another user. */
export async function ensureLedgerDir(files: LedgerFiles, isRoot: boolean): Promise<void> {
  await makeDirDurably(files.dir)
  await chmod(files.dir, isRoot ? 0o711 : 0o700)
  await fsyncDir(files.dir)
}

/** The kernel's limit for the path of a socket, less the zero byte at its end. */
const SOCKET_PATH = 107
const SOCKET_NAME = '/.s.PGSQL.5432.lock'

/** An empty folder for the socket: in the data directory, or where that path is too long among temporary files. */
export async function makeSocketDir(files: LedgerFiles, runAs: RunAs): Promise<string> {
  if (Buffer.byteLength(files.socket + SOCKET_NAME) <= SOCKET_PATH) {
    await rm(files.socket, { recursive: true, force: true })
    await makeFor(files.socket, runAs)
    return files.socket
  }
  const dir = await mkdtemp(join(tmpdir(), 'throughline-'))
  if (runAs.user) await chown(dir, runAs.user.uid, runAs.user.gid)
  return dir
}
