/** The page of teams. */
export const TEAMS = '/data-quality/teams'

/** The page of one check. */
export function checkPath(check: string): string {
  return `/data-quality/checks/${encodeURIComponent(check)}`
}

/** The rows of a check that are of one team; of all where no team is named. */
export function rowsPath(check: string, team: string | null): string {
  return team === null ? checkPath(check) : `${checkPath(check)}?${new URLSearchParams({ team })}`
}

/** The rows of a check as a sheet, of one team where one is given. */
export function sheetPath(check: string, team: string | undefined): string {
  const query = team === undefined ? '' : `?${new URLSearchParams({ team })}`
  return `${checkPath(check)}/sheet${query}`
}

/** What one team has to mend; rows that name no team are those of no name. */
export function teamPath(team: string | null): string {
  return `/data-quality/team?${new URLSearchParams({ team: team ?? '' })}`
}

/** The same with all its rows as a workbook. */
export function teamSheetPath(team: string | null): string {
  return `/data-quality/team/sheet?${new URLSearchParams({ team: team ?? '' })}`
}
