export { BEFORE_THE_FIRST, entryLine, type LogEntry, type SealHeader, sealHash } from './chain.ts'
export { appendLines, type CopiedSeal, copyFolder, lastSeal, readSeals, sealLine } from './copy-file.ts'
