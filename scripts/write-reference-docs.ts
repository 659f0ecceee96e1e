import { join } from 'node:path'
import { writeFileDurably } from '#platform/files'
import { referencePages } from './reference-docs.ts'

for (const [name, text] of referencePages()) await writeFileDurably(join('docs/reference', name), text)
