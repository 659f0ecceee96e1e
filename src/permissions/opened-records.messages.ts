import type { MessageKind } from '#platform/notify'
import { NOTICES } from './opened-records.routes.ts'

/** What data protection leads, and managers of the child's team, are told by mail. */
export const openedRecordMessage: MessageKind = {
  kind: 'break-glass',
  subject: 'a record was opened outside the rules',
  happened: 'A record was opened outside the rules, with a reason',
  path: () => NOTICES,
}
