import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileScan, scansOf } from '#measures'
import { childrenMeasures } from './children-measures.ts'

const byFact = Map.groupBy(scansOf(childrenMeasures), (scan) => scan.fact)

describe('the statements that count children’s measures', () => {
  for (const [fact, scans] of byFact) {
    test(`are those of the golden file for ${fact.id}`, (t) => {
      const text = scans.map((scan) => `-- ${scan.kind}, on ${scan.on}\n${compileScan(scan)};\n`).join('\n')
      const path = fileURLToPath(new URL(`./golden/${fact.id}.sql`, import.meta.url))
      t.assert.fileSnapshot(text, path, { serializers: [(value) => value] })
    })
  }
})
