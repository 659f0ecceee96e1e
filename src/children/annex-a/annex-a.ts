import type { ImportFormat } from '#imports'
import { contact } from './lists/01-contact.ts'
import { earlyHelp } from './lists/02-early-help.ts'
import { referral } from './lists/03-referral.ts'
import { assessment } from './lists/04-assessment.ts'
import { section47 } from './lists/05-section-47.ts'
import { childInNeed } from './lists/06-child-in-need.ts'
import { protectionPlan } from './lists/07-protection-plan.ts'
import { lookedAfter } from './lists/08-looked-after.ts'
import { careLeaver } from './lists/09-care-leaver.ts'
import { adoption } from './lists/10-adoption.ts'
import { adopter } from './lists/11-adopter.ts'
import { worker } from './lists/12-worker.ts'

/**
 * The child-level lists that an authority hands to Ofsted's inspectors, with the authority's own list of workers.
 *
 * Headers and values as found in the template and in exports of 2018 to 2026, whose editions differ in a few headers
 * and in the columns of List 9. All of them are read.
 */
export const annexA: ImportFormat = {
  id: 'annex-a',
  title: 'Ofsted ILACS Annex A, child-level data',
  edition: '2024',
  source:
    'Ofsted, Inspecting local authority children’s services from 2018: child-level data, additional guidance and ' +
    'template for Annex A; headers as carried by liia-tools-pipeline @4aff918 Annex_A_schema.yml (2026-07-22) and ' +
    'ssd-data-model @4987c73 AnnexA_sqlserver_v1.2.0 (2026-07-14)',
  tables: [
    contact,
    earlyHelp,
    referral,
    assessment,
    section47,
    childInNeed,
    protectionPlan,
    lookedAfter,
    careLeaver,
    adoption,
    adopter,
    worker,
  ],
  lookalikes: [{ title: 'the Annex A of an area SEND inspection', headers: ['UPN', 'ULN', 'SEN primary need'] }],
}
