import { html, type Page, type Visit } from '#platform/web'

/** What stands where figures would, before any have been published: what to do next. */
export function notPublishedPage(title: string, visit: Visit): Page {
  return {
    title,
    main: html`<h1 class="govuk-heading-xl">${title}</h1>
<p class="govuk-body">No figures have been published yet. They appear when the first extract has been loaded.</p>
${visit.may('load.do') && html`<p class="govuk-body"><a class="govuk-link" href="/loads">Load an extract</a></p>`}`,
  }
}
