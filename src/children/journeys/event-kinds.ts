/** A kind of event in a child's journey, and where it stands among the events of one day. */
export interface EventKind {
  readonly kind: string
  /** What a person reads in the timeline. */
  readonly title: string
  /** Where a day has several events, those with the lower number come first. Never two kinds with the same number. */
  readonly order: number
  /** Why it stands there. */
  readonly why: string
}

/**
 * The rule behind the order of one day, since the lists give days and no times.
 *
 * What gives rise to something comes before it: a contact before its referral, a referral before the assessment, the
 * strategy discussion before the conference, the conference before the plan. Within each strand the start comes first,
 * then what is done under it (visits, then reviews, which decide), then its end. Strands follow one another as a child
 * moves through them, so a plan that ends on the day care starts ends first, and a placement order comes before the
 * match and the match before the placement. What closes a whole case comes last, since all else on that day was still
 * part of it. Events of one kind on one day follow their detail in the alphabet.
 */
export const SAME_DAY_RULE =
  'What gives rise to something comes before it; within a strand the start, then visits, then reviews, then the end; ' +
  'strands in the order in which a child moves through them; the closing of a whole case last.'

/** Every kind of event, in the order of one day. */
export const eventKinds = [
  { kind: 'contact', title: 'Contact', order: 10, why: 'Everything begins with someone getting in touch.' },
  { kind: 'early-help-start', title: 'Early help started', order: 20, why: 'A contact may lead to early help.' },
  {
    kind: 'early-help-end',
    title: 'Early help ended',
    order: 25,
    why: 'Early help that is stepped up ends with the referral that takes over.',
  },
  { kind: 'referral', title: 'Referral', order: 30, why: 'A contact is accepted as a referral.' },
  {
    kind: 'child-in-need-start',
    title: 'Child in need',
    order: 35,
    why: 'The episode of need opens with the referral, in practice on its day.',
  },
  { kind: 'assessment-start', title: 'Assessment started', order: 40, why: 'The referral is assessed.' },
  {
    kind: 'section-47',
    title: 'Strategy discussion, section 47 enquiry started',
    order: 45,
    why: 'Harm comes to light in the referral or the assessment.',
  },
  {
    kind: 'assessment-authorised',
    title: 'Assessment authorised',
    order: 50,
    why: 'The assessment is ready for the conference that it informs.',
  },
  {
    kind: 'initial-conference',
    title: 'Initial child protection conference',
    order: 55,
    why: 'The enquiry leads to it.',
  },
  { kind: 'plan-start', title: 'Child protection plan started', order: 60, why: 'The conference decides on the plan.' },
  { kind: 'cin-seen', title: 'Child seen', order: 62, why: 'Work under a plan comes after its start.' },
  {
    kind: 'cp-visit',
    title: 'Child protection visit',
    order: 64,
    why: 'Visits come before the review that weighs them.',
  },
  { kind: 'cp-review', title: 'Review conference', order: 66, why: 'The review decides whether the plan goes on.' },
  {
    kind: 'plan-end',
    title: 'Child protection plan ended',
    order: 68,
    why: 'A review ends the plan; care takes over from it.',
  },
  { kind: 'care-start', title: 'Came into care', order: 70, why: 'Earlier help ends as care starts.' },
  { kind: 'legal-status', title: 'Legal status', order: 72, why: 'The child is in care under a legal status.' },
  { kind: 'placement', title: 'Placed', order: 74, why: 'The child is placed once in care.' },
  {
    kind: 'placement-move',
    title: 'Moved placement',
    order: 75,
    why: 'The old placement ends, and the new one starts, with the move; its end is no event of its own.',
  },
  { kind: 'care-visit', title: 'Social work visit', order: 76, why: 'A visit is to the placement of that day.' },
  { kind: 'iro-contact', title: 'Reviewing officer visit or contact', order: 77, why: 'Made ahead of a review.' },
  { kind: 'health-assessment', title: 'Health assessment', order: 78, why: 'Done for the review.' },
  { kind: 'dental-check', title: 'Dental check', order: 79, why: 'Done for the review.' },
  { kind: 'care-review', title: 'Review of care', order: 80, why: 'Weighs the visits and checks up to that day.' },
  { kind: 'missing', title: 'Missing or absent from placement', order: 81, why: 'A count on the day of an extract.' },
  { kind: 'adoption-decision', title: 'Decision for adoption', order: 82, why: 'A review leads to the decision.' },
  {
    kind: 'ffa-placement',
    title: 'Placed with foster carers who may adopt',
    order: 83,
    why: 'Comes ahead of the court’s order, which it awaits.',
  },
  { kind: 'placement-order', title: 'Placement order', order: 84, why: 'Gives authority to match and place.' },
  { kind: 'matched', title: 'Matched with adopters', order: 86, why: 'Comes before the placement it approves.' },
  { kind: 'placed-for-adoption', title: 'Placed for adoption', order: 88, why: 'Comes before the order.' },
  { kind: 'adoption-order', title: 'Adoption order', order: 90, why: 'Completes the adoption, and ends care.' },
  { kind: 'adoption-reversed', title: 'No longer to be adopted', order: 91, why: 'Undoes what stands before it.' },
  { kind: 'care-end', title: 'Left care', order: 92, why: 'All else in care happened before it ended.' },
  { kind: 'pathway-review', title: 'Pathway plan review', order: 94, why: 'Leaving care work follows care.' },
  {
    kind: 'care-leaver-contact',
    title: 'Contact with care leaver',
    order: 95,
    why: 'Follows the plan under which it is made.',
  },
  { kind: 'case-closed', title: 'Case closed', order: 98, why: 'All else on that day was still part of the case.' },
] as const satisfies readonly EventKind[]

/** The name of a kind of event. */
export type EventKindName = (typeof eventKinds)[number]['kind']
