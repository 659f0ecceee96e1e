import type { Timescale } from '#timescales'
import { documents } from './sources.ts'

/** Children in care who went missing. */
export const missingTimescales = [
  {
    id: 'rhi',
    title: 'Return interview after the last missing episode',
    kind: 'statutory-guidance',
    source: { document: documents.missingGuidance, paragraph: 'interview within 72 hours of the return' },
    verified: 'secondary',
    limit: { value: 3, unit: 'days' },
    appliesTo: 'Children now in care with a missing episode in the last 12 months',
    starts: 'The child is found or returns',
    meets: 'The interview is held',
    proxy:
      'Annex A has neither day: only whether an interview was offered and accepted after the last episode. None is ever called met or late.',
    tables: ['looked_after'],
    sql: `
    select
        child_id,
        started_on::varchar as item_key,
        case when rhi_offered = 'Y' and rhi_accepted = 'Y'
            then 'the interview was accepted, and its day is not in Annex A'
        end as not_applicable_reason,
        rhi_offered = 'Y' and rhi_accepted = 'N' as declined,
        case
            when rhi_offered = 'N' then 'no interview was offered after the last missing episode'
            when rhi_offered = 'Y' then 'an interview was offered, and it is not recorded whether it was accepted'
            else 'it is not recorded whether an interview was offered after the last missing episode'
        end as unknown_reason,
        closed_on,
        worker,
        team
    from care_period
    where missing_episodes_12_months > 0 and is_open`,
  },
] as const satisfies readonly Timescale[]
