/** One thing wrong with what was asked or given: a stable code, where it is, and a sentence that says what to do. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly file?: string
  readonly sheet?: string
  readonly field?: string
}

/** What was asked for, or every reason why it cannot be had. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }
