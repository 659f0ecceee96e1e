export { fsyncDir, fsyncFile, renameDurably, writeFileDurably } from './durable.ts'
