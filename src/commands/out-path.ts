import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Call, textOption } from '#platform/cli'
import type { Problem } from '#values'

/** Why the file that option `name` gives cannot be written; nothing when it can, or is not given. Asked before any work. */
export async function outProblems(call: Call, name: string): Promise<readonly Problem[]> {
  const path = textOption(call, name)
  if (path === undefined) return []
  const writable = await access(dirname(resolve(path)), constants.W_OK).then(
    () => true,
    () => false,
  )
  const message = `--${name}: the folder to write to is not there, or may not be written to`
  return writable ? [] : [{ code: 'out', field: name, message }]
}
