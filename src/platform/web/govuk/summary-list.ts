import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type SummaryAction = Common & Content & { readonly href: string; readonly visuallyHiddenText?: string }

export interface SummaryActions {
  readonly classes?: string
  readonly items?: readonly SummaryAction[]
}

export interface SummaryRow {
  readonly key: Content & { readonly classes?: string }
  readonly value?: Content & { readonly classes?: string }
  readonly actions?: SummaryActions
  readonly classes?: string
}

export type SummaryTitle = Content & { readonly headingLevel?: number; readonly classes?: string }
export type SummaryCard = Common & { readonly title?: SummaryTitle; readonly actions?: SummaryActions }

export type SummaryList = Common & {
  readonly card?: SummaryCard
  /** Rows that are null, false or empty text are left out. */
  readonly rows: readonly (SummaryRow | null | false | '')[]
}

/** Names and their values, one pair a row, each with its actions; in a card with a title where one is given. */
export function summaryList(options: SummaryList): Html {
  const anyActions = options.rows.some((row) => row && (row.actions?.items ?? []).length > 0)
  const list = html`<dl class="${classesOf('govuk-summary-list', options.classes)}"${attributesOf(options.attributes)}>
${options.rows.map((row) => row && summaryRow(row, anyActions, options.card?.title))}
</dl>`
  return options.card === undefined ? list : summaryCard(options.card, list)
}

function summaryRow(row: SummaryRow, anyActions: boolean, title: SummaryTitle | undefined): Html {
  const noActions = anyActions && row.actions?.items === undefined ? 'govuk-summary-list__row--no-actions' : undefined
  return html`<div class="${classesOf('govuk-summary-list__row', noActions, row.classes)}">
<dt class="${classesOf('govuk-summary-list__key', row.key.classes)}">${contentOf(row.key)}</dt>
<dd class="${classesOf('govuk-summary-list__value', row.value?.classes)}">${contentOf(row.value ?? {})}</dd>
${rowActions(row.actions, title)}
</div>`
}

function rowActions(actions: SummaryActions | undefined, title: SummaryTitle | undefined): Html {
  const links = (actions?.items ?? []).map((action) => actionLink(action, title))
  if (links.length === 0) return html``
  const item = 'govuk-summary-list__actions-list-item'
  const list = html`<ul class="govuk-summary-list__actions-list">${links.map((link) => html`<li class="${item}">${link}</li>`)}</ul>`
  const classes = classesOf('govuk-summary-list__actions', actions?.classes)
  return html`<dd class="${classes}">${links.length === 1 ? links : list}</dd>`
}

function actionLink(action: SummaryAction, title: SummaryTitle | undefined): Html {
  const classes = classesOf('govuk-link', action.classes)
  const hidden = action.visuallyHiddenText ? html` ${action.visuallyHiddenText}` : ''
  const of = title === undefined ? '' : html` (${contentOf(title)})`
  const more = hidden === '' && of === '' ? '' : html`<span class="govuk-visually-hidden">${hidden}${of}</span>`
  return html`<a class="${classes}" href="${action.href}"${attributesOf(action.attributes)}>${contentOf(action)}${more}</a>`
}

function summaryCard(card: SummaryCard, list: Html): Html {
  return html`<div class="${classesOf('govuk-summary-card', card.classes)}"${attributesOf(card.attributes)}>
<div class="govuk-summary-card__title-wrapper">${cardTitle(card.title)}${cardActions(card)}</div>
<div class="govuk-summary-card__content">${list}</div>
</div>`
}

function cardTitle(title: SummaryTitle | undefined): Html {
  if (title === undefined) return html``
  const level = title.headingLevel ?? 2
  return html`<h${level} class="${classesOf('govuk-summary-card__title', title.classes)}">${contentOf(title)}</h${level}>`
}

function cardActions(card: SummaryCard): Html {
  const links = (card.actions?.items ?? []).map((action) => actionLink(action, card.title))
  const classes = classesOf('govuk-summary-card__actions', card.actions?.classes)
  if (links.length === 0) return html``
  if (links.length === 1) return html`<div class="${classes}">${links}</div>`
  return html`<ul class="${classes}">${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}</ul>`
}
