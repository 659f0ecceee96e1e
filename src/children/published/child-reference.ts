import { createHmac } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { DuckDb } from '#platform/lake'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const SHORT = 12

/**
 * Makes the table `child_ref (child_id, ref)`: for every row of `every_child` the reference by which addresses name the child.
 *
 * It is the first 12 characters, 60 bits, of the base32 of HMAC-SHA256(key, child id), in small letters: it says nothing of
 * the id to who has not the key, and stays the same from one publication to the next. Children whose references would be
 * alike (one chance in millions for an authority) have 24 characters.
 *
 * @param length of a reference that no other child has
 * @throws Error from DuckDB when not even long references differ
 * @source RFC 2104 (HMAC), RFC 4648 section 6 (base32)
 */
export async function createReferences(db: DuckDb, key: Uint8Array, length: number = SHORT): Promise<void> {
  await db.run('create or replace temp table long_reference (child_id varchar, long varchar unique)')
  for (const ids of await childIds(db)) {
    await db.append('long_reference', (appender) => {
      for (const id of ids) {
        appender.appendVarchar(id)
        appender.appendVarchar(longReference(key, id))
        appender.endRow()
      }
    })
    // A hundred thousand keyed hashes at once would hold up everything else in the process.
    await turn()
  }
  await db.run(
    `create or replace temp table child_ref as
    select
        child_id,
        case when count(*) over (partition by left(long, $1)) = 1 then left(long, $1) else long end as ref
    from long_reference`,
    [length],
  )
  await db.run('drop table long_reference')
}

async function childIds(db: DuckDb): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = []
  for await (const ids of db.texts('select child_id from every_child')) found.push(ids)
  return found
}

/** 24 characters of the base32 of a keyed hash: 120 bits of it. */
export function longReference(key: Uint8Array, id: string): string {
  const bytes = createHmac('sha256', key).update(id).digest()
  let text = ''
  for (let at = 0; at < 15; at += 5) {
    const high = bytes[at]! * 2 ** 12 + bytes[at + 1]! * 2 ** 4 + (bytes[at + 2]! >> 4)
    const low = (bytes[at + 2]! & 15) * 2 ** 16 + bytes[at + 3]! * 2 ** 8 + bytes[at + 4]!
    text += fourOf(high) + fourOf(low)
  }
  return text
}

function fourOf(bits: number): string {
  return ALPHABET[bits >> 15]! + ALPHABET[(bits >> 10) & 31]! + ALPHABET[(bits >> 5) & 31]! + ALPHABET[bits & 31]!
}
