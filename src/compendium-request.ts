import { findArea } from '#measures'
import { getExtract, type SnapshotManifest } from '#platform/lake'
import type { CompendiumModel, CompendiumRequest } from '#reports'
import { formatDate, plainDate } from '#values'
import { comparedAs, exampleCounty, isSimulated } from './example-county.ts'
import { slices } from './slices.ts'

const { children } = slices

/** For whom a compendium is, and what people have set for its measures. */
export interface CompendiumChoice extends Pick<CompendiumRequest, 'audience' | 'set'> {
  readonly dataDir: string
}

/** What the compendium of a snapshot is to be made of. */
export async function compendiumRequest(
  manifest: SnapshotManifest,
  { dataDir, ...choice }: CompendiumChoice,
): Promise<CompendiumRequest> {
  const code = comparedAs(manifest.authority)
  return {
    ...choice,
    authority: { code: manifest.authority, name: authorityName(manifest.authority) },
    comparedAs: { code, name: findArea(code)?.name ?? code },
    simulated: isSimulated(manifest.authority),
    sources: await sourcesOf(dataDir, manifest),
    themes: themesOf(),
    measures: children.measures,
    checks: children.checks,
    timescales: children.timescales,
  }
}

/** The name of an authority by its code; the code where no reference table has it. */
export function authorityName(code: string): string {
  return isSimulated(code) ? exampleCounty.name : (findArea(code)?.name ?? code)
}

/** One note for all extracts of the record, and one for the newest; each extract's own manifest says the rest. */
async function sourcesOf(dataDir: string, manifest: SnapshotManifest): Promise<CompendiumModel['sources']> {
  const extracts = await Promise.all(manifest.extracts.map((id) => getExtract(dataDir, manifest.authority, id)))
  const [first, newest] = [extracts[0]!, extracts.at(-1)!]
  const rows = newest.tables.reduce((sum, each) => sum + each.loaded, 0)
  return [
    {
      name: children.format.title,
      detail: `${extracts.length} extracts, as at ${formatDate(plainDate(first.asAt))} to ${formatDate(plainDate(newest.asAt))}`,
    },
    {
      name: 'Newest extract',
      detail: `${newest.id}: ${rows.toLocaleString('en-GB')} rows in ${newest.tables.length} lists`,
    },
  ]
}

/** Themes in the order of a child's journey, which is the order of the declarations. */
function themesOf(): { id: string; title: string }[] {
  return [...new Set(children.measures.map(({ theme }) => theme))].map((theme) => ({ id: theme, title: theme }))
}
