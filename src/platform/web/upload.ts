/** How much one form may send. Larger is refused with 413 before it is stored. */
export interface UploadLimits {
  /** Bytes of everything together. */
  readonly totalBytes: number
  readonly files: number
  /** Bytes of the largest file; `totalBytes` when it is not given. */
  readonly fileBytes?: number
}

/** The files of a form, on disk and flushed. They go away with the response unless they are kept. */
export interface Upload {
  readonly files: readonly UploadedFile[]
  /** Moves the files, durably, to where they stay until the caller removes them, and tells which folder that is. */
  keep(): Promise<string>
}

export interface UploadedFile {
  /** Name of the field in the form. */
  readonly field: string
  /** The file's name with the folders above it as the browser gave them, cleaned: `extract/List 1.csv`. */
  readonly name: string
  /** Where it lies until the response is sent, or `keep` is called. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}
