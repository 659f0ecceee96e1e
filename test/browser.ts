import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Where the browser for tests is: the file that `CHROMIUM` names, or the first of chromium, chromium-browser and google-chrome on
 * the path.
 *
 * @throws Error that says how to get one when there is none
 */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment.CHROMIUM
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named
    throw new Error(`CHROMIUM names ${named}, which is not a program that can be run.`)
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
  if (found !== undefined) return found
  throw new Error(
    `Tests of pages need a browser: none of ${NAMES.join(', ')} is on the path. Install one (on Debian: apt-get install chromium) or name it in CHROMIUM.`,
  )
}

/** Starts the browser, without a window. Close it when done, or the tests do not end. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: ARGUMENTS })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
