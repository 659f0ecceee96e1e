import { type BenchmarkRevision, reviseBenchmarks } from '#measures'
import type { Command } from '#platform/cli'

/** `throughline revisions`: what a newer file of published figures changes. */
export const revisionsCommand: Command = {
  name: 'revisions',
  summary: "Say what a newer file of the DfE's Local Authority Interactive Tool adds, revises and withdraws",
  usage: 'FILE.csv|FILE.csv.gz',
  options: {},
  describe: {},
  words: [1, 1],
  run: async ({ words }) => {
    const revision = await reviseBenchmarks(words[0]!)
    return revision.ok ? { json: revision.value, text: revisionText(revision.value) } : revision
  },
}

const PARTS = [
  ['addedPeriods', 'periods added'],
  ['removedPeriods', 'periods gone'],
  ['changed', 'figures revised'],
  ['withdrawn', 'figures withdrawn'],
  ['filled', 'figures given that were missing'],
  ['relabelled', 'periods named anew'],
  ['renamedSeries', 'series renamed'],
  ['removedSeries', 'series gone'],
] as const satisfies readonly (readonly [keyof BenchmarkRevision, string])[]

function revisionText(revision: BenchmarkRevision): string {
  return [
    `From ${revision.from} to ${revision.to}:`,
    ...PARTS.map(([part, words]) => `  ${revision[part].length.toLocaleString('en-GB').padStart(7)} ${words}`),
  ].join('\n')
}
