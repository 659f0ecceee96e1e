import { snapshotRoutes } from './snapshots.routes.ts'

/** What the pages of snapshots plug into the program. */
export const snapshots = { routes: snapshotRoutes } as const
