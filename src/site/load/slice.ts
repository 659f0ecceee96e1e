import { type LoadJobs, loadJobs } from './load.jobs.ts'
import { type LoadRoutes, loadRoutes, todayInEngland } from './load.routes.ts'

/** What loading plugs into the program. */
export const loading = { routes: loadRoutes, jobs: loadJobs, todayInEngland } as const

export type { LoadJobs, LoadRoutes }
