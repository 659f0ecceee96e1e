import { execFile } from 'node:child_process'
import { constants, existsSync } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** An ordinary user by number. */
export interface User {
  readonly uid: number
  readonly gid: number
}

/** How to start a program of PostgreSQL. */
export interface RunAs {
  /** The user that it runs as; undefined for the one that runs us. */
  readonly user: User | undefined
  /** What stands before the program and its arguments. */
  readonly prefix: readonly string[]
}

/** Capabilities by which a program may pass folders closed to its user, the weaker first, with their bits. */
const passes = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
] as const

/**
 * How to start PostgreSQL, which refuses to run as root: as ourselves, or when we are root as the owner of the data, or
 * `postgres`, or `nobody`. Where that user may not pass the folders on the way (root's own is closed on Debian), it gets
 * the one capability for it.
 *
 * @param paths what the program must reach: its programs and its data
 * @throws Error that says what to do when no way is found
 */
export async function chooseRunAs(paths: readonly string[], owned: string): Promise<RunAs> {
  const user = process.getuid?.() === 0 ? await ordinaryUser(owned) : undefined
  if (process.platform !== 'linux' || !existsSync('/usr/bin/setpriv')) {
    if (user) throw new Error(`PostgreSQL does not run as root, and setpriv is not here. Start as an ordinary user.`)
    return { user, prefix: [] }
  }
  // The kernel tells PostgreSQL to stop when we are gone, however we went.
  const prefix = ['/usr/bin/setpriv', '--pdeathsig', 'INT']
  if (!user) return { user, prefix }
  prefix.push('--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups')
  const closed = await firstClosed(paths, user)
  return { user, prefix: closed ? [...prefix, ...(await passOf(closed, user))] : prefix }
}

async function ordinaryUser(owned: string): Promise<User> {
  const owner = await stat(owned).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const found = (await userNamed('postgres')) ?? (await userNamed('nobody'))
  if (!found) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.')
  return found
}

async function userNamed(name: string): Promise<User | undefined> {
  const number = async (flag: string) => Number((await run('id', [flag, name])).stdout)
  try {
    return { uid: await number('-u'), gid: await number('-g') }
  } catch {
    return undefined
  }
}

/** The first folder on the way to `paths` that `user` may not pass. */
async function firstClosed(paths: readonly string[], user: User): Promise<string | undefined> {
  for (const path of paths) {
    for (let dir = resolve(path); ; dir = dirname(dir)) {
      const { uid, gid, mode } = await stat(dir)
      if (!mayPass({ uid, gid, mode }, user)) return dir
      if (dirname(dir) === dir) break
    }
  }
  return undefined
}

/** Whether `user`, in no group but its own, may pass a folder with these permissions. */
export function mayPass(
  folder: { readonly uid: number; readonly gid: number; readonly mode: number },
  user: User,
): boolean {
  if (folder.uid === user.uid) return (folder.mode & constants.S_IXUSR) !== 0
  if (folder.gid === user.gid) return (folder.mode & constants.S_IXGRP) !== 0
  return (folder.mode & constants.S_IXOTH) !== 0
}

async function passOf(closed: string, { uid }: User): Promise<readonly string[]> {
  const status = await readFile('/proc/self/status', 'utf8')
  const held = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`)
  const pass = passes.find(({ bit }) => (held >> bit) % 2n === 1n)
  if (pass) return ['--inh-caps', `+${pass.name}`, '--ambient-caps', `+${pass.name}`]
  throw new Error(
    `PostgreSQL does not run as root, and user ${uid} may not enter ${closed}. ` +
      'Put the program and its data elsewhere (/opt, /srv), or start as an ordinary user.',
  )
}

/** Whether a program may be run by us. */
export async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
