import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Who may import whom: a folder of `src` may import the folders on lines above its own, never below; beside it, only
 * through the public face. Files outside `src` may import anything.
 */
const lines = [
  ['values'],
  ['platform'],
  ['imports', 'checks', 'timescales', 'measures', 'linkage', 'projections', 'permissions', 'figures'],
  ['children', 'schools', 'send', 'wellbeing', 'placements', 'workforce', 'finance'],
  ['audits', 'inspections', 'voice', 'improvement', 'scrutiny'],
  ['reports'],
  ['site'],
]

/** Composition: files at the top of `src` and the commands, taken as one, may import every slice. */
const composition = ''

interface Import {
  readonly from: string
  readonly to: string
  readonly text: string
}

const files = globSync('src/**/*.ts').sort()
const imports = files.flatMap(importsOf)
const problems = [...imports.flatMap(problemsOf), ...circles()]

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log(
  `${files.length} files, ${imports.length} imports between folders: none downwards, none past a public face, no circle`,
)

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/^(?:import|export)\b[^;'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)]
    .map((match) => (match[1] ?? match[2] ?? match[3])!)
    .flatMap((text) => {
      const to = targetOf(file, text)
      return to === undefined ? [] : [{ from: file, to, text }]
    })
}

/** The file in `src` that an import names; undefined for packages and Node's own. */
function targetOf(file: string, text: string): string | undefined {
  if (text.startsWith('#')) return join('src', text.slice(1), 'index.ts')
  if (!text.startsWith('.')) return undefined
  const path = relative('.', join(dirname(file), text))
  return path.startsWith('src/') ? path : undefined
}

/** The slice that a file belongs to: `platform/lake`, `children`; '' for files at the top of `src`. */
function sliceOf(file: string): string {
  const [, first = '', second = '', third] = file.split('/')
  if (second === '' || first === 'commands') return composition
  return first === 'platform' && third !== undefined ? `platform/${second}` : first
}

function lineOf(slice: string): number {
  const found = lines.findIndex((line) => line.includes(slice.split('/')[0]!))
  return found >= 0 ? found : slice === composition ? lines.length : -1
}

function problemsOf({ from, to, text }: Import): string[] {
  const [mine, its] = [sliceOf(from), sliceOf(to)]
  if (mine === its) return []
  if (lineOf(mine) < 0) return [`${from}: src/${mine} has no line in scripts/check-boundaries.ts`]
  if (lineOf(its) < 0) return [`${from}: src/${its} has no line in scripts/check-boundaries.ts`]
  if (lineOf(its) > lineOf(mine)) return [`${from} imports ${text}, which lies below it`]
  const isPlug = mine === composition && to.endsWith('/slice.ts')
  return to.endsWith('/index.ts') || isPlug ? [] : [`${from} imports ${text}: reach ${its} through #${its}`]
}

/** Circles between slices; the tests of a slice may use what its program may not. */
function circles(): string[] {
  const uses = new Map<string, Set<string>>()
  for (const { from, to } of imports) {
    const [mine, its] = [sliceOf(from), sliceOf(to)]
    if (mine === its || /\.(test|fixture)\.ts$/.test(from)) continue
    uses.set(mine, (uses.get(mine) ?? new Set()).add(its))
  }
  const found = new Set<string>()
  const walk = (slice: string, path: readonly string[]): void => {
    if (path.includes(slice)) {
      found.add(`circle: ${[...path.slice(path.indexOf(slice)), slice].join(' -> ')}`)
      return
    }
    for (const next of uses.get(slice) ?? []) walk(next, [...path, slice])
  }
  for (const slice of uses.keys()) walk(slice, [])
  // One circle is met once from each of its slices: tell it once.
  const seen = new Set<string>()
  return [...found].filter((text) => {
    const key = text.slice(8).split(' -> ').slice(1).sort().join()
    return !seen.has(key) && seen.add(key)
  })
}
