/** The page of a measure. */
export function measurePath(measure: string): string {
  return `/figures/${encodeURIComponent(measure)}`
}

/** The page of a theme: its title in lower case with dashes. */
export function themePath(title: string): string {
  return `/figures/themes/${themeSlug(title)}`
}

/** A theme's title as it stands in an address. @example themeSlug("Children's social care") // 'childrens-social-care' */
export function themeSlug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

/** The page of one narrative. */
export function narrativePath(id: number): string {
  return `/narratives/${id}`
}
