import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 random bits, as text that fits a cookie and an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 of a secret: what is kept of it, from which it cannot be had back. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** True for text that `newSecret` could have made, so that nothing else is looked up. */
export function isSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}
