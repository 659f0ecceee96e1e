import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type WorkbookSheet, writeWorkbook } from './workbook.ts'

/**
 * The bytes of a workbook, to send: see `writeWorkbook`. They lie in a file that has no name any more and goes away when the
 * stream is closed, however it is.
 */
export async function openWorkbook(sheets: readonly WorkbookSheet[]): Promise<Readable> {
  const path = join(tmpdir(), `throughline-${randomBytes(9).toString('hex')}.xlsx`)
  await writeWorkbook(path, sheets)
  const file = await open(path, 'r')
  await rm(path)
  return file.createReadStream()
}

/** The media type of a workbook. */
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
