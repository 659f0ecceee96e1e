import assert from 'node:assert/strict'
import { formatDate, plainDate } from '#values'
import type { CountySite } from './county-site.ts'

/** Kinds of things that the server's log must not hold and does; nothing where all is well. */
export async function logTells(site: CountySite): Promise<readonly string[]> {
  const log = site.log.join('\n')
  const found: string[] = []
  for (const [kind, words] of await knownWords(site)) {
    assert.ok(words.length > 5, kind)
    if (words.some((word) => log.includes(word))) found.push(kind)
  }
  return found
}

/** What is known of children and their workers, as text that would stand in a log. */
async function knownWords(site: CountySite): Promise<readonly (readonly [string, readonly string[]])[]> {
  const children = await site.rows<{ id: string; ref: string; born: string | null }>(
    'select child_id as id, ref, date_of_birth as born from published.child',
  )
  const workers = await site.rows<{ name: string }>(
    'select worker as name from published.caseload where worker is not null union select name from access.person',
  )
  const born = children.flatMap((child) => (child.born === null ? [] : [child.born]))
  return [
    ['numbers of children', children.map(({ id }) => id)],
    ['references of children', children.map(({ ref }) => ref)],
    ['days of birth', born],
    ['days of birth in words', born.map((day) => formatDate(plainDate(day)))],
    ['names of workers and people', workers.map(({ name }) => name)],
  ]
}
