/** `text` as an SQL name. Names come from declarations and the catalogue, never from input. */
export function sqlName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** `text` as an SQL string, for statements that take no parameters. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
