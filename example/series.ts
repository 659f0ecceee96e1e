import type { Day } from './days.ts'

/** Days from `first` up to and including `until`, each `next` of the one before. @throws RangeError when `next` goes back */
export function series(first: Day, until: Day, next: (day: Day) => Day): Day[] {
  const days: Day[] = []
  for (let day = first; day <= until; ) {
    days.push(day)
    const following = next(day)
    if (following <= day) throw new RangeError('a series of days must go forward')
    day = following
  }
  return days
}
