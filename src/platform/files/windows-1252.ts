/** The characters of bytes 0x80 to 0x9F; the five that Windows leaves undefined become U+FFFD. */
const upper = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ'

/**
 * Reads bytes as Windows-1252, the encoding of Western Windows programs before UTF-8.
 *
 * @source WHATWG Encoding Standard, index windows-1252; the table is written out because it is 32 characters long
 */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (found) => upper[found.charCodeAt(0) - 0x80]!)
}
