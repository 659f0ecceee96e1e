import { Pool } from '#platform/db'
import { createMailer } from './mailer.ts'
import { mailJobs } from './message.jobs.ts'

/** A process of its own that sends one message and can be killed meanwhile. Told what by its parent. */
process.once(
  'message',
  async (told: {
    readonly address: ConstructorParameters<typeof Pool>[0]
    readonly url: string
    readonly authority: string
    readonly message: string
  }) => {
    const owner = new Pool(told.address, 'test', { connections: 2, transactionMs: undefined })
    const settings = { url: told.url, from: { name: '', address: 'site@example.org' }, site: 'https://site.example' }
    const kinds = [{ kind: 'thing', subject: 'a thing', happened: 'A thing happened', path: () => '/things' }]
    const [job] = mailJobs({
      owner,
      mailer: createMailer(settings),
      kinds,
      site: settings.site,
      addressOf: async () => 'a@example.org',
    })
    await job!.handle({ message: told.message } as never, { authority: told.authority } as never)
    process.exit(0)
  },
)
