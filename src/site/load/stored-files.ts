import { basename, join } from 'node:path'
import type { UploadedFile } from '#platform/web'
import type { StoredFile } from './upload.ts'

/** The files of an upload as they lie in the folder where they were kept. */
export function storedFiles(folder: string, files: readonly UploadedFile[]): readonly StoredFile[] {
  return files.map(({ name, path, bytes, sha256 }) => ({ name, path: join(folder, basename(path)), bytes, sha256 }))
}
