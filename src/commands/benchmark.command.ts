import { findBenchmark, loadLait } from '#measures'
import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { comparedAs } from '../example-county.ts'

/** `throughline benchmark`: a published figure, beside England, region and statistical neighbours. */
export const benchmarkCommand: Command = {
  name: 'benchmark',
  summary: 'Give a published figure beside England, the region and statistical neighbours',
  usage: 'ID --authority CODE [--year LABEL] [--lait FILE]',
  options: { authority: { type: 'string' }, year: { type: 'string' }, lait: { type: 'string' } },
  describe: {
    authority: "the authority's code, such as 936",
    year: 'the year as the publisher writes it, such as 2018 or 2024-25; the latest unless given',
    lait: "a newer file of the DfE's Local Authority Interactive Tool, used in place of the figures shipped",
  },
  words: [1, 1],
  run: runBenchmark,
}

async function runBenchmark(call: Call): Promise<Answer> {
  const authority = textOption(call, 'authority')
  if (!authority)
    return { problems: [{ code: 'authority', field: 'authority', message: 'say whose figure: --authority CODE' }] }
  const lait = textOption(call, 'lait')
  const table = lait ? await loadLait(lait) : undefined
  if (table && !table.ok) return table
  const year = textOption(call, 'year')
  const found = findBenchmark(call.words[0]!, {
    authority: comparedAs(authority),
    ...(year ? { year } : {}),
    ...(table ? { table: table.value } : {}),
  })
  if (!found.ok) return found
  const { title, value, england, region, neighbours, rank, of, decimals } = found.value
  const show = (n: number | null) => (n === null ? 'not published' : n.toFixed(decimals))
  return {
    json: found.value,
    text: [
      `${title}, ${found.value.year}: ${show(value)}`,
      `England ${show(england)}; region ${show(region)}; statistical neighbours (${neighbours.edition} set) ${show(neighbours.mean)}, ${neighbours.words}`,
      rank === null ? 'Not ranked.' : `Rank ${rank} of ${of}; 1 is best.`,
    ].join('\n'),
  }
}
