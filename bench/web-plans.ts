import { hashSecret } from '#platform/auth'
import { joinLedger, transaction } from '#platform/db'
import type { Sent } from './web-site.ts'

/** What a page sent for somebody. */
export interface PageSent {
  readonly kind: string
  readonly role: string
  readonly session: string
  readonly sent: readonly Sent[]
}

/** Prints how PostgreSQL does each statement of each page, as the role of the app and under row-level security. */
export async function explain(pages: readonly PageSent[], _: unknown, data: string): Promise<void> {
  const ledger = await joinLedger(data)
  try {
    for (const page of pages) {
      const enter = page.sent.find(({ text }) => text.includes('access.enter'))
      const [, what] = (enter?.values ?? []) as [unknown, string]
      await transaction(ledger.app, async (tx) => {
        const began = performance.now()
        await tx.rows('select allowed from access.enter($1, $2)', [hashSecret(page.session), what])
        console.log(`\n### ${page.kind} for a ${page.role}: enter ${(performance.now() - began).toFixed(1)} ms`)
        for (const { text, values } of page.sent) {
          if (!/^\s*(with|select|insert|update)/i.test(text) || text.includes('access.enter')) continue
          const plan = await tx.rows<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, values)
          const lines = plan.map((line) => line['QUERY PLAN'])
          console.log(`-- ${text.replaceAll(/\s+/g, ' ').slice(0, 110)}\n${lines.join('\n')}`)
        }
      })
    }
  } finally {
    await ledger.stop()
  }
}
