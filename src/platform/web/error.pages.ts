import { type Html, html } from './html.ts'
import type { RefusalStatus } from './http-refusal.ts'
import type { Page } from './reply.ts'

interface ErrorWords {
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** What each error page says: what has happened, whether anything was saved, and what to do. */
export const errorWords = {
  400: {
    title: 'We could not read what was sent',
    paragraphs: ['If you typed or pasted a web address, check that it is complete.', 'Nothing was saved.'],
  },
  401: {
    title: 'You need to sign in',
    paragraphs: [
      'You were not signed in, or were signed out because you had been away for a while. Nothing was saved.',
      'If you had filled in a form, sign in, then go back to it and send it again.',
    ],
  },
  403: {
    title: 'You cannot use this page',
    paragraphs: [
      'Either your role does not allow it, or the page you came from had been open for too long.',
      'If you were sending a form, go back, load that page again and send it once more. Nothing was saved.',
      'If you think that you should be able to do this, ask the person who looks after Throughline in your authority.',
    ],
  },
  404: {
    title: 'Page not found',
    paragraphs: [
      'If you typed the web address, check that it is right. If you pasted it, check that you copied all of it.',
      'It may also be a page that you are not allowed to see.',
    ],
  },
  413: {
    title: 'What you sent is too large',
    paragraphs: ['It was not kept. Send fewer or smaller files, or put them in a zip file.'],
  },
  422: {
    title: 'We could not use what was sent',
    paragraphs: ['Nothing was saved. Go back, check what you entered and send it again.'],
  },
  429: {
    title: 'Too many requests',
    paragraphs: ['You have asked for this many times in a short while. Wait a minute, then try again.'],
  },
  500: {
    title: 'Sorry, there is a problem with the service',
    paragraphs: [
      'Nothing of what you sent was saved. Try again later.',
      'The problem has been recorded. If you report it, give the reference number.',
    ],
  },
  503: {
    title: 'The service is busy or being restarted',
    paragraphs: ['Nothing of what you sent was saved. Try again in a minute.'],
  },
  507: {
    title: 'There is no room left to keep what you sent',
    paragraphs: [
      'The disk of the service is full. Nothing of what you sent was saved, and nothing that was saved before is lost.',
      'Tell the person who looks after Throughline in your authority. Send it again when they have made room.',
    ],
  },
} as const satisfies Record<RefusalStatus, ErrorWords>

/** The page for a status, with the number that the log has for the same request. */
export function errorPage(status: RefusalStatus, reference: string, more?: Html): Page {
  const { title, paragraphs } = errorWords[status]
  return {
    title,
    main: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${title}</h1>
${paragraphs.map((text) => html`<p class="govuk-body">${text}</p>`)}
${more ?? html`<p class="govuk-body"><a class="govuk-link" href="/">Go to the start page</a></p>`}
<p class="govuk-body">Reference number: <strong class="tl-reference">${reference}</strong></p>
</div></div>`,
  }
}
