import type { Tx } from '#platform/db'
import { policyRows } from './policy.ts'

/**
 * Writes the policy table to `access.policy_rule`, which row-level security reads; what is no longer in it goes. Done at
 * every start as the owner, in one transaction: nobody meets half of it.
 */
export async function writePolicy(tx: Tx): Promise<void> {
  const rows = JSON.stringify(policyRows())
  await tx.run(
    `delete from access.policy_rule
     where (what, role) not in (select what, role from jsonb_to_recordset($1::jsonb) as given (what text, role text))`,
    [rows],
  )
  await tx.run(
    `insert into access.policy_rule as rule (what, role, relationship, reach)
     select what, role, relationship, reach
     from jsonb_to_recordset($1::jsonb) as given (what text, role text, relationship text, reach text)
     on conflict (what, role) do update set relationship = excluded.relationship, reach = excluded.reach
     where (rule.relationship, rule.reach) is distinct from (excluded.relationship, excluded.reach)`,
    [rows],
  )
}
