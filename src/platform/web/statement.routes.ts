import { page } from './reply.ts'
import type { Route } from './route.ts'
import { accessibilityPage, cookiesPage, privacyPage, type StatementFacts } from './statement.pages.ts'

/** The pages that say how the site treats people: anyone may read them. */
export function statementRoutes(facts: StatementFacts): readonly Route[] {
  const pages = [
    ['/accessibility', 'Accessibility statement', accessibilityPage],
    ['/cookies', 'Cookies', cookiesPage],
    ['/privacy', 'Privacy', privacyPage],
  ] as const
  return pages.map(([path, title, print]) => ({
    method: 'GET',
    path,
    what: 'public',
    handle: async () => page({ title, main: print(facts) }),
  }))
}
