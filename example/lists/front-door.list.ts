import type { Day } from '../days.ts'
import type { Child, Referral } from '../model.ts'
import { columns } from './columns.ts'
import {
  type Cell,
  childCells,
  childRows,
  holderCells,
  known,
  type ListDefinition,
  pastHolderCells,
  window,
  yesNo,
} from './list.ts'

/** List 1: every contact in the window. */
export const contactList: ListDefinition = {
  number: 1,
  title: 'Contacts',
  columns: columns[1],
  rows: childRows({
    of: (child) => child.contacts,
    first: (contact) => contact.day,
    last: (contact) => contact.day,
    since: window,
    cells: (child, contact, asAt) => [...childCells(child, asAt), contact.day, contact.source],
  }),
}

/** List 2: early help assessments started or finished in the window, or open. */
export const earlyHelpList: ListDefinition = {
  number: 2,
  title: 'Early help',
  columns: columns[2],
  rows: childRows({
    of: (child) => child.earlyHelp,
    first: (help) => help.start,
    last: (help) => help.end,
    since: window,
    cells: (child, help, asAt) => [...childCells(child, asAt), help.start, known(help.end, asAt), help.organisation],
  }),
}

/** List 3: every referral in the window, with the team and worker who took it up. */
export const referralList: ListDefinition = {
  number: 3,
  title: 'Referrals',
  columns: columns[3],
  rows: childRows({
    of: (child) => child.referrals,
    first: (referral) => referral.day,
    last: (referral) => referral.day,
    since: window,
    cells: referralCells,
  }),
}

function referralCells(child: Child, referral: Referral, asAt: Day): Cell[] {
  return [
    ...childCells(child, asAt),
    referral.day,
    referral.source,
    yesNo(referral.noFurtherAction),
    referral.previous12Months,
    ...takenUpBy(child, referral, asAt),
  ]
}

/** Who holds the case until the day before the assessment is authorised, for on that day it may pass to another team. */
function takenUpBy(child: Child, referral: Referral, asAt: Day): Cell[] {
  const assessment = child.episodes.find((one) => one.start === referral.day)?.assessment
  const until = assessment ? assessment.authorised - 1 : referral.day
  return until < asAt ? pastHolderCells(child.file, until) : holderCells(child.file, asAt)
}
