import { notFound, type Page, page, type Reply, type Route } from '#platform/web'
import { checksPage, type Definitions, definitionsPage, measuresPage, timescalesPage } from './definitions.pages.ts'

/** The pages of what is defined. They are the same for every authority, and name no child. */
export function definitionsRoutes(definitions: Definitions): readonly Route[] {
  const get = (path: string, make: (named: string) => Page | undefined): Route => ({
    method: 'GET',
    path,
    what: 'definitions.view',
    handle: async ({ params }) => shown(make(params.named ?? '')),
  })
  return [
    get('/definitions', () => definitionsPage(definitions)),
    get('/definitions/timescales', () => timescalesPage(definitions)),
    get('/definitions/measures/:named', (named) => measuresPage(definitions, named)),
    get('/definitions/checks/:named', (named) => checksPage(definitions, named)),
  ]
}

function shown(made: Page | undefined): Reply {
  return made === undefined ? notFound() : page(made)
}
