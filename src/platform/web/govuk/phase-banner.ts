import { type Html, html } from '../html.ts'
import { attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'
import { tag } from './tag.ts'

export type PhaseBanner = Common & Content & { readonly tag?: Common & Content }

/** What state the service is in, below the header of every page. */
export function phaseBanner(options: PhaseBanner): Html {
  const classes = classesOf('govuk-phase-banner govuk-width-container', options.classes)
  const { classes: tagClasses, ...content } = options.tag ?? {}
  return html`<div class="${classes}"${attributesOf(options.attributes)}>
<p class="govuk-phase-banner__content">
${tag({ ...content, classes: classesOf('govuk-phase-banner__content__tag', tagClasses) })}
<span class="govuk-phase-banner__text">${contentOf(options)}</span>
</p>
</div>`
}
