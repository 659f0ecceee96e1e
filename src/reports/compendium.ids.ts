/** The anchor of a measure on the page. Ids are letters, digits and hyphens whatever the measure is called. */
export function measureAnchor(id: string): string {
  return `measure-${anchorPart(id)}`
}

/** The anchor of a theme on the page. */
export function themeAnchor(id: string): string {
  return `theme-${anchorPart(id.replaceAll('-', '--').replaceAll(' ', '-'))}`
}

/** Text as it may stand in an id: what else it holds is written as its character codes, so that two texts never meet. */
export function anchorPart(text: string): string {
  return text.replaceAll(/[^a-zA-Z0-9-]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`)
}
