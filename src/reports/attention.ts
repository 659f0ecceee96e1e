import type { AttentionPoint, CompendiumMeasure } from './compendium.ts'
import { directionWords, inBrackets, partsWords, periodWords, targetState, valueWords } from './figure.words.ts'

/** The most points that are raised, and the most of one kind: a long list is not read, nor one that says one thing. */
export const MOST_POINTS = 6
export const MOST_OF_A_KIND = 3

/**
 * The few measures that someone should look at now, each in sentences made from its figures: first those with a sustained change
 * for the worse, then those furthest off target, then those in the worst quarter of authorities.
 *
 * At most three are raised for each main reason; one with several reasons comes first among its like. Figures that are hidden or missing raise nothing.
 */
export function attentionPoints(measures: readonly CompendiumMeasure[]): AttentionPoint[] {
  const raised = measures.flatMap((measure) => {
    const reasons = reasonsOf(measure)
    return reasons.length === 0
      ? []
      : [{ measure, reasons, weight: Math.max(...reasons.map((reason) => reason.weight)) + reasons.length / 100 }]
  })
  const first = raised.toSorted((a, b) => b.weight - a.weight || (a.measure.id < b.measure.id ? -1 : 1))
  const kinds = Map.groupBy(first, ({ weight }) => Math.floor(weight))
  const mixed = first.filter((one) => kinds.get(Math.floor(one.weight))!.indexOf(one) < MOST_OF_A_KIND)
  return mixed.slice(0, MOST_POINTS).map(({ measure, reasons }) => ({
    measure: measure.id,
    title: measure.title,
    sentence: `${[...figureWords(measure), ...reasons.map((reason) => reason.words), directionWords(measure.polarity)].join('. ')}.`,
  }))
}

interface Reason {
  readonly weight: number
  readonly words: string
}

function reasonsOf(measure: CompendiumMeasure): Reason[] {
  return [shiftReason(measure), targetReason(measure), besideReason(measure)].filter((reason) => reason !== undefined)
}

function shiftReason({ control }: CompendiumMeasure): Reason | undefined {
  return control?.direction === 'worse' && control.sustainedSince !== null
    ? { weight: 3, words: control.verdict }
    : undefined
}

/** Further off weighs more, by the share of the target that is missing. */
function targetReason(measure: CompendiumMeasure): Reason | undefined {
  const state = targetState(measure)
  const value = measure.headline?.value ?? null
  if (state === undefined || state.met || value === null || measure.target === null) return undefined
  const share = Math.abs(value - measure.target.value) / Math.max(Math.abs(measure.target.value), 1)
  return { weight: 2 + Math.min(share, 0.9), words: upperFirst(state.distance) }
}

function besideReason({ beside }: CompendiumMeasure): Reason | undefined {
  if (beside === null || !beside.rankWords.includes('fourth (worst) quarter')) return undefined
  const words = `Published figures for ${beside.latest.year} are in the worst quarter of authorities (${lowerFirst(beside.rankWords.split(',')[0] ?? '')})`
  return { weight: 1, words }
}

function figureWords(measure: CompendiumMeasure): string[] {
  const { headline } = measure
  if (headline === null || headline.value === null) return []
  return [
    `${valueWords(headline, measure)}${inBrackets(partsWords(headline, measure.unit))}, ${periodWords(headline.period)}`,
  ]
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
