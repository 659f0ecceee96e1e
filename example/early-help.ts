import { birthday, type Day, NEVER, onWorking } from './days.ts'
import type { Child } from './model.ts'
import { draw, longTailed, type Weighted } from './random.ts'
import type { World } from './world.ts'

const organisations = [
  ['Exampleshire Family Centres', 34],
  ['Exampleshire Early Help', 22],
  ['Primary school', 16],
  ['Secondary school', 11],
  ['Health visiting service', 8],
  ['Home-Start Exampleshire', 5],
  ['Youth service', 4],
] as const satisfies Weighted<string>

/** An early help assessment from `day`, unless the child already has one open or will soon be 18. */
export function startEarlyHelp(world: World, child: Child, day: Day): void {
  const start = onWorking(day)
  const open = child.earlyHelp.at(-1)
  if ((open && open.end >= start) || birthday(child.born, 18) < start + 30) return
  const days = Math.round(longTailed(world.random, 95, 0.6)) + 7
  child.earlyHelp.push({ start, end: Math.min(start + days, NEVER), organisation: draw(world.random, organisations) })
}
