/** A stream of numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number

/** What may be drawn, each with a weight; weights need not add up to one. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[]

/**
 * A generator of 128 bits of state (sfc32), started from whole numbers.
 * @source Chris Doty-Humphrey, PractRand, sfc32 (public domain)
 */
export function randomFrom(...seeds: readonly number[]): Random {
  let a = hash(...seeds, 1)
  let b = hash(...seeds, 2)
  let c = hash(...seeds, 3)
  let count = 1
  return () => {
    const sum = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
}

/** A 32-bit number that any change of `parts` scatters: for choices that must not depend on the order of drawing. */
export function hash(...parts: readonly number[]): number {
  let mixed = 0x9e3779b9
  for (const part of parts) mixed = scatter(mixed ^ scatter(part | 0))
  return mixed >>> 0
}

function scatter(value: number): number {
  let mixed = (value + 0x7f4a7c15) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}

/** True with probability `p`. */
export function chance(random: Random, p: number): boolean {
  return random() < p
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** One of `list`, each as likely. @throws RangeError when the list is empty */
export function pick<T>(random: Random, list: readonly T[]): T {
  if (list.length === 0) throw new RangeError('nothing to pick from')
  return list[Math.floor(random() * list.length)] as T
}

/** One value of a weighted table. @throws RangeError when the table is empty */
export function draw<T>(random: Random, table: Weighted<T>): T {
  let left = random() * table.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of table) {
    left -= weight
    if (left < 0) return value
  }
  const last = table.at(-1)
  if (last === undefined) throw new RangeError('nothing to draw from')
  return last[0]
}

/** Days, or any other quantity, with this median and a long tail: log-normal. */
export function longTailed(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return median * Math.exp(spread * normal)
}

/** A waiting time with this mean, when each day is as likely as the last. */
export function waiting(random: Random, mean: number): number {
  return -mean * Math.log(1 - random())
}

/** `value` held between `low` and `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
