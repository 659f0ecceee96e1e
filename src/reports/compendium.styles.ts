import { chartStyles } from '#platform/charts'
import { govukStyles, type Html, html, trusted } from '#platform/web'

/**
 * The styles of a compendium, inlined: what the page uses of govuk-frontend, what charts need, and our own. Nothing is fetched.
 */
export function stylesFor(body: Html): Html {
  return html`<style>${trusted(govukStyles(`<html class="govuk-template"><body class="govuk-template__body">${String(body)}`))}${trusted(chartStyles)}${trusted(OWN)}</style>`
}

/** Columns of words in a table whose other columns are numbers, by place. */
function alignWords(column: number): string {
  return `.tl-words-${column} :is(th, td):nth-child(${column})`
}

const OWN = `
.tl-facts, .tl-verdict { max-width: 44em }
.tl-scroll { overflow-x: auto; margin-bottom: 20px }
.tl-scroll:focus-visible, .tl-skip:focus { outline: 3px solid #0b0c0c; box-shadow: 0 0 0 6px #fd0 }
.tl-figures { margin-bottom: 0; font-size: 1rem; line-height: 1.3 }
.tl-figures th, .tl-figures td { padding: 6px 16px 6px 0; border-bottom: 1px solid #cecece; text-align: right; vertical-align: top; font-variant-numeric: tabular-nums }
.tl-figures th[scope=row], .tl-figures th:first-child, ${[2, 3, 4, 5, 6].map(alignWords).join(', ')} { text-align: left }
.tl-figures th[scope=row] { font-weight: 400; min-width: 5em }
@media (max-width: 40em) { .tl-figures td, .tl-figures th { padding-right: 12px } ${[2, 3, 4, 5, 6].map(alignWords).join(', ')} { min-width: 9em } }
.tl-figures thead th { border-bottom: 2px solid #0b0c0c; vertical-align: bottom }
.tl-figures td:last-child, .tl-figures th:last-child { padding-right: 4px }
.tl-overview { min-width: 46em }
.tl-parts { color: #484949; white-space: nowrap; font-size: .875rem }
.tl-theme { border-top: 4px solid #1d70b8; padding-top: 20px; margin-top: 50px }
.tl-measure { border-top: 1px solid #cecece; padding-top: 25px; margin-top: 35px }
.tl-figure { margin: 0 0 12px; display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 14px }
.tl-figure__value { font-size: 2.25rem; line-height: 1.1; font-weight: 700; font-variant-numeric: tabular-nums }
.tl-figure__period { color: #484949 }
.tl-tags { margin: 0 0 12px; display: flex; flex-wrap: wrap; gap: 6px }
.tl-tags .govuk-tag, .tl-figures .govuk-tag { max-width: none }
.tl-figures .govuk-tag { font-size: .875rem; margin-bottom: 4px }
.tl-chart-box { margin: 0 0 20px }
.tl-chart-box figcaption { margin-top: 4px; max-width: 44em; font: 1rem/1.3 Arial, sans-serif; color: #484949 }
.tl-measure .govuk-details { margin-bottom: 10px }
.tl-spark { display: block }
.tl-banner { border: 4px solid #1d70b8; padding: 15px 20px; margin-bottom: 30px }
.tl-banner p:last-child { margin-bottom: 0 }
.tl-contents { columns: 20em 2; column-gap: 40px }
.tl-contents li { break-inside: avoid }
.tl-foot { border-top: 1px solid #8eb8dc; background: #f4f8fb; padding: 25px 0 }
.tl-foot p:last-child { margin-bottom: 0 }
.tl-measure, .tl-theme, .govuk-body, .govuk-heading-m { overflow-wrap: break-word }
@media (max-width: 40em) {
  .tl-figure__value { font-size: 1.75rem }
  .tl-banner { padding: 12px 15px }
}
@media print {
  .tl-scroll { overflow: visible }
  .tl-measure, .tl-chart-box, .tl-figures tr { break-inside: avoid }
  .tl-theme { break-before: page }
  .govuk-skip-link, .tl-back { display: none }
  .tl-overview { min-width: 0 }
}
`
