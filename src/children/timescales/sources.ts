/** The documents that the timescales follow, by short name. Each declaration adds the paragraph. */
export const documents = {
  workingTogether: 'Working Together to Safeguard Children, statutory guidance',
  carePlanning: 'Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)',
  careLeavers: 'Care Leavers (England) Regulations 2010 (SI 2010/2571)',
  adoptionAgencies: 'Adoption Agencies Regulations 2005 (SI 2005/389)',
  childrenAct: 'Children Act 1989',
  adoptionScorecards: 'DfE adoption scorecards, methodology',
  adoptionGuidance: 'Statutory guidance on adoption; One Adoption and Together4Adoption procedures',
  missingGuidance: 'DfE statutory guidance on children who run away or go missing from home or care, January 2014',
  careLeaverReturn: 'DfE looked-after children return (SSDA903), care leavers',
  localProcedures: 'Procedures of local authorities; no national limit found',
  lait: 'DfE Local Authority Interactive Tool, data dictionary',
} as const
