/** The longest that an address may be, as mail servers have it. */
const LONGEST = 254

/** True for one address of a mailbox, without a name: nothing that a list, a header or a command could be made of. */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/.test(text)
}
