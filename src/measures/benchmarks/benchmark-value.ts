/**
 * Marks that DfE tables put where a figure would be.
 * @source DfE, Explore education statistics: standard symbols; the LAIT long file of 2026 writes `-` for every reason,
 * that of 2024 also `..` and `c`
 */
export const missingMarks = {
  '-': 'missing, suppressed or not applicable',
  '..': 'not available',
  '.': 'not available',
  c: 'suppressed to protect confidentiality',
  x: 'not available',
  z: 'not applicable',
  u: 'too unreliable to publish',
  na: 'not available',
  '': 'not in the table',
} as const satisfies Record<string, string>

/** Why a cell holds no number. */
export type MissingMark = keyof typeof missingMarks

/** A cell: its number, or the mark that stands for one. */
export type BenchmarkCell =
  | { readonly value: number }
  | { readonly value: null; readonly mark: MissingMark; readonly reason: string }

/**
 * Reads a cell of a benchmark table. `76.900000000000006` reads as 76.9: what is past 12 significant digits is noise of
 * binary numbers in the file, not a figure.
 * @returns undefined for text that is neither a number nor a known mark
 */
export function readCell(raw: string): BenchmarkCell | undefined {
  const text = raw.trim()
  const mark = text.toLowerCase()
  if (isMark(mark)) return { value: null, mark, reason: missingMarks[mark] }
  const number = Number(text.replace(/,(?=\d{3})/g, '').replace(/%$/, ''))
  return Number.isFinite(number) ? { value: clean(number) } : undefined
}

/** A number without the noise of binary arithmetic. */
export function clean(value: number): number {
  return Number(value.toPrecision(12))
}

/** True when two figures are the same at `decimals` places, however many more either was given to. */
export function sameFigure(a: number, b: number, decimals: number): boolean {
  return Math.abs(a - b) <= 0.5 * 10 ** -decimals + 1e-9
}

function isMark(text: string): text is MissingMark {
  return Object.hasOwn(missingMarks, text)
}
