import type { Family, SqlMutant } from './mutate-sql.ts'

/** What became of one mutant: its declaration's own cases noticed it, or none did. */
export interface Outcome {
  /** The declaration that the mistake was put into. */
  readonly of: string
  readonly family: Family
  readonly label: string
  readonly killed: boolean
}

/** Names a mutant among all: the declaration and the mistake. */
export const keyOf = ({ of, label }: Pick<Outcome, 'of' | 'label'>): string => `${of}: ${label}`

export function outcomeOf(of: string, { family, label }: SqlMutant, killed: boolean): Outcome {
  return { of, family, label, killed }
}

/** Which mutants of a declaration to try. */
export type Choose = (of: string, mutants: readonly SqlMutant[]) => readonly SqlMutant[]
