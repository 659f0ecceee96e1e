import { buildZip, type ZipPart } from './zip.builder.ts'

/** A sheet of a workbook made by hand: its name, and what stands in `sheetData`. */
export interface SheetSpec {
  readonly name: string
  readonly rows: string
  readonly state?: 'hidden' | 'veryHidden'
}

/** A workbook made by hand; each part can be replaced, left out (undefined) or added by name. */
export interface WorkbookSpec {
  readonly sheets?: readonly SheetSpec[]
  /** What stands in `sst`. */
  readonly strings?: string
  /** What stands in `styleSheet`. */
  readonly styles?: string
  readonly workbookPr?: string
  readonly parts?: Readonly<Record<string, string | Uint8Array | undefined>>
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** Format 1 of a cell shows a date, format 2 a date of its own making, format 0 none. */
export const dateStyles =
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy;@"/></numFmts>' +
  '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'

/** The parts of a workbook, to be changed and then zipped. */
export function workbookParts(spec: WorkbookSpec = {}): ZipPart[] {
  const { sheets = [{ name: 'List 1', rows: '' }], strings, styles = dateStyles, workbookPr = '' } = spec
  const parts: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${head}<Relationships xmlns="${rels}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}">${workbookPr}<sheets>${sheets.map(sheetTag).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${rels}">${sheets.map(sheetRelationship).join('')}${otherRelationships(strings)}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}">${styles}</styleSheet>`,
    'xl/sharedStrings.xml': strings === undefined ? undefined : `${head}<sst xmlns="${main}">${strings}</sst>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetPart(sheet.rows)])),
    ...spec.parts,
  }
  return Object.entries(parts).flatMap(([name, data]) => (data === undefined ? [] : [{ name, data }]))
}

/** The bytes of a workbook. */
export function buildWorkbook(spec: WorkbookSpec = {}): Buffer {
  return buildZip(workbookParts(spec))
}

/** The XML of a sheet with these rows. */
export function sheetPart(rows: string): string {
  return `${head}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`
}

/** A row of inline strings, with references. */
export function textRow(row: number, texts: readonly string[]): string {
  const cells = texts.map((text, at) =>
    text === '' ? '' : `<c r="${letter(at)}${row}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`,
  )
  return `<row r="${row}">${cells.join('')}</row>`
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"\r]/g, (found) => `&#${found.charCodeAt(0)};`)
}

function letter(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letter(Math.floor(column / 26) - 1) + letter(column % 26)
}

function sheetTag({ name, state }: SheetSpec, at: number): string {
  return `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`
}

function sheetRelationship(_: SheetSpec, at: number): string {
  return `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`
}

function otherRelationships(strings: string | undefined): string {
  const styles = `<Relationship Id="rIdStyles" Type="${office}/styles" Target="styles.xml"/>`
  return strings === undefined
    ? styles
    : `${styles}<Relationship Id="rIdStrings" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`
}
