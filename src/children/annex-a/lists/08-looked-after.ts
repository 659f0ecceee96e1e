import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, child, code, date, disability, integer, postcode, text } from '../columns.ts'

/** Children looked after at any time in the last six months; not the short breaks under V3 and V4, though files hold them. */
export const lookedAfter = {
  table: 'looked_after',
  title: 'Children in care',
  list: 8,
  grain: "a child's current or latest period of care",
  names: { sheet: ['Children in Care', 'CLA', 'LAC'], file: ['children in care', 'cla', 'lac', 'looked after'] },
  columns: [
    ...child,
    code(
      'uasc_12_months',
      'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)',
      codeSets.yesNo,
      { headers: ['UASC'], pattern: /\bunaccompanied asylum seeking child\b/, required: true },
    ),
    disability,
    date('started_looked_after', 'Date Started to be Looked After', {
      headers: ['LoookedAfterStartDate'],
      required: true,
      note: 'Of the period of care, not of the episode.',
    }),
    code('category_of_need', "Child's Category of Need", codeSets.primaryNeed, {
      headers: ['ChildCategoryOfNeed'],
      required: true,
    }),
    code(
      'subsequent_period',
      'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)',
      codeSets.yesNo,
      {
        headers: ['SubsequentLACEpisodeLast12Months'],
        pattern: /\bsecond or subsequent\b.*\blooked after\b/,
        required: true,
      },
    ),
    date('legal_status_start', 'Start date of current legal status', {
      headers: ['MostRecentLegalStatusStart'],
      required: true,
    }),
    code('legal_status', "Child's Legal Status", codeSets.legalStatus, {
      headers: ['LegalStatus'],
      pattern: /\bchild\b.*\blegal status\b/,
      required: true,
    }),
    date('latest_review', 'Date of Latest Statutory Review', { headers: ['LatestStatutoryReviewDate'] }),
    date('last_social_work_visit', 'Date of Last Social Work Visit', { headers: ['LastSocialWorkVisitDate'] }),
    code('permanence_plan', 'What is the permanence plan for this child?', codeSets.permanencePlan, {
      headers: ['PermanencePlan'],
      note: 'Empty while no plan is agreed.',
    }),
    date('last_iro_visit', 'Date of Last IRO Visit / Contact to the Child', { headers: ['LastIROVisitDate'] }),
    date('last_health_assessment', 'Date of Last Health Assessment', { headers: ['LastHealthAssessmentDate'] }),
    date('last_dental_check', 'Date of Last Dental Check', { headers: ['LastDentalCheckDate'] }),
    integer('placements_last_12_months', 'Number of Placements in the Last 12 months', {
      headers: ['PlacementsLast12Months'],
      required: true,
      note: 'With the current placement, without temporary ones.',
    }),
    date('ceased_looked_after', 'Date Ceased to be Looked After', {
      headers: ['CeasedLookedAfterDate'],
      note: 'Empty while looked after.',
    }),
    code('reason_ceased', 'Reason Ceased to be Looked After', codeSets.reasonCeased, {
      headers: ['ReasonCeasedLookedAfter'],
    }),
    date('placement_start', 'Start Date of Most Recent Placement', {
      headers: ['MostRecentPlacementStartDate'],
      required: true,
    }),
    code('placement_type', 'Placement Type', codeSets.placementType, { required: true }),
    code('placement_provider', 'Placement Provider', codeSets.placementProvider, { required: true }),
    postcode('placement_postcode', 'Placement postcode', {
      required: true,
      note: 'Withheld where placed for adoption or in confidence.',
    }),
    text('placement_urn', 'URN of Placement', {
      headers: ['PlacementURN'],
      note: 'Ofsted number, XXXXXXX where there is none.',
    }),
    code('placement_location', 'Placement Location', codeSets.placementLocation, { required: true }),
    code('la_of_placement', 'LA of Placement', codeSets.laOfPlacement, { required: true }),
    integer(
      'missing_episodes_12_months',
      "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
      {
        headers: ['EpisodesChildMissingFromPlacement'],
        pattern: /\bepisodes\b.*\bmissing\b.*\bplacement\b.*\b12 months\b/,
        required: true,
      },
    ),
    integer(
      'absent_episodes_12_months',
      "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
      {
        headers: ['EpisodesChildAbsentFromPlacement'],
        pattern: /\bepisodes\b.*\babsent\b.*\bplacement\b.*\b12 months\b/,
        required: true,
      },
    ),
    code(
      'rhi_offered',
      'Was the child offered a Return Interview after their last missing episode (Y/N)?',
      codeSets.yesNo,
      { headers: ['ChildOfferedReturnInterviewAfterLastMFH'] },
    ),
    code(
      'rhi_accepted',
      'Did the child accept a Return Interview after their last missing episode (Y/N)?',
      codeSets.yesNo,
      { headers: ['ChildAcceptedReturnInterviewAfterLastMFH'] },
    ),
    ...allocation,
  ],
  key: ['child_id', 'started_looked_after'],
  window: { kind: 'open', from: 'started_looked_after', to: 'ceased_looked_after', months: 6 },
  onePerChild: true,
} as const satisfies TableFormat
