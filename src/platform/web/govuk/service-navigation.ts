import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type NavigationLink = Content & {
  readonly href?: string
  readonly active?: boolean
  readonly current?: boolean
  readonly attributes?: Attributes
}

/** Markup for places within the navigation, made by the program. */
export interface NavigationSlots {
  readonly start?: Html
  readonly end?: Html | { readonly html: Html; readonly align?: 'inline' }
  readonly navigationStart?: Html
  readonly navigationEnd?: Html
}

export type ServiceNavigation = Common & {
  readonly serviceName?: string
  readonly serviceUrl?: string
  readonly navigation?: readonly (NavigationLink | null | false | '')[]
  readonly navigationLabel?: string
  readonly navigationId?: string
  readonly navigationClasses?: string
  readonly menuButtonText?: string
  readonly menuButtonLabel?: string
  readonly collapseNavigationOnMobile?: boolean
  readonly ariaLabel?: string
  readonly slots?: NavigationSlots
}

/** The parts of the service, below its header; on a phone they are behind a button when there are several. */
export function serviceNavigation(options: ServiceNavigation): Html {
  const { slots } = options
  const classes = classesOf('govuk-service-navigation', options.classes)
  const common = html` class="${classes}" data-module="govuk-service-navigation"${attributesOf(options.attributes)}`
  if (!options.serviceName && !slots?.start && !endOf(slots)) return html`<div${common}>${inner(options)}</div>`
  return html`<section aria-label="${options.ariaLabel ?? 'Service information'}"${common}>${inner(options)}</section>`
}

function inner(options: ServiceNavigation): Html {
  const { slots } = options
  const isInline = slots?.end !== undefined && 'html' in slots.end && slots.end.align === 'inline'
  const container = classesOf('govuk-width-container', isInline ? 'govuk-service-navigation__inlining-container' : '')
  return html`<div class="${container}">
${slots?.start}
<div class="govuk-service-navigation__container">
${options.serviceName && name(options.serviceName, options.serviceUrl)}
${links(options)}
</div>
${endOf(slots)}
</div>`
}

function endOf(slots: NavigationSlots | undefined): Html | undefined {
  return slots?.end !== undefined && 'html' in slots.end ? slots.end.html : slots?.end
}

function name(text: string, url: string | undefined): Html {
  const link = html`<a href="${url}" class="govuk-service-navigation__link">${text}</a>`
  const plain = html`<span class="govuk-service-navigation__text">${text}</span>`
  return html`<span class="govuk-service-navigation__service-name">${url ? link : plain}</span>`
}

function links(options: ServiceNavigation): Html {
  const { slots } = options
  const items = (options.navigation ?? []).filter((item) => item !== null && item !== false && item !== '')
  if (items.length === 0 && !slots?.navigationStart && !slots?.navigationEnd) return html``
  const menu = options.menuButtonText || 'Menu'
  const id = options.navigationId || 'navigation'
  const isCollapsing = options.collapseNavigationOnMobile ?? items.length > 1
  return html`<nav aria-label="${options.navigationLabel || menu}" class="${classesOf('govuk-service-navigation__wrapper', options.navigationClasses)}">
${isCollapsing && toggle(id, menu, options.menuButtonLabel)}
<ul class="govuk-service-navigation__list" id="${id}">${slots?.navigationStart}${items.map(link)}${slots?.navigationEnd}</ul>
</nav>`
}

function toggle(id: string, menu: string, label: string | undefined): Html {
  const named = label && label !== menu && html` aria-label="${label}"`
  return html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${named} hidden aria-hidden="true">${menu}</button>`
}

function link(item: NavigationLink): Html {
  const isActive = item.active || item.current
  const content = isActive
    ? html`<strong class="govuk-service-navigation__active-fallback">${contentOf(item)}</strong>`
    : contentOf(item)
  const current = isActive && html` aria-current="${item.current ? 'page' : 'true'}"`
  const classes = classesOf('govuk-service-navigation__item', isActive ? 'govuk-service-navigation__item--active' : '')
  return html`<li class="${classes}">${linkOrText(item, content, current)}</li>`
}

function linkOrText(item: NavigationLink, content: Html, current: Html | false | undefined): Html {
  if (item.href)
    return html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributesOf(item.attributes)}>${content}</a>`
  if (!item.html && !item.text) return html``
  return html`<span class="govuk-service-navigation__text"${current}>${content}</span>`
}
