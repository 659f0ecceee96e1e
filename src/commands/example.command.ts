import { type Answer, type Call, type Command, numberOption, textOption } from '#platform/cli'
import type { Problem } from '#values'
import { writeCounty } from '../../example/index.ts'

/** `throughline example`: writes the extract files of the simulated county. */
export const exampleCommand: Command = {
  name: 'example',
  summary: 'Write the extract files of the simulated example county',
  usage: '--out DIR [--seed N] [--children N]',
  options: { out: { type: 'string' }, seed: { type: 'string' }, children: { type: 'string' } },
  describe: {
    out: 'the folder to write to',
    seed: 'another county for each number; 1 unless given',
    children: 'how many open children in need; 6,500 unless given',
  },
  words: [0, 0],
  run: runExample,
}

async function runExample(call: Call): Promise<Answer> {
  const problems: Problem[] = []
  const out = textOption(call, 'out')
  if (!out) problems.push({ code: 'out', field: 'out', message: 'say where to write: --out DIR' })
  const seed = numberOption(call, 'seed', problems)
  const children = numberOption(call, 'children', problems)
  if (problems.length > 0) return { problems }
  const written = await writeCounty({
    out: out!,
    ...(seed === undefined ? {} : { seed }),
    ...(children === undefined ? {} : { children }),
    onProgress: (message, done, of) => call.progress.at(message, done, of),
  })
  const rows = written.extracts.reduce((sum, extract) => sum + extract.rows, 0)
  return {
    json: written,
    text: `The simulated county: ${written.extracts.length} extracts, ${rows.toLocaleString('en-GB')} rows, in ${out}. No real child is in it.`,
  }
}
