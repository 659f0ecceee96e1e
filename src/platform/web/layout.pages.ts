import { formatDate, type Problem } from '#values'
import type { Assets } from './assets.ts'
import { csrfField } from './form.fields.ts'
import { backLink } from './govuk/back-link.ts'
import { breadcrumbs } from './govuk/breadcrumbs.ts'
import { errorSummary } from './govuk/error-summary.ts'
import { genericHeader } from './govuk/generic-header.ts'
import { notificationBanner } from './govuk/notification-banner.ts'
import { phaseBanner } from './govuk/phase-banner.ts'
import { serviceNavigation } from './govuk/service-navigation.ts'
import { skipLink } from './govuk/skip-link.ts'
import { type Html, html, trusted } from './html.ts'
import type { Flash, Page } from './reply.ts'
import type { Visit } from './visit.ts'

/** A part of the service in its navigation, shown to those who may do `what`. */
export interface NavigationItem {
  readonly text: string
  readonly href: string
  readonly what: string
  /** Left out for those who may do this: they reach it from there. */
  readonly unless?: string
}

/** What every page of the site has in common. */
export interface Site {
  readonly serviceName: string
  readonly navigation: readonly NavigationItem[]
  readonly assets: Assets
  readonly signInPath: string
  readonly signOutPath: string
}

/** What the layout shows beside the page itself. */
export interface Around {
  readonly path: string
  readonly visit?: Visit
  readonly flash?: Flash
}

/** The one inline script, word for word from govuk-frontend's template: the content security policy knows it by its hash. */
export const SUPPORT_SCRIPT =
  "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"

/** A whole page of the site. */
export function layout(site: Site, page: Page, around: Around): string {
  return `<!DOCTYPE html>
${html`<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${titleOf(site, page)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="#1d70b8">
${page.refreshSeconds !== undefined && html`<noscript><meta http-equiv="refresh" content="${page.refreshSeconds}"></noscript>`}
<link rel="icon" href="${site.assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${site.assets.styles}">
</head>
<body class="govuk-template__body">
<script>${trusted(SUPPORT_SCRIPT)}</script>
${skipLink({ href: '#main-content', text: 'Skip to main content' })}
${header(site, around)}
<div class="govuk-width-container">
${way(page)}
<main class="govuk-main-wrapper" id="main-content"${page.refreshSeconds !== undefined && html` data-refresh="${page.refreshSeconds}"`}>
${around.flash && flashBanner(around.flash)}
${problemSummary(page.problems ?? [])}
${page.main}
</main>
</div>
${footer(around.visit)}
<script type="module" src="${site.assets.script}"></script>
</body>
</html>
`}`
}

function titleOf(site: Site, page: Page): string {
  return `${(page.problems ?? []).length > 0 ? 'Error: ' : ''}${page.title} - ${site.serviceName}`
}

function header(site: Site, around: Around): Html {
  const { visit } = around
  return html`<header class="govuk-template__header">
${genericHeader({ logoText: site.serviceName, url: '/' })}
${serviceNavigation({
  navigation: visit === undefined ? [] : navigationOf(site, around.path, visit),
  ariaLabel: 'Service information',
  ...(visit === undefined ? {} : { slots: { end: { html: whoIsHere(site, visit), align: 'inline' as const } } }),
})}
${exampleNotice(around.visit)}
</header>`
}

function navigationOf(site: Site, path: string, visit: Visit) {
  return site.navigation
    .filter((item) => visit.may(item.what) && !(item.unless !== undefined && visit.may(item.unless)))
    .map(({ text, href }) => ({ text, href, current: path === href, active: isWithin(path, href) }))
}

function isWithin(path: string, href: string): boolean {
  return href !== '/' && path.startsWith(`${href}/`)
}

/** Who is signed in, and the way out, which changes something and so is a form. */
function whoIsHere(site: Site, visit: Visit): Html {
  if (visit.person === undefined)
    return html`<p class="tl-person"><a class="govuk-service-navigation__link" href="${site.signInPath}">Sign in</a></p>`
  return html`<form class="tl-person" method="post" action="${site.signOutPath}">
${csrfField(visit)}
<span class="tl-person__name">${visit.person.name}</span>
<button class="tl-link-button" type="submit">Sign out</button>
</form>`
}

function exampleNotice(visit: Visit | undefined): Html | false {
  if (visit?.authority?.example !== true) return false
  return phaseBanner({
    tag: { text: 'Example' },
    text: `${visit.authority.name}: simulated data about no real child.`,
    classes: 'tl-example',
  })
}

function way(page: Page): Html | false {
  if (page.breadcrumbs !== undefined && page.breadcrumbs.length > 0)
    return breadcrumbs({ items: page.breadcrumbs, collapseOnMobile: true })
  return page.back !== undefined && html`<nav aria-label="Back">${backLink(page.back)}</nav>`
}

function flashBanner(flash: Flash): Html {
  return notificationBanner({
    ...(flash.kind === 'success' ? { type: 'success' } : {}),
    text: flash.message,
  })
}

function problemSummary(problems: readonly Problem[]): Html | false {
  if (problems.length === 0) return false
  return errorSummary({
    titleText: 'There is a problem',
    errorList: problems.map(({ message, field }) => ({ text: message, ...(field ? { href: `#${field}` } : {}) })),
  })
}

/** govuk-frontend's own footer has the crest of the Crown and its copyright, which are not ours to show. */
function footer(visit: Visit | undefined): Html {
  return html`<footer class="govuk-template__footer"><div class="govuk-footer">
<div class="govuk-width-container">
<h2 class="govuk-visually-hidden">Support links</h2>
<ul class="govuk-footer__inline-list">
${FOOTER_LINKS.map(([text, href]) => html`<li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="${href}">${text}</a></li>`)}
</ul>
${visit?.publication && html`<p class="tl-as-at">Figures are as at ${formatDate(visit.publication.asAt)}, from snapshot ${visit.publication.snapshot}.</p>`}
</div>
</div></footer>`
}

const FOOTER_LINKS = [
  ['Accessibility statement', '/accessibility'],
  ['Cookies', '/cookies'],
  ['Privacy', '/privacy'],
] as const
