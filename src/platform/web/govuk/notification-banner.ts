import { type Html, html, trusted } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf } from './attributes.ts'

export type NotificationBanner = Common &
  Content & {
    readonly type?: string
    readonly role?: string
    readonly titleText?: string
    readonly titleHtml?: Html
    readonly titleId?: string
    readonly titleHeadingLevel?: 1 | 2 | 3 | 4 | 5 | 6
    readonly disableAutoFocus?: boolean
  }

/** A message about something not on the page: what has been done (`success`), or what is important to know. */
export function notificationBanner(options: NotificationBanner): Html {
  const isSuccess = options.type === 'success'
  const classes = classesOf(
    'govuk-notification-banner',
    isSuccess ? 'govuk-notification-banner--success' : '',
    options.classes,
  )
  const role = options.role || (isSuccess ? 'alert' : 'region')
  const titleId = options.titleId || 'govuk-notification-banner-title'
  const focus =
    options.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(options.disableAutoFocus)}"`
  return html`<div class="${classes}" role="${role}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${focus}${attributesOf(options.attributes)}>
<div class="govuk-notification-banner__header">${title(options, titleId, isSuccess)}</div>
<div class="govuk-notification-banner__content">${content(options)}</div>
</div>`
}

function title(options: NotificationBanner, id: string, isSuccess: boolean): Html {
  const level = trusted(String(Number(options.titleHeadingLevel || 2)))
  const words = options.titleHtml ?? (options.titleText || (isSuccess ? 'Success' : 'Important'))
  return html`<h${level} class="govuk-notification-banner__title" id="${id}">${words}</h${level}>`
}

function content(options: NotificationBanner): Html {
  if (options.html) return options.html
  return options.text ? html`<p class="govuk-notification-banner__heading">${options.text}</p>` : html``
}
