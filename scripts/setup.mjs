// Installs what `npm run demo` and `npm test` lack, so that both work on a fresh machine: the packages, and for the tests
// a browser and Debian's PostgreSQL, the oldest that the ledger supports. Runs on the machine's own Node, before any package is there: no imports but Node's, no TypeScript.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const browsers = ['chromium', 'chromium-browser', 'google-chrome']

if (!packagesAreCurrent()) run('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund'])
if (process.argv.includes('--browser') && !hasBrowser()) installBrowser()
if (process.argv.includes('--browser') && !existsSync('/usr/lib/postgresql')) installServer()

/** npm keeps a copy of the lock file that it installed by. */
function packagesAreCurrent() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || have[path]?.version === version,
  )
}

function hasBrowser() {
  if (process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) return true
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => browsers.some((name) => existsSync(join(folder, name))))
}

function installBrowser() {
  run('Looking up Debian packages', ...split(apt('update', '-qq')))
  run('Installing a browser', ...split(apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')))
}

/** Only where nobody need be asked: the tests run without it, on the PostgreSQL of the packages alone, and say so. */
function installServer() {
  const isAllowed = process.getuid?.() === 0 || spawnSync('sudo', ['-n', 'true']).status === 0
  const isInstalled =
    isAllowed &&
    tryRun('Looking up Debian packages', ...split(apt('update', '-qq'))) &&
    tryRun(
      "Installing Debian's PostgreSQL",
      ...split(apt('install', '-y', '-qq', '--no-install-recommends', 'postgresql')),
    )
  if (!isInstalled)
    process.stderr.write("DEBIAN'S POSTGRESQL COULD NOT BE INSTALLED: tests run on the embedded one only.\n")
}

function apt(...args) {
  return [...(process.getuid?.() === 0 ? [] : ['sudo']), 'apt-get', ...args]
}

function split([command, ...args]) {
  return [command, args]
}

function run(title, command, args) {
  if (!tryRun(title, command, args)) process.exit(1)
}

function tryRun(title, command, args) {
  process.stderr.write(`${title} (${command} ${args.join(' ')}) ...\n`)
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status === 0) return true
  process.stderr.write(`${title} failed${error ? `: ${error.message}` : ''}. Run it by hand, then try again.\n`)
  return false
}
