/** What the county's folder is, for whoever opens it. */
export function countyReadme(seed: number, children: number, dirt: number): string {
  return lines([
    'SIMULATED DATA. Exampleshire is not a real county, and no child, worker or adopter in these files is real.',
    '',
    `Made by a program from seed ${seed}, for about ${children} open children in need. The same seed makes the same files.`,
    '',
    '2025-03-31               one wide extract: everything from April 2020 to that day',
    '2025-04-30 to 2026-03-31 an extract at the end of each month that looks back six months',
    'workbook-2026-03-31.xlsx the last of them as one workbook; its rows stand in the same places as in the CSV files',
    'planted.csv              what is wrong on purpose, by extract, list and spreadsheet row (the header is row 1)',
    'planted-events.csv       which services slip or improve, where, when and how far',
    '',
    `About ${Math.round(dirt * 1000) / 10}% of rows have something wrong. What is wrong with a row stays wrong in later extracts until it is mended.`,
    'Not errors: the lists differ in how they write dates, codes and headers and in their encodings, as systems do;',
    'some cases wait a few days for a new worker; an unborn child has no date of birth.',
    '',
    'How counts are made: referrals in the last 12 months leave the row itself out; section 47 enquiries and conferences',
    'count it in; placements include the current one and leave temporary ones (T codes) out.',
    'Postcodes begin with letters that no post town has. Lists 6 and 8 have a row for each episode or period in the window.',
  ])
}

/** What one extract's folder is. */
export function extractReadme(asAt: string): string {
  return lines([
    'SIMULATED DATA. Exampleshire is not a real county, and no child, worker or adopter in these files is real.',
    '',
    `The files are laid out as the child-level lists (Annex A) of an English local authority would be on ${asAt}.`,
    'They were made by a program from a seed: the same seed makes the same files.',
  ])
}

function lines(text: readonly string[]): string {
  return `${text.join('\r\n')}\r\n`
}
