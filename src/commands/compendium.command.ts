import { extname } from 'node:path'
import type { OpenSnapshot } from '#imports'
import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { writeFileDurably } from '#platform/files'
import { parquetSql } from '#platform/lake'
import { buildCompendium, type CompendiumModel, renderCompendiumHtml, writeCompendiumWorkbook } from '#reports'
import { formatDate, type PlainDate } from '#values'
import { compendiumRequest } from '../compendium-request.ts'
import { prepareMeasures } from '../stages.ts'
import { snapshotOptions, snapshotOptionsDescribed, withSnapshot } from './open.ts'
import { outProblems } from './out-path.ts'

/** `throughline compendium`: the figures of a snapshot as a workbook or as a page. */
export const compendiumCommand: Command = {
  name: 'compendium',
  summary: 'Write the performance compendium as a workbook or as a page',
  usage: '--out FILE.xlsx|FILE.html [--snapshot ID] [--public]',
  options: { ...snapshotOptions, out: { type: 'string' }, public: { type: 'boolean' } },
  describe: {
    ...snapshotOptionsDescribed,
    out: 'the file to write: .xlsx for a workbook, .html for a page',
    public: 'for outside the authority: small numbers are held back, and teams left out',
  },
  words: [0, 0],
  run: runCompendium,
}

async function runCompendium(call: Call): Promise<Answer> {
  const out = textOption(call, 'out')
  const kind = out && extname(out).toLowerCase()
  if (!out || (kind !== '.xlsx' && kind !== '.html')) {
    return {
      problems: [{ code: 'out', field: 'out', message: 'say where to write: --out FILE.xlsx or --out FILE.html' }],
    }
  }
  const problems = await outProblems(call, 'out')
  if (problems.length > 0) return { problems }
  const model = await withSnapshot(call, async (open) => ({ ok: true, value: await compendiumOf(call, open) }))
  if (!model.ok) return model
  call.progress.at('Writing', 0, 0)
  if (kind === '.xlsx') await writeCompendiumWorkbook(model.value, out)
  else await writeFileDurably(out, renderCompendiumHtml(model.value))
  const { snapshot, asAt, themes } = model.value
  const measures = themes.reduce((sum, theme) => sum + theme.measures.length, 0)
  return {
    json: { out, snapshot, asAt, measures, attention: model.value.attention },
    text: `${measures} measures as at ${formatDate(asAt)} are in ${out}.`,
  }
}

/** The compendium of an open snapshot. Findings and obligations are those that were published with it. */
export async function compendiumOf(call: Call, { db, manifest, dir }: OpenSnapshot): Promise<CompendiumModel> {
  call.progress.at('Counting measures', 0, 0)
  await prepareMeasures(db, manifest.authority, manifest.asAt as PlainDate)
  for (const table of ['finding', 'check_run', 'obligation', 'timescale_run', 'timescale_limit']) {
    await db.run(`create view ${table} as from ${parquetSql(dir, table)}`)
  }
  const audience = call.options.public === true ? 'public' : 'inside'
  return buildCompendium(db, await compendiumRequest(manifest, { dataDir: call.dataDir, audience }))
}
