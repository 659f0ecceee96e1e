import { html, insetText, type Page } from '#platform/web'

/** What stands where children would, before any extract has been loaded. */
export function notLoadedPage(title: string): Page {
  const text = 'Nothing has been loaded yet. Ask your performance analyst to load an extract.'
  return { title, main: html`<h1 class="govuk-heading-l">${title}</h1>${insetText({ text })}` }
}
