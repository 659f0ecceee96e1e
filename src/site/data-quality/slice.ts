import { qualityRoutes } from './quality.routes.ts'
import { refreshTrend } from './quality.trend.ts'

/** What the pages of data quality plug into the program. */
export const dataQuality = { routes: qualityRoutes, refreshTrend } as const
