import type { CodeSet } from '#values'
import * as spellings from './code-spellings.ts'

/** Where the values were read: https://github.com/SocialFinanceDigitalLabs/liia-tools, liiatools/spec/annex_a. */
const template =
  'Ofsted ILACS Annex A template, value lists, as carried by liia-tools data-map.yml @0dd821c (2024-06-13)'

export const gender = {
  id: 'gender',
  title: 'Gender',
  source: template,
  values: [
    { code: 'M', label: 'Male', as: 'a) Male' },
    { code: 'F', label: 'Female', as: 'b) Female' },
    { code: 'U', label: 'Not stated or not recorded', as: 'c) Not stated/recorded' },
    { code: 'X', label: 'Neither', as: 'd) Neither' },
  ],
  aliases: spellings.genderAliases,
  patterns: spellings.genderPatterns,
} as const satisfies CodeSet

export const ethnicity = {
  id: 'ethnicity',
  title: 'Ethnicity',
  source: template,
  values: [
    { code: 'WBRI', label: 'White British', as: 'a) WBRI' },
    { code: 'WIRI', label: 'White Irish', as: 'b) WIRI' },
    { code: 'WIRT', label: 'Traveller of Irish heritage', as: 'c) WIRT' },
    { code: 'WOTH', label: 'Any other White background', as: 'd) WOTH' },
    { code: 'WROM', label: 'Gypsy/Roma', as: 'e) WROM' },
    { code: 'MWBC', label: 'White and Black Caribbean', as: 'f) MWBC' },
    { code: 'MWBA', label: 'White and Black African', as: 'g) MWBA' },
    { code: 'MWAS', label: 'White and Asian', as: 'h) MWAS' },
    { code: 'MOTH', label: 'Any other Mixed background', as: 'i) MOTH' },
    { code: 'AIND', label: 'Indian', as: 'j) AIND' },
    { code: 'APKN', label: 'Pakistani', as: 'k) APKN' },
    { code: 'ABAN', label: 'Bangladeshi', as: 'l) ABAN' },
    { code: 'AOTH', label: 'Any other Asian background', as: 'm) AOTH' },
    { code: 'BCRB', label: 'Black Caribbean', as: 'n) BCRB' },
    { code: 'BAFR', label: 'Black African', as: 'o) BAFR' },
    { code: 'BOTH', label: 'Any other Black background', as: 'p) BOTH' },
    { code: 'CHNE', label: 'Chinese', as: 'q) CHNE' },
    { code: 'OOTH', label: 'Any other ethnic group', as: 'r) OOTH' },
    { code: 'REFU', label: 'Refused', as: 's) REFU' },
    { code: 'NOBT', label: 'Information not yet obtained', as: 't) NOBT' },
    { code: 'WHITE', label: 'White', covers: ['WBRI', 'WIRI', 'WIRT', 'WOTH', 'WROM'] },
    { code: 'MIXED', label: 'Mixed', covers: ['MWBC', 'MWBA', 'MWAS', 'MOTH'] },
    { code: 'ASIAN', label: 'Asian or Asian British', covers: ['AIND', 'APKN', 'ABAN', 'AOTH'] },
    { code: 'BLACK', label: 'Black or Black British', covers: ['BCRB', 'BAFR', 'BOTH'] },
    { code: 'OTHER', label: 'Chinese or other ethnic group', covers: ['CHNE', 'OOTH'] },
  ],
  patterns: spellings.ethnicityPatterns,
} as const satisfies CodeSet

export const contactSource = {
  id: 'contactSource',
  title: 'Source of contact or referral',
  source: template,
  values: [
    { code: '1A', label: 'Family member, relative or carer', as: 'a) 1A: Individual' },
    { code: '1B', label: 'Acquaintance, incl. neighbours and child minders', as: 'b) 1B: Individual' },
    { code: '1C', label: 'Self', as: 'c) 1C: Individual' },
    { code: '1D', label: 'Other individual, incl. strangers and MPs', as: 'd) 1D: Individual' },
    { code: '2A', label: 'Schools', as: 'e) 2A: Schools' },
    { code: '2B', label: 'Education services', as: 'f) 2B: Education services' },
    { code: '3A', label: 'General practitioner', as: 'g) 3A: Health services' },
    { code: '3B', label: 'Health visitor', as: 'h) 3B: Health services' },
    { code: '3C', label: 'School nurse', as: 'i) 3C: Health services' },
    { code: '3D', label: 'Other primary health services', as: 'j) 3D: Health services' },
    { code: '3E', label: 'A&E', as: 'k) 3E: Health services' },
    { code: '3F', label: 'Other health, e.g. hospice', as: 'l) 3F: Health services' },
    { code: '4', label: 'Local authority housing or housing association', as: 'm) 4: Housing' },
    { code: '5A', label: 'Social care, e.g. adults', as: 'n) 5A: LA services' },
    { code: '5B', label: 'Other internal (not social care, early help or housing)', as: 'o) 5B: LA services' },
    { code: '5C', label: 'External, from another authority', as: 'p) 5C: LA services' },
    { code: '5D', label: 'Early help', as: 'p1) 5D: LA services' },
    { code: '6', label: 'Police', as: 'q) 6: Police' },
    { code: '7', label: 'Courts, probation, immigration, CAFCASS, prison', as: 'r) 7: Other legal agency' },
    { code: '8', label: "Children's centres, independent providers, voluntary organisations", as: 's) 8: Other' },
    { code: '9', label: 'Anonymous', as: 't) 9: Anonymous' },
    { code: '10', label: 'Unknown', as: 'u) 10: Unknown' },
    { code: '1', label: 'Individual', covers: ['1A', '1B', '1C', '1D'] },
    { code: '2', label: 'Schools or education services', covers: ['2A', '2B'] },
    { code: '3', label: 'Health services', covers: ['3A', '3B', '3C', '3D', '3E', '3F'] },
    { code: '5', label: 'LA services', covers: ['5A', '5B', '5C', '5D'] },
  ],
  aliases: spellings.contactSourceAliases,
  patterns: spellings.contactSourcePatterns,
} as const satisfies CodeSet

export const yesNo = {
  id: 'yesNo',
  title: 'Yes or no',
  source: template,
  values: [
    { code: 'Y', label: 'Yes', as: 'a) Yes' },
    { code: 'N', label: 'No', as: 'b) No' },
    { code: 'U', label: 'Unknown', as: 'c) Unknown' },
  ],
  aliases: spellings.yesNoAliases,
} as const satisfies CodeSet

export const yesNoUnknown = {
  id: 'yesNoUnknown',
  title: 'Yes, no or unknown',
  source: template,
  values: [
    { code: 'Y', label: 'Yes', as: 'a) Yes' },
    { code: 'N', label: 'No', as: 'b) No' },
    { code: 'U', label: 'Unknown', as: 'c) Unknown' },
  ],
  aliases: spellings.yesNoAliases,
} as const satisfies CodeSet

export const primaryNeed = {
  id: 'primaryNeed',
  title: 'Primary need',
  source: template,
  values: [
    { code: 'N1', label: 'Abuse or neglect', as: 'N1 - Abuse or neglect' },
    { code: 'N2', label: "Child's disability", as: "N2 - Child's disability" },
    { code: 'N3', label: 'Parental disability or illness', as: 'N3 - Parental disability or illness' },
    { code: 'N4', label: 'Family in acute stress', as: 'N4 - Family in acute stress' },
    { code: 'N5', label: 'Family dysfunction', as: 'N5 - Family dysfunction' },
    { code: 'N6', label: 'Socially unacceptable behaviour', as: 'N6 - Socially unacceptable behaviour' },
    { code: 'N7', label: 'Low income', as: 'N7 - Low income' },
    { code: 'N8', label: 'Absent parenting', as: 'N8 - Absent parenting' },
    { code: 'N9', label: 'Cases other than children in need', as: 'N9 - Cases other than children in need' },
    { code: 'N0', label: 'Not stated', as: 'N0 - Not stated' },
  ],
  patterns: spellings.primaryNeedPatterns,
} as const satisfies CodeSet

export const closureReason = {
  id: 'closureReason',
  title: 'Reason for closure',
  source: template,
  values: [
    { code: 'RC1', label: 'Adopted', as: 'RC1 - Adopted' },
    { code: 'RC2', label: 'Died', as: 'RC2 - Died' },
    { code: 'RC3', label: 'Child arrangements order', as: 'RC3 - Child arrangements order' },
    { code: 'RC4', label: 'Special guardianship order', as: 'RC4 - Special guardianship order' },
    {
      code: 'RC5',
      label: 'Transferred to another authority',
      as: 'RC5 - Transferred to services of another local authority',
    },
    { code: 'RC6', label: 'Transferred to adult social care', as: 'RC6 - Transferred to adult social care services' },
    {
      code: 'RC7',
      label: 'Services ceased, any other reason, incl. no longer in need',
      as: 'RC7 - Services ceased for any other reason, including child no longer in need',
    },
    {
      code: 'RC8',
      label: 'Closed after assessment, no further action',
      as: 'RC8 - Case closed after assessment, no further action',
    },
    {
      code: 'RC9',
      label: 'Closed after assessment, referred to early help',
      as: 'RC9 - Case closed after assessment, referred to early help',
    },
  ],
  patterns: spellings.closureReasonPatterns,
} as const satisfies CodeSet

export const caseStatus = {
  id: 'caseStatus',
  title: 'Case status',
  source: template,
  values: [
    { code: 'LAC', label: 'Looked after child', as: 'a) Looked after child' },
    { code: 'CPP', label: 'Child protection plan', as: 'b) Child Protection plan' },
    { code: 'CIN', label: 'Child in need plan', as: 'c) Child in need plan' },
    { code: 'ASSESS', label: 'Open assessment', as: 'd) Open assessment' },
    { code: 'CLOSED', label: 'Closed episode', as: 'e) Closed episode' },
  ],
  aliases: spellings.caseStatusAliases,
  patterns: spellings.caseStatusPatterns,
} as const satisfies CodeSet

export const abuseCategory = {
  id: 'abuseCategory',
  title: 'Category of abuse',
  source: template,
  values: [
    { code: 'NEG', label: 'Neglect', as: 'a) Neglect' },
    { code: 'PHY', label: 'Physical abuse', as: 'b) Physical abuse' },
    { code: 'SAB', label: 'Sexual abuse', as: 'c) Sexual abuse' },
    { code: 'EMO', label: 'Emotional abuse', as: 'd) Emotional abuse' },
    { code: 'MUL', label: 'Multiple', as: 'e) Multiple/not recommended' },
  ],
  aliases: spellings.abuseCategoryAliases,
  patterns: spellings.abuseCategoryPatterns,
} as const satisfies CodeSet

export const legalStatus = {
  id: 'legalStatus',
  title: 'Legal status',
  source: template,
  values: [
    { code: 'C1', label: 'Interim care order', as: 'C1: ICO' },
    { code: 'C2', label: 'Full care order', as: 'C2: FCO' },
    { code: 'D1', label: 'Freeing order', as: 'D1: Freeing order' },
    { code: 'E1', label: 'Placement order', as: 'E1: Placement order' },
    { code: 'V2', label: 'Accommodated under section 20, single period', as: 'V2: Single period under S20' },
    { code: 'V3', label: 'Short breaks, individual episodes recorded', as: 'V3: Short term breaks, episodes recorded' },
    { code: 'V4', label: 'Short breaks, agreements recorded', as: 'V4: Short term breaks, agreements recorded' },
    { code: 'L1', label: 'Police protection, in LA accommodation', as: 'L1: Police protection LA accommodation' },
    { code: 'L2', label: 'Emergency protection order', as: 'L2: EPO' },
    {
      code: 'L3',
      label: 'Child assessment order, in LA accommodation',
      as: 'L3: Child assessment order LA accommodation',
    },
    { code: 'J1', label: 'Remanded', as: 'J1: Remanded to LA or youth detention' },
    { code: 'J2', label: 'PACE detention in LA accommodation', as: 'J2: LA accommodation under PACE' },
    {
      code: 'J3',
      label: 'Youth rehabilitation order with residence/intensive fostering',
      as: 'J3: Youth rehabilitation order',
    },
  ],
  patterns: spellings.legalStatusPatterns,
} as const satisfies CodeSet

export const permanencePlan = {
  id: 'permanencePlan',
  title: 'Permanence plan',
  source: template,
  values: [
    { code: 'RETURN', label: 'Return to family', as: 'a) Return to family' },
    { code: 'ADOPTION', label: 'Adoption', as: 'b) Adoption' },
    { code: 'SGO_CAO', label: 'Special guardianship or child arrangements order', as: 'c) SGO/CAO' },
    { code: 'SUPPLIV', label: 'Supported living in the community', as: 'd) Supported living in the community' },
    { code: 'RES', label: 'Long-term residential placement', as: 'e) Long-term residential placement' },
    { code: 'LTFOST', label: 'Long-term fostering', as: 'f) Long-term fostering' },
    { code: 'OTHER', label: 'Other', as: 'g) Other' },
  ],
  patterns: spellings.permanencePlanPatterns,
} as const satisfies CodeSet

export const reasonCeased = {
  id: 'reasonCeased',
  title: 'Reason ceased to be looked after',
  source: template,
  values: [
    { code: 'E11', label: 'Adopted - application unopposed', as: 'a) E11' },
    { code: 'E12', label: 'Adopted - consent dispensed with', as: 'b) E12' },
    { code: 'E2', label: 'Died', as: 'c) E2' },
    { code: 'E3', label: 'Care taken over by another LA', as: 'd) E3' },
    { code: 'E4A', label: 'Returned home to parents/relatives/PR - planned', as: 'e) E4A' },
    { code: 'E4B', label: 'Returned home to parents/relatives/PR - not planned', as: 'f) E4B' },
    { code: 'E13', label: 'Left to live with parents, relatives or other with no PR', as: 'g) E13' },
    { code: 'E41', label: 'Residence / child arrangements order', as: 'h) E41' },
    { code: 'E45', label: 'SGO - former foster carer who is relative/friend', as: 'i) E45' },
    { code: 'E46', label: 'SGO - former foster carer, other', as: 'j) E46' },
    { code: 'E47', label: 'SGO - not former carer, relative/friend', as: 'k) E47' },
    { code: 'E48', label: 'SGO - not former carer, other', as: 'l) E48' },
    { code: 'E5', label: 'Independent living - with formal support', as: 'm) E5' },
    { code: 'E6', label: 'Independent living - no formal support', as: 'n) E6' },
    { code: 'E7', label: 'Residential care funded by adult social care', as: 'o) E7' },
    { code: 'E9', label: 'Sentenced to custody', as: 'p) E9' },
    { code: 'E14', label: 'Accommodation on remand ended', as: 'q) E14' },
    { code: 'E15', label: 'Age assessment found 18 or over', as: 'r) E15' },
    { code: 'E16', label: 'Moved abroad', as: 's) E16' },
    { code: 'E8', label: 'Any other reason', as: 't) E8' },
    { code: 'X1', label: 'Episode change only', as: 'u) X1' },
    { code: 'E17', label: 'Aged 18+ and remained with current carers', as: 'v) E17' },
    { code: 'ADOPTED', label: 'Adopted', covers: ['E11', 'E12'] },
    { code: 'HOME', label: 'Returned home', covers: ['E4A', 'E4B'] },
    { code: 'SGO', label: 'Special guardianship order', covers: ['E45', 'E46', 'E47', 'E48'] },
    { code: 'INDEPENDENT', label: 'Independent living', covers: ['E5', 'E6'] },
  ],
  aliases: spellings.reasonCeasedAliases,
  patterns: spellings.reasonCeasedPatterns,
} as const satisfies CodeSet

export const placementType = {
  id: 'placementType',
  title: 'Placement type',
  source: template,
  values: [
    { code: 'U1', label: 'Foster - relative/friend - long term', as: 'a) U1' },
    { code: 'U2', label: 'Foster - relative/friend - approved adopter (FFA/concurrent)', as: 'b) U2' },
    { code: 'U3', label: 'Foster - relative/friend - not long term or FFA', as: 'c) U3' },
    { code: 'U4', label: 'Foster - other carer - long term', as: 'd) U4' },
    { code: 'U5', label: 'Foster - other carer - approved adopter (FFA/concurrent)', as: 'e) U5' },
    { code: 'U6', label: 'Foster - other carer - not long term or FFA', as: 'f) U6' },
    { code: 'A3', label: 'Placed for adoption, consent, with current foster carer', as: 'g) A3' },
    { code: 'A4', label: 'Placed for adoption, consent, not current carer', as: 'h) A4' },
    { code: 'A5', label: 'Placed for adoption, placement order, with current carer', as: 'i) A5' },
    { code: 'A6', label: 'Placed for adoption, placement order, not current carer', as: 'j) A6' },
    { code: 'P1', label: 'Placed with parents or person with PR', as: 'k) P1' },
    { code: 'P2', label: 'Independent living', as: 'l) P2' },
    { code: 'P3', label: 'Residential employment', as: 'm) P3' },
    { code: 'H5', label: "Semi-independent, not a children's home", as: 'n) H5' },
    { code: 'K1', label: "Secure children's home", as: 'o) K1' },
    { code: 'K2', label: "Children's home", as: 'p) K2' },
    { code: 'K3', label: 'Supported accommodation registered with Ofsted' },
    { code: 'R1', label: 'Residential care home', as: 'q) R1' },
    { code: 'R2', label: 'NHS/health trust', as: 'r) R2' },
    { code: 'R3', label: 'Family centre or mother-and-baby unit', as: 's) R3' },
    { code: 'R5', label: 'Young offender institution', as: 't) R5' },
    { code: 'S1', label: 'Residential school', as: 'u) S1' },
    { code: 'Z1', label: 'Other placement', as: 'v) Z1' },
    { code: 'T0', label: 'Temporary placement', as: 'w) T0' },
    { code: 'T1', label: 'Temporary - hospital', as: 'x) T1' },
    { code: 'T2', label: 'Temporary - child on holiday', as: 'y) T2' },
    { code: 'T3', label: 'Temporary - carer on holiday', as: 'z) T3' },
    { code: 'T4', label: 'Temporary - seven days or less', as: 'zz) T4' },
    { code: 'U', label: 'Foster placement', covers: ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'] },
    { code: 'A', label: 'Placed for adoption', covers: ['A3', 'A4', 'A5', 'A6'] },
  ],
  patterns: spellings.placementTypePatterns,
} as const satisfies CodeSet

export const placementProvider = {
  id: 'placementProvider',
  title: 'Placement provider',
  source: template,
  values: [
    { code: 'PR0', label: 'Parent or person with PR', as: 'a) PR0: Parents/Parental responsibility' },
    { code: 'PR1', label: 'Own provision', as: 'b) PR1: Own provision' },
    { code: 'PR2', label: 'Other LA provision', as: 'c) PR2: Other LA provision' },
    { code: 'PR3', label: 'Other public provision', as: 'd) PR3: Other public provision' },
    { code: 'PR4', label: 'Private provision', as: 'e) PR4: Private provision' },
    { code: 'PR5', label: 'Voluntary/third sector', as: 'f) PR5: Voluntary/third sector' },
  ],
  patterns: spellings.placementProviderPatterns,
} as const satisfies CodeSet

export const placementLocation = {
  id: 'placementLocation',
  title: 'Placement location',
  source: template,
  values: [
    { code: 'IN', label: 'Inside the responsible authority', as: 'a) In' },
    { code: 'OUT', label: 'Outside the responsible authority', as: 'b) Out' },
  ],
  aliases: spellings.placementLocationAliases,
  patterns: spellings.placementLocationPatterns,
} as const satisfies CodeSet

export const laOfPlacement = {
  id: 'laOfPlacement',
  title: 'Authority of placement',
  source: template,
  open: true,
  values: [
    { code: 'NIR', label: 'Northern Ireland', as: 'NIR - Child placed in Northern Ireland' },
    { code: 'WAL', label: 'Wales', as: 'WAL - Child placed in Wales' },
    { code: 'SCO', label: 'Scotland', as: 'SCO - Child placed in Scotland' },
    { code: 'NUK', label: 'Outside the UK', as: 'NUK - Child placed outside the UK' },
    { code: 'CON', label: 'Confidential placement', as: 'CON - Child placed in confidential placement' },
  ],
} as const satisfies CodeSet

export const eligibilityCategory = {
  id: 'eligibilityCategory',
  title: 'Eligibility for leaving care services',
  source: template,
  values: [
    { code: 'RELEVANT', label: 'Relevant: 16-17, no longer looked after, was eligible', as: 'a) Relevant child' },
    {
      code: 'FORMER_RELEVANT',
      label: 'Former relevant: 18+, was relevant or eligible',
      as: 'b) Former relevant child',
    },
    {
      code: 'QUALIFYING',
      label: 'Qualifying: 16-25, looked after on/after 16 for under 13 weeks',
      as: 'c) Qualifying care leaver',
    },
    { code: 'ELIGIBLE', label: 'Eligible: 16-17, still looked after, 13 weeks since age 14', as: 'd) Eligible child' },
  ],
  aliases: spellings.eligibilityCategoryAliases,
  patterns: spellings.eligibilityCategoryPatterns,
} as const satisfies CodeSet

export const laInTouch = {
  id: 'laInTouch',
  title: 'In touch with the care leaver',
  source: template,
  values: [
    { code: 'YES', label: 'In touch', as: 'a) Yes' },
    { code: 'NO', label: 'Not in touch', as: 'b) No' },
    { code: 'DIED', label: 'Died after leaving care', as: 'c) Died' },
    { code: 'REFU', label: 'Refuses contact', as: 'd) Refu' },
    { code: 'NREQ', label: 'No longer requires services', as: 'e) NREQ' },
    { code: 'RHOM', label: 'Returned home 6 months or more', as: 'f) Rhom' },
  ],
  aliases: spellings.laInTouchAliases,
  patterns: spellings.laInTouchPatterns,
} as const satisfies CodeSet

export const accommodation = {
  id: 'accommodation',
  title: 'Type of accommodation',
  source: template,
  values: [
    { code: 'B', label: 'With parents or relatives' },
    { code: 'C', label: 'Community home or other residential care' },
    { code: 'D', label: 'Semi-independent, transitional or supported self-contained' },
    { code: 'E', label: 'Supported lodgings' },
    { code: 'G', label: 'Gone abroad' },
    { code: 'H', label: 'Deported' },
    { code: 'K', label: 'Ordinary lodgings without formal support' },
    { code: 'R', label: 'Residence not known' },
    { code: 'S', label: 'No fixed abode / homeless' },
    { code: 'T', label: 'Foyers and similar' },
    { code: 'U', label: 'Independent living' },
    { code: 'V', label: 'Emergency accommodation' },
    { code: 'W', label: 'Bed and breakfast' },
    { code: 'X', label: 'In custody' },
    { code: 'Y', label: 'Other accommodation' },
    { code: 'Z', label: 'With former foster carer (staying put)' },
  ],
  aliases: spellings.accommodationAliases,
  patterns: spellings.accommodationPatterns,
} as const satisfies CodeSet

export const accommodationSuitability = {
  id: 'accommodationSuitability',
  title: 'Suitability of accommodation',
  source: template,
  values: [
    { code: '1', label: 'Suitable', as: 'a) Suitable' },
    { code: '2', label: 'Unsuitable', as: 'b) Unsuitable' },
  ],
  aliases: spellings.accommodationSuitabilityAliases,
  patterns: spellings.accommodationSuitabilityPatterns,
} as const satisfies CodeSet

export const activityStatus = {
  id: 'activityStatus',
  title: 'Activity of the care leaver',
  source: template,
  values: [
    { code: 'F1', label: 'FT higher education', as: 'F1: Full time in higher education' },
    { code: 'P1', label: 'PT higher education', as: 'P1: Part time in higher education' },
    { code: 'F2', label: 'FT education other than higher', as: 'F2: Full time in education other than higher' },
    { code: 'P2', label: 'PT education other than higher', as: 'P2: Part time in education other than higher' },
    {
      code: 'F3',
      label: 'FT training or employment (superseded by F4 and F5)',
      as: 'F3: Full time in training or employment',
    },
    {
      code: 'P3',
      label: 'PT training or employment (superseded by P4 and P5)',
      as: 'P3: Part time in training or employment',
    },
    { code: 'F4', label: 'FT apprenticeship', as: 'F4: Young person engaged full time in an apprenticeship' },
    { code: 'P4', label: 'PT apprenticeship', as: 'P4: Young person engaged part time in an apprenticeship' },
    {
      code: 'F5',
      label: 'FT training or employment, not an apprenticeship',
      as: 'F5: Young person engaged full time in training or employment (not apprenticeship)',
    },
    {
      code: 'P5',
      label: 'PT training or employment, not an apprenticeship',
      as: 'P5: Young person engaged part time in training or employment (not apprenticeship)',
    },
    {
      code: 'G4',
      label: 'NEET illness or disability',
      as: 'G4: Not in education, employment or training - illness or disability',
    },
    { code: 'G5', label: 'NEET other', as: 'G5: Not in education, employment or training - other' },
    {
      code: 'G6',
      label: 'NEET pregnancy or parenting',
      as: 'G6: Not in education, employment or training - pregnancy or parenting',
    },
  ],
} as const satisfies CodeSet

export const reasonNoLongerAdoption = {
  id: 'reasonNoLongerAdoption',
  title: 'Reason no longer to be placed for adoption',
  source: template,
  values: [
    { code: 'RD1', label: "Child's needs changed", as: 'RD1 - The child’s needs changed subsequent to the decision' },
    {
      code: 'RD2',
      label: 'Court did not make a placement order',
      as: 'RD2 - The Court did not make a placement order',
    },
    { code: 'RD3', label: 'Adopters could not be found', as: 'RD3 - Prospective adopters could not be found' },
    { code: 'RD4', label: 'Any other reason', as: 'RD4 - Any other reason' },
  ],
  patterns: spellings.reasonNoLongerAdoptionPatterns,
} as const satisfies CodeSet

export const adopterLeavingReason = {
  id: 'adopterLeavingReason',
  title: 'Reason for leaving the adoption process',
  source: template,
  values: [
    { code: '1', label: 'Adopter withdrew', as: '1 - Adopter withdrew from process' },
    { code: '2', label: 'Process on hold', as: '2 - Process put on hold' },
    { code: '3', label: 'Application refused', as: '3 - Application refused' },
  ],
  patterns: spellings.adopterLeavingReasonPatterns,
} as const satisfies CodeSet

/** Whether the referral led to no further action. */
export const referralNfa = {
  ...yesNoUnknown,
  id: 'referralNfa',
  title: 'Referral with no further action',
  aliases: spellings.referralNfaAliases,
} as const satisfies CodeSet

/** Whether a child has a disability. Many authorities write the DfE's disability codes here; all but NONE mean yes. */
export const disability = {
  ...yesNoUnknown,
  id: 'disability',
  title: 'Disability',
  source: `${template}; disability codes as in the DfE children in need census`,
  aliases: spellings.disabilityAliases,
  patterns: spellings.disabilityPatterns,
} as const satisfies CodeSet
