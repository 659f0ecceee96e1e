import type { MessageKind } from '#platform/notify'

/** An event is an upload, and which attempt at it. */
const path: MessageKind['path'] = (event) => `/loads/${event.split(' ')[0]}`

/** What who sent files is told by mail of what became of them, where they have to do something about it. */
export const loadMessages: readonly MessageKind[] = [
  {
    kind: 'load-held',
    subject: 'a load waits for you to say whether it is right',
    happened: 'Files that you sent were held, because they differ much from those before',
    path,
  },
  {
    kind: 'load-refused',
    subject: 'a load was refused',
    happened: 'Files that you sent were refused, and nothing of them was loaded',
    path,
  },
  {
    kind: 'load-failed',
    subject: 'a load failed',
    happened: 'Loading the files that you sent failed, and was given up after several attempts',
    path,
  },
]
