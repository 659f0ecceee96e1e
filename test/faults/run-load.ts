import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addDays, plainDate } from '#values'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

export const AUTHORITY = '936'

/** A day for the nth extract, and a folder with a small extract of that day: referrals that change a little each time. */
export function writeSmallExtract(root: string, n: number): { readonly path: string; readonly asAt: string } {
  const asAt = addDays(plainDate('2026-01-31'), n)
  const path = join(root, `extract-${n}`)
  mkdirSync(path, { recursive: true })
  const header =
    'Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of referral,Referral Source,Referral NFA?,Number of Referrals in Last 12 Months,Allocated Team,Allocated Worker'
  const rows = Array.from(
    { length: 30 },
    (_, i) => `${i},M,WBRI,2015-01-01,11,2026-01-${10 + (i % 20)},1A,N,0,North,W${n}`,
  )
  writeFileSync(join(path, 'List 3 - Referrals.csv'), `${[header, ...rows].join('\n')}\n`)
  return { path, asAt }
}

/** Starts `throughline load` in a process of its own. */
export function startLoad(
  dataDir: string,
  extract: { readonly path: string; readonly asAt: string },
  nodeOptions: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): { readonly child: ChildProcess; readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }> } {
  const child = spawn(
    process.execPath,
    [
      ...nodeOptions,
      cli,
      'load',
      extract.path,
      '--authority',
      AUTHORITY,
      '--as-at',
      extract.asAt,
      '--data',
      dataDir,
      '--json',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  )
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended }
}
