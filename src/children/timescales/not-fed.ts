/** A timescale of the field that Annex A cannot feed, and what is missing. */
export interface UnfedTimescale {
  readonly id: string
  readonly title: string
  readonly why: string
}

/** What is not computed, so that nobody takes its absence for "nothing late". */
export const unfedTimescales = [
  {
    id: 'contact-decision',
    title: 'Decision on a contact or referral',
    why: 'The day of the decision is not in Annex A.',
  },
  {
    id: 'assessment-checkpoint',
    title: 'Assessment progress checkpoint',
    why: 'Managers’ reviews of an assessment are not in Annex A.',
  },
  {
    id: 'strategy-discussion',
    title: 'Strategy discussion held',
    why: 'The day harm came to light is not in Annex A.',
  },
  {
    id: 'transfer-in-conference',
    title: 'Transfer-in conference',
    why: 'Transfers between authorities are not in Annex A.',
  },
  { id: 'core-group-first', title: 'First core group', why: 'Core groups are not in Annex A.' },
  { id: 'core-group-next', title: 'Later core groups', why: 'Core groups are not in Annex A.' },
  { id: 'visit-recording', title: 'Visit written up', why: 'The day a visit was written up is not in Annex A.' },
  {
    id: 'cin-plan',
    title: 'First child in need plan or meeting',
    why: 'List 6 gives the start of the need, and no plan.',
  },
  { id: 'cin-review', title: 'Child in need review', why: 'List 6 has no review dates.' },
  {
    id: 'secure-72',
    title: 'Secure accommodation without a court order',
    why: 'Court orders for secure accommodation are not in Annex A.',
  },
  { id: 'iro-appointed', title: 'Reviewing officer appointed', why: 'The day of the appointment is not in Annex A.' },
  { id: 'care-plan', title: 'Care plan prepared', why: 'The day of the care plan is not in Annex A.' },
  { id: 'placement-plan', title: 'Placement plan prepared', why: 'The day of the placement plan is not in Annex A.' },
  { id: 'out-of-area-notice', title: 'Notice of an out-of-area placement', why: 'Notices are not in Annex A.' },
  {
    id: 'lac-visit-parents-emergency',
    title: 'Visits to a child placed with parents before assessment',
    why: 'Regulation 19 placements cannot be told apart.',
  },
  { id: 'review-decisions', title: 'Review decisions sent out', why: 'The day decisions were sent is not in Annex A.' },
  {
    id: 'ppm-under-5',
    title: 'First permanency planning meeting, under five',
    why: 'Permanency planning meetings are not in Annex A.',
  },
  {
    id: 'ppm-5-plus',
    title: 'First permanency planning meeting, five and over',
    why: 'Permanency planning meetings are not in Annex A.',
  },
  { id: 'sdq', title: 'Strengths and difficulties questionnaire', why: 'Questionnaires are not in Annex A.' },
  { id: 'pep-first', title: 'First personal education plan', why: 'Education plans are not in Annex A.' },
  { id: 'pep-review', title: 'Personal education plan review', why: 'Education plans are not in Annex A.' },
  {
    id: 'temporary-approval',
    title: 'Temporary approval of a connected person',
    why: 'Approvals of carers are not in Annex A.',
  },
  {
    id: 'pwp-emergency-assessment',
    title: 'Placement with parents before assessment',
    why: 'Regulation 19 placements cannot be told apart.',
  },
  { id: 'pwp-approval', title: 'Placement with parents approved', why: 'The day of the approval is not in Annex A.' },
  {
    id: 'rhi-record',
    title: 'Return interview written up',
    why: 'Neither the return nor the interview has a date in Annex A.',
  },
  {
    id: 'missing-strategy',
    title: 'Strategy meeting after repeat missing',
    why: 'Missing episodes are counts without dates in Annex A.',
  },
  {
    id: 'pa-visit-move',
    title: 'Personal adviser visit after a move',
    why: 'Moves of care leavers have no dates in Annex A.',
  },
  { id: 'pre-proceedings', title: 'Pre-proceedings', why: 'Pre-proceedings are not in Annex A.' },
] as const satisfies readonly UnfedTimescale[]
