import { html, type Page, page, type Route } from '#platform/web'
import { addressRoutes } from './address.routes.ts'
import { type LimitsNeeds, limitsRoutes } from './limits.routes.ts'
import { peopleRoutes } from './people.routes.ts'
import { type TargetsNeeds, targetsRoutes } from './targets.routes.ts'

/** Everything that an administrator looks after. */
export function administrationRoutes(needs: TargetsNeeds & LimitsNeeds): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/administration',
      what: 'administration.do',
      handle: async () => page(administrationPage()),
    },
    ...peopleRoutes,
    ...addressRoutes,
    ...targetsRoutes(needs),
    ...limitsRoutes(needs),
  ]
}

const PARTS = [
  ['/administration/people', 'People', 'who may come in, what they may do, which teams and areas are theirs'],
  [
    '/administration/groups',
    'Roles given by groups',
    'the roles that people get at sign-in from their groups in your identity provider',
  ],
  ['/administration/measures', 'Owners and targets', 'who answers for each measure, and what it is to reach'],
  ['/administration/timescales', 'Local timescales', 'limits that law and guidance leave open'],
] as const

function administrationPage(): Page {
  return {
    title: 'Administration',
    main: html`<h1 class="govuk-heading-xl">Administration</h1>
<dl class="govuk-summary-list">${PARTS.map(([href, title, words]) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key"><a class="govuk-link" href="${href}">${title}</a></dt><dd class="govuk-summary-list__value">${words}</dd></div>`)}</dl>`,
  }
}
