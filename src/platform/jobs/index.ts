export { askFor, findProgress, listProgress } from './ask.ts'
export {
  handler,
  isUnderWay,
  type Job,
  type JobHandler,
  type JobProgress,
  type JobRun,
  type JobState,
} from './job.ts'
export { type JobLog, type RunJobs, type RunningJobs, runJobs } from './run-jobs.ts'

/** The folder of the migrations of this part. */
export const migrations: URL = new URL('./migrations/', import.meta.url)
