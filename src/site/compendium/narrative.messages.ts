import type { MessageKind } from '#platform/notify'
import { narrativePath } from './figures.paths.ts'

/** What the owner of a measure is told by mail; an event is a narrative, by its number. */
export const narrativeMessage: MessageKind = {
  kind: 'narrative',
  subject: 'you are asked about a change in a figure',
  happened: 'You were asked what lies behind a change in a figure that you answer for',
  path: (event) => narrativePath(Number(event)),
}
