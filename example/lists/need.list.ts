import type { Day } from '../days.ts'
import type { Assessment, Child, Enquiry, Episode } from '../model.ts'
import { columns } from './columns.ts'
import {
  type Cell,
  childCells,
  childRows,
  holderCells,
  known,
  type ListDefinition,
  latestSince,
  pastHolderCells,
  window,
  yesNo,
} from './list.ts'

/** List 4: assessments started or authorised in the window, or open. */
export const assessmentList: ListDefinition = {
  number: 4,
  title: 'Assessments',
  columns: columns[4],
  rows: childRows({
    of: (child) => child.assessments,
    first: (assessment) => assessment.start,
    last: (assessment) => assessment.authorised,
    since: window,
    cells: assessmentCells,
  }),
}

function assessmentCells(child: Child, assessment: Assessment, asAt: Day): Cell[] {
  const done = assessment.authorised <= asAt
  return [
    ...childCells(child, asAt),
    child.disability,
    assessment.start,
    done ? assessment.seen : undefined,
    done ? assessment.authorised : undefined,
    done ? assessment.support : undefined,
    // The day before: on the day it is authorised the case may pass to another team.
    ...(done ? pastHolderCells(child.file, assessment.authorised - 1) : holderCells(child.file, asAt)),
  ]
}

/** List 5: section 47 enquiries begun in the window, or open; with the conference once it has been held. */
export const enquiryList: ListDefinition = {
  number: 5,
  title: 'Section 47 enquiries and ICPCs',
  columns: columns[5],
  rows: childRows({
    of: (child) => child.enquiries,
    first: (enquiry) => enquiry.strategy,
    last: (enquiry) => enquiry.conference ?? enquiry.concluded,
    byFirst: true,
    since: window,
    cells: enquiryCells,
  }),
}

function enquiryCells(child: Child, enquiry: Enquiry, asAt: Day): Cell[] {
  const held = known(enquiry.conference, asAt)
  const last = enquiry.conference ?? enquiry.concluded
  return [
    ...childCells(child, asAt),
    child.disability,
    enquiry.strategy,
    enquiry.concluded <= asAt ? yesNo(enquiry.conference === undefined) : undefined,
    held,
    held === undefined ? undefined : yesNo(enquiry.plan),
    enquiry.enquiries12Months,
    enquiry.conferences12Months + (held === undefined ? 0 : 1),
    ...(last <= asAt ? pastHolderCells(child.file, last) : holderCells(child.file, asAt)),
  ]
}

/** List 6: times as a child in need that were open in the window; one row for each. */
export const needList: ListDefinition = {
  number: 6,
  title: 'Children in need',
  columns: columns[6],
  rows: childRows({
    of: (child) => child.episodes,
    first: (episode) => episode.start,
    last: (episode) => episode.end,
    since: window,
    cells: needCells,
  }),
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
    ...(closed ? pastHolderCells(child.file, day - 1) : holderCells(child.file, day)),
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
