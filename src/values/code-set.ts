/** One value of a code set. */
export interface Code {
  /** What we store and count by: 'WBRI', '3C', 'Y'. */
  readonly code: string
  /** What people read. */
  readonly label: string
  /** How the standard's template writes the value, where that is more than the code: 'a) Male'. */
  readonly as?: string
}

/** A published list of codes, with the other ways in which its values are met. */
export interface CodeSet {
  readonly id: string
  readonly title: string
  /** Document, edition, paragraph or page. */
  readonly source: string
  readonly edition?: string
  readonly values: readonly Code[]
  /** Other spellings, each with the code that it stands for. */
  readonly aliases?: Readonly<Record<string, string>>
  /** True when text outside the list is allowed and kept as it is (names of authorities). */
  readonly open?: boolean
}
