import { readFile } from 'node:fs/promises'
import type { Fact } from '#measures'
import { type DuckDb, sqlText } from '#platform/lake'
import { createTeamArea } from '../team-area.ts'
import * as facts from './facts.ts'

/** The file that makes each fact. */
const files = {
  contact: [facts.contact, facts.contactChild],
  'early-help': [facts.earlyHelp, facts.earlyHelpDay],
  referral: [facts.referral],
  assessment: [facts.assessment, facts.assessmentDay],
  'section-47': [facts.section47],
  need: [facts.need, facts.needDay, facts.workerDay],
  plan: [facts.plan, facts.planDay],
  care: [facts.care, facts.careDay],
  'care-leaver': [facts.careLeaverDay],
  adoption: [facts.adoption, facts.adoptionDay],
  adopter: [facts.adopter],
} as const satisfies Record<string, readonly Fact[]>

/** The values of each dimension, in the order in which people read them. */
export const dimensionValues = {
  age_band: ['Under 1', '1 to 4', '5 to 9', '10 to 15', '16 to 17', '18 and over', 'Not known'],
  sex: ['Male', 'Female', 'Neither', 'Not known'],
  ethnic_group: ['White', 'Mixed', 'Asian', 'Black', 'Other', 'Not stated'],
  disability_known: ['Yes', 'No', 'Not known'],
  contact_source: [
    'Individuals',
    'Schools and education',
    'Health',
    'Housing',
    'Local authority services',
    'Police',
    'Other legal agency',
    'Other',
    'Anonymous',
    'Unknown',
  ],
  length_band: ['Under 3 months', '3 to 6 months', '6 to 12 months', '1 to 2 years', '2 years or more'],
  closure_group: [
    'Adopted',
    'Died',
    'Child arrangements order',
    'Special guardianship order',
    'Transferred to another authority',
    'Transferred to adult services',
    'No longer in need, or any other reason',
    'After assessment, no further action',
    'After assessment, to early help',
    'Not recorded',
  ],
  need: [
    'Abuse or neglect',
    "Child's disability",
    'Parental disability or illness',
    'Family in acute stress',
    'Family dysfunction',
    'Socially unacceptable behaviour',
    'Low income',
    'Absent parenting',
    'Other than children in need',
    'Not recorded',
  ],
  abuse: ['Neglect', 'Physical abuse', 'Sexual abuse', 'Emotional abuse', 'Multiple', 'Not recorded'],
  leaving_reason: [
    'Adopted',
    'Special guardianship',
    'Child arrangements order',
    'To parents, relatives or others',
    'Independent living, or stayed with carers at 18',
    'Custody, or remand ended',
    'Not recorded',
    'Other',
  ],
  provider: [
    'Parent or person with parental responsibility',
    'Own provision',
    'Other local authority',
    'Other public provision',
    'Private',
    'Voluntary',
    'Not recorded',
  ],
  legal_group: [
    'Interim care order',
    'Full care order',
    'Placement or freeing order',
    'Section 20',
    'Emergency or police protection',
    'Youth justice',
    'Not recorded',
  ],
  permanence: [
    'Return to family',
    'Adoption',
    'Special guardianship or child arrangements order',
    'Supported living',
    'Long-term residential',
    'Long-term fostering',
    'Other',
    'No plan recorded',
  ],
  leaver_home: [
    'Not known',
    'Homeless or emergency',
    'In custody',
    'With parents or relatives',
    'Staying put',
    'Supported or ordinary lodgings',
    'Independent living',
    'Other',
  ],
} as const

/**
 * Makes the fact views of children's social care over a snapshot opened for work: what measures count.
 * Making them again replaces them.
 *
 * @param wanted the facts to make; others of the same lists may be made with them. All unless given
 */
export async function createFacts(db: DuckDb, wanted?: readonly Fact[]): Promise<void> {
  await createTeamArea(db)
  for (const [name, values] of Object.entries(dimensionValues)) {
    await db.run(`create type if not exists ${name} as enum (${values.map(sqlText).join(', ')})`)
  }
  const needed = Object.entries(files).filter(([, made]) =>
    made.some(({ id }) => !wanted || wanted.some((fact) => fact.id === id)),
  )
  for (const file of ['common', ...needed.map(([name]) => name)]) {
    await db.run(await readFile(new URL(`./${file}.facts.sql`, import.meta.url), 'utf8'))
  }
}
