/**
 * The example county. It is simulated and everything that shows it says so. Having no published figures of its own, it
 * is set beside those of Surrey, whose scale and story it follows.
 */
export const exampleCounty = { code: 'exampleshire', name: 'Exampleshire', comparedAs: '936' } as const

/** The code under which an authority's published figures and population are found. */
export function comparedAs(authority: string): string {
  return authority === exampleCounty.code ? exampleCounty.comparedAs : authority
}

/** True for the simulated county. */
export function isSimulated(authority: string): boolean {
  return authority === exampleCounty.code
}
