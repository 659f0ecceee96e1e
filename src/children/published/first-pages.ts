import { transaction } from '#platform/db'
import type { PlainDate } from '#values'
import { soonAfter } from '../worklist/worklist.store.ts'
import { beAuthority, type PublishingLedger } from './write-publication.ts'

/**
 * Writes today's list as it opens, once for everybody who answers for the same children, for the publication that readers
 * see; those of earlier ones go. Until they are written lists are counted line by line, which says the same more slowly.
 */
export async function writeFirstPages({ publisher }: PublishingLedger, authority: string): Promise<void> {
  await transaction(publisher, async (tx) => {
    await beAuthority(tx, authority)
    const current = await tx.maybe<{ as_at: PlainDate }>(
      `select as_at
      from published.publication
      join access.authority using (authority_id, publication_id)
      where authority_id = $1`,
      [authority],
    )
    if (current !== undefined) await tx.run('select published.write_first_pages($1)', [soonAfter(current.as_at)])
  })
}
