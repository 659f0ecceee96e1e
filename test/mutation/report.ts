import { type Equivalent, equivalents } from './equivalent.ts'
import { FAMILIES } from './mutate-sql.ts'
import { keyOf, type Outcome } from './outcome.ts'

/** Why a mutant cannot change a result, where that is known. */
export function equivalentOf({ of, label }: Pick<Outcome, 'of' | 'label'>): Equivalent | undefined {
  return equivalents.find((each) => each.of.test(of) && each.label.test(label))
}

/** Mutants that no case noticed although one could. */
export function gaps(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.filter((outcome) => !outcome.killed && !equivalentOf(outcome))
}

/** Killed mutants that the table of equivalents says cannot be. */
export function wronglyExcused(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.filter((outcome) => outcome.killed && equivalentOf(outcome))
}

/** Of the mutants that can change a result, the share that a case noticed; 1 where there are none. */
export function killedShare(outcomes: readonly Outcome[]): number {
  const killed = outcomes.filter((outcome) => outcome.killed).length
  const able = killed + gaps(outcomes).length
  return able === 0 ? 1 : killed / able
}

/** What was tried and what survived, as text. */
export function reportOf(title: string, outcomes: readonly Outcome[]): string {
  const families = FAMILIES.map((family) => ({ family, tried: outcomes.filter((each) => each.family === family) }))
  return [
    title,
    ...families.filter(({ tried }) => tried.length > 0).map(({ family, tried }) => lineOf(family, tried)),
    lineOf('all', outcomes),
    ...gaps(outcomes).map((outcome) => `  survives  ${keyOf(outcome)}`),
    ...wronglyExcused(outcomes).map((outcome) => `  is no equivalent  ${keyOf(outcome)}`),
  ].join('\n')
}

function lineOf(name: string, outcomes: readonly Outcome[]): string {
  const killed = outcomes.filter((outcome) => outcome.killed).length
  const alike = outcomes.length - killed - gaps(outcomes).length
  const share = (100 * killedShare(outcomes)).toFixed(1)
  return `  ${name.padEnd(12)} ${killed} of ${outcomes.length - alike} killed, ${share} % (${alike} more change nothing)`
}
