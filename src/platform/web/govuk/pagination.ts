import { type Html, html, trusted } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf } from './attributes.ts'

export type PageArrow = Content & {
  readonly href?: string
  readonly labelText?: string
  readonly attributes?: Attributes
}

export interface PageItem {
  readonly number?: string | number
  readonly href?: string
  readonly current?: boolean
  readonly ellipsis?: boolean
  readonly visuallyHiddenText?: string
  readonly attributes?: Attributes
}

export type Pagination = Common & {
  readonly items?: readonly (PageItem | null)[]
  readonly previous?: PageArrow
  readonly next?: PageArrow
  readonly landmarkLabel?: string
}

/** Links to the other pages of a list. `pageLinks` makes the options from a number and a count. */
export function pagination(options: Pagination): Html {
  const isBlock = !options.items && Boolean(options.next || options.previous)
  const classes = classesOf('govuk-pagination', isBlock ? 'govuk-pagination--block' : '', options.classes)
  return html`<nav class="${classes}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributesOf(options.attributes)}>
${options.previous?.href && arrow(options.previous, 'prev', isBlock)}
${options.items && html`<ul class="govuk-pagination__list">${options.items.map((one) => one && Object.keys(one).length > 0 && item(one))}</ul>`}
${options.next?.href && arrow(options.next, 'next', isBlock)}
</nav>`
}

const ICONS = {
  prev: trusted(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: trusted(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
} as const

const WORDS = {
  prev: html`Previous<span class="govuk-visually-hidden"> page</span>`,
  next: html`Next<span class="govuk-visually-hidden"> page</span>`,
} as const

function arrow(link: PageArrow, type: 'prev' | 'next', isBlock: boolean): Html {
  const isFirst = isBlock || type === 'prev'
  const decorated = isBlock && !link.labelText ? 'govuk-pagination__link-title--decorated' : undefined
  const where =
    link.labelText &&
    isBlock &&
    html`<span class="govuk-visually-hidden">:</span>
<span class="govuk-pagination__link-label">${link.labelText}</span>`
  return html`<div class="govuk-pagination__${type}">
<a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${type}"${attributesOf(link.attributes)}>
${isFirst && ICONS[type]}
<span class="${classesOf('govuk-pagination__link-title', decorated)}">${link.html ?? (link.text || WORDS[type])}</span>
${where}
${!isFirst && ICONS[type]}
</a>
</div>`
}

function item(one: PageItem): Html {
  const current = one.current ? 'govuk-pagination__item--current' : undefined
  const ellipsis = one.ellipsis ? 'govuk-pagination__item--ellipsis' : undefined
  const content = one.ellipsis ? html`&ctdot;` : numberLink(one)
  return html`<li class="${classesOf('govuk-pagination__item', current, ellipsis)}">${content}</li>`
}

function numberLink(one: PageItem): Html {
  const name = one.visuallyHiddenText ?? `Page ${one.number ?? ''}`
  const current = one.current && html` aria-current="page"`
  return html`<a class="govuk-link govuk-pagination__link" href="${one.href}" aria-label="${name}"${current}${attributesOf(one.attributes)}>${one.number}</a>`
}
