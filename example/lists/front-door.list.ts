import type { Child, Referral } from '../model.ts'
import { columns } from './columns.ts'
import { childCells, childRows, holderCells, known, type ListDefinition, yesNo } from './list.ts'

/** List 1: every contact in the window. */
export const contactList: ListDefinition = {
  number: 1,
  title: 'Contacts',
  columns: columns[1],
  rows: (county, { asAt, from }) =>
    childRows(
      county,
      (child) => child.contacts,
      (contact) => contact.day,
      (child, contact) =>
        contact.day >= from && contact.day <= asAt
          ? [...childCells(child, asAt), contact.day, contact.source]
          : undefined,
    ),
}

/** List 2: early help assessments started or finished in the window, or open. */
export const earlyHelpList: ListDefinition = {
  number: 2,
  title: 'Early help',
  columns: columns[2],
  rows: (county, { asAt, from }) =>
    childRows(
      county,
      (child) => child.earlyHelp,
      (help) => help.start,
      (child, help) =>
        help.start <= asAt && help.end >= from
          ? [...childCells(child, asAt), help.start, known(help.end, asAt), help.organisation]
          : undefined,
    ),
}

/** List 3: every referral in the window, with the team and worker who took it up. */
export const referralList: ListDefinition = {
  number: 3,
  title: 'Referrals',
  columns: columns[3],
  rows: (county, { asAt, from }) =>
    childRows(
      county,
      (child) => child.referrals,
      (referral) => referral.day,
      (child, referral) =>
        referral.day >= from && referral.day <= asAt
          ? [
              ...childCells(child, asAt),
              referral.day,
              referral.source,
              yesNo(referral.noFurtherAction),
              referral.previous12Months,
              ...holderCells(child.file, Math.min(asAt, takenUpUntil(child, referral))),
            ]
          : undefined,
    ),
}

function takenUpUntil(child: Child, referral: Referral): number {
  const episode = child.episodes.find((one) => one.start === referral.day)
  return episode?.assessment?.authorised ?? referral.day
}
