import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps tokens so that who has the database does not have them: AES-256-GCM, each bound to what it is kept for. */
export interface TokenSafe {
  /** @param keptFor such as the hash of a session: the same is needed to unlock */
  lock(token: string, keptFor: Uint8Array): Buffer
  /** The token again; undefined when it was locked with another key, for something else, or was changed. */
  unlock(locked: Uint8Array, keptFor: Uint8Array): string | undefined
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param secret kept off the database, the same in every process that serves the site */
export function tokenSafe(secret: string): TokenSafe {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'throughline tokens', 32))
  return {
    lock: (token, keptFor) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(keptFor)
      const body = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    unlock: (locked, keptFor) => {
      const bytes = Buffer.from(locked)
      const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)]
      try {
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(keptFor)
        decipher.setAuthTag(tag)
        return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return undefined
      }
    },
  }
}
