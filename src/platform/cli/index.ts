export { type Answer, type Call, type Command, exitCodes, numberOption, textOption } from './command.ts'
export { noProgress, type Progress, progressBar } from './progress.ts'
export { helpOf, helpOn, runCommand, type Surroundings } from './run-command.ts'
