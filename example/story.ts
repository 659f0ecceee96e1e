import { type Day, dayOf } from './days.ts'
import type { Area } from './model.ts'

/** A piece of work that can be done in time or late. */
export type Service =
  | 'assessment'
  | 'conference'
  | 'protectionVisit'
  | 'protectionReview'
  | 'needVisit'
  | 'careVisit'
  | 'careReview'
  | 'initialHealth'
  | 'laterHealth'
  | 'dental'
  | 'permanence'
  | 'returnInterview'
  | 'pathwayReview'
  | 'leaverContact'

/** A time in which a service did better or worse than usual: planted, so that a chart has something to find. */
export interface PlantedEvent {
  readonly service: Service
  /** Absent: the whole county. */
  readonly area?: Area
  readonly from: string
  /** The first day on which the usual level is back; absent while it lasts. */
  readonly until?: string
  /** The share of the work done in time while it lasts. */
  readonly level: number
  readonly words: string
}

/** The usual share of each piece of work that is done in time. */
export const usualLevels = {
  assessment: 0.88,
  conference: 0.86,
  protectionVisit: 0.86,
  protectionReview: 0.96,
  needVisit: 0.8,
  careVisit: 0.9,
  careReview: 0.95,
  initialHealth: 0.68,
  laterHealth: 0.87,
  dental: 0.84,
  permanence: 0.88,
  returnInterview: 0.9,
  pathwayReview: 0.78,
  leaverContact: 0.84,
} as const satisfies Record<Service, number>

/** How far each area stands from the usual: added to the level. */
export const areaDifferences = {
  'North East': -0.04,
  'North West': 0.02,
  'South East': -0.01,
  'South West': 0.04,
  Countywide: -0.02,
} as const satisfies Record<Area, number>

/** What goes wrong and what mends in the six years, in order of time. */
export const plantedEvents = [
  {
    service: 'assessment',
    area: 'North East',
    from: '2022-01-01',
    until: '2022-09-01',
    level: 0.62,
    words: 'Assessments in the North East fall behind for eight months after workers leave, then recover.',
  },
  {
    service: 'conference',
    from: '2023-09-01',
    until: '2024-06-01',
    level: 0.5,
    words: 'Initial conferences within 15 working days fall from about 85% to about 52% for nine months, then recover.',
  },
  {
    service: 'protectionVisit',
    area: 'South East',
    from: '2025-04-01',
    level: 0.34,
    words: 'Visits to children on protection plans slip in the South East from April 2025 and have not recovered.',
  },
  {
    service: 'assessment',
    area: 'North West',
    from: '2025-08-01',
    level: 0.7,
    words: 'Assessments in the North West are slower from August 2025 and have not recovered.',
  },
  {
    service: 'pathwayReview',
    from: '2025-09-01',
    level: 0.93,
    words: 'Pathway plans are reviewed more promptly from September 2025.',
  },
] as const satisfies readonly PlantedEvent[]

const dated = plantedEvents.map((event: PlantedEvent) => ({
  ...event,
  start: dayOf(event.from),
  end: event.until === undefined ? Number.POSITIVE_INFINITY : dayOf(event.until),
}))

/** The share of `service` that is done in time in `area` on `day`: 0 to 1. */
export function levelOf(service: Service, area: Area, day: Day): number {
  const event = dated.find(
    (one) => one.service === service && (one.area ?? area) === area && day >= one.start && day < one.end,
  )
  return Math.min(0.985, (event?.level ?? usualLevels[service]) + areaDifferences[area] * (event?.area ? 0 : 1))
}
