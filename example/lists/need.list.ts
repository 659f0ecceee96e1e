import type { Day } from '../days.ts'
import type { Child, Episode } from '../model.ts'
import { columns } from './columns.ts'
import {
  type Cell,
  childCells,
  childRows,
  holderCells,
  known,
  type ListDefinition,
  latestSince,
  yesNo,
} from './list.ts'

/** List 4: assessments started or authorised in the window, or open. */
export const assessmentList: ListDefinition = {
  number: 4,
  title: 'Assessments',
  columns: columns[4],
  rows: (county, { asAt, from }) =>
    childRows(
      county,
      (child) => child.assessments,
      (assessment) => assessment.start,
      (child, assessment) => {
        if (assessment.start > asAt || assessment.authorised < from) return undefined
        const done = assessment.authorised <= asAt
        return [
          ...childCells(child, asAt),
          child.disability,
          assessment.start,
          done ? assessment.seen : undefined,
          done ? assessment.authorised : undefined,
          done ? assessment.support : undefined,
          ...holderCells(child.file, Math.min(asAt, assessment.authorised)),
        ]
      },
    ),
}

/** List 5: section 47 enquiries begun or concluded in the window, or open; with the conference once it has been held. */
export const enquiryList: ListDefinition = {
  number: 5,
  title: 'Section 47 enquiries and ICPCs',
  columns: columns[5],
  rows: (county, { asAt, from }) =>
    childRows(
      county,
      (child) => child.enquiries,
      (enquiry) => enquiry.strategy,
      (child, enquiry) => {
        const last = enquiry.conference ?? enquiry.concluded
        if (enquiry.strategy > asAt || last < from) return undefined
        const held = known(enquiry.conference, asAt)
        return [
          ...childCells(child, asAt),
          child.disability,
          enquiry.strategy,
          enquiry.concluded <= asAt ? yesNo(enquiry.conference === undefined) : undefined,
          held,
          held === undefined ? undefined : yesNo(enquiry.plan),
          enquiry.enquiries12Months,
          enquiry.conferences12Months + (held === undefined ? 0 : 1),
          ...holderCells(child.file, Math.min(asAt, last)),
        ]
      },
    ),
}

/** List 6: times as a child in need that were open in the window; one row for each. */
export const needList: ListDefinition = {
  number: 6,
  title: 'Children in need',
  columns: columns[6],
  rows: (county, { asAt, from }) =>
    childRows(
      county,
      (child) => child.episodes,
      (episode) => episode.start,
      (child, episode) => (episode.start > asAt || episode.end < from ? undefined : needCells(child, episode, asAt)),
    ),
}

function needCells(child: Child, episode: Episode, asAt: Day): Cell[] {
  const closed = episode.end <= asAt
  const day = Math.min(asAt, episode.end)
  return [
    ...childCells(child, asAt),
    child.disability,
    episode.start,
    episode.need,
    lastSeen(child, episode, day),
    closed ? episode.end : undefined,
    closed ? episode.reason : undefined,
    closed ? 'CLOSED' : statusOn(child, episode, asAt),
    ...holderCells(child.file, closed ? day - 1 : day),
  ]
}

function statusOn(child: Child, episode: Episode, day: Day): string {
  if (child.care.some((period) => period.start <= day && period.end > day)) return 'LAC'
  if (child.plans.some((plan) => plan.start <= day && plan.end > day)) return 'CPP'
  return episode.assessment && episode.assessment.authorised > day ? 'ASSESS' : 'CIN'
}

/** The latest visit of any kind in the episode: as a child in need, on a plan or in care. */
function lastSeen(child: Child, episode: Episode, day: Day): Day | undefined {
  const times = [{ visits: episode.visits, end: episode.end }, ...child.plans, ...child.care]
  const latest = times.map(({ visits, end }) => latestSince(visits, episode.start, Math.min(day, end)) ?? 0)
  return Math.max(...latest) || undefined
}
