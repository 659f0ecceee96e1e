import { Refused } from './file-problem.ts'

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Replaces the character references of XML text; the result, like the text, holds UTF-8 bytes as latin1 characters.
 *
 * @throws Refused for a reference to anything but a character or the five entities that XML knows by itself
 */
export function decodeXml(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&([^;&]{0,12};?)/g, (_, reference: string) => decodeReference(reference))
}

function decodeReference(reference: string): string {
  const match = /^(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));$/i.exec(reference)
  const known = match?.[3] === undefined ? undefined : named[match[3]]
  if (known !== undefined) return known
  const code = match?.[1] === undefined ? Number(match?.[2] ?? Number.NaN) : Number.parseInt(match[1], 16)
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  if (!isCharacter) throw new Refused('damaged-workbook')
  return toUtf8(String.fromCodePoint(code))
}

/** A string's UTF-8 bytes as latin1 characters. */
export function toUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The string whose UTF-8 bytes stand in `bytes` as latin1 characters. */
export function fromUtf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The attributes of a tag by name, without prefix and decoded to ordinary strings; for the few tags met once. */
export function readAttributes(attributes: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single] of attributes.matchAll(/([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found.set(name.slice(name.indexOf(':') + 1), fromUtf8(decodeXml(double ?? single ?? '')))
  }
  return found
}
