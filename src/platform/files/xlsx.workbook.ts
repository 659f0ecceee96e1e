import type { StageRequest } from './csv.stage.ts'
import { CsvWriter } from './csv.writer.ts'
import { Refused } from './file-problem.ts'
import type { Limits } from './limits.ts'
import type { StagedTable } from './staged-table.ts'
import { RelationshipsHandler, type SheetEntry, WorkbookHandler } from './xlsx.parts.ts'
import { SheetHandler, type WorkbookContext } from './xlsx.sheet.ts'
import { SharedStrings } from './xlsx.strings.ts'
import { StylesHandler } from './xlsx.styles.ts'
import { type XmlHandler, XmlReader } from './xml.reader.ts'
import type { ZipArchive } from './zip.archive.ts'

/** Everything known of a workbook but its cells. */
interface Workbook {
  readonly context: WorkbookContext
  readonly sheets: readonly (SheetEntry & { readonly part: string })[]
}

/**
 * Stages every sheet of a workbook, hidden ones too, in the order of its tabs.
 *
 * @throws Refused when the workbook is damaged, beyond the limits, or holds what no data should: macros, links to
 *   other workbooks, document types
 */
export async function stageWorkbook(zip: ZipArchive, request: StageRequest): Promise<readonly StagedTable[]> {
  refuseForeignParts(zip)
  await refuseDeclarations(zip)
  const workbook = await openWorkbook(zip, request)
  const tables: StagedTable[] = []
  for (const sheet of workbook.sheets) {
    try {
      tables.push(await stageSheet(zip, workbook.context, sheet, request))
    } catch (error) {
      throw inSheet(error, sheet.name)
    }
  }
  return tables
}

function inSheet(error: unknown, sheet: string): unknown {
  return error instanceof Refused ? new Refused(error.code, { sheet, ...error.place }) : error
}

function refuseForeignParts(zip: ZipArchive): void {
  const names = [...zip.entries.keys()].map((name) => name.toLowerCase())
  if (names.some((name) => name.endsWith('vbaproject.bin'))) throw new Refused('macros')
  if (names.some((name) => name.startsWith('xl/externallinks/'))) throw new Refused('external-links')
  if (names.some((name) => /^xl\/workbook\.bin$/.test(name))) throw new Refused('binary-workbook')
  if (!names.some((name) => name.startsWith('xl/'))) throw new Refused('other-document')
}

/**
 * Refuses document types in any part, the parts that are not read for data included: where there is one, it stands at
 * the beginning. The parts that are read are asked again, all through, as they are read.
 */
async function refuseDeclarations(zip: ZipArchive): Promise<void> {
  for (const [name, entry] of zip.entries) {
    if (!/\.(xml|rels)$/i.test(name)) continue
    for await (const chunk of zip.read(entry)) {
      if (/<!(DOCTYPE|ENTITY)/.test(chunk.toString('latin1', 0, 65_536))) throw new Refused('entity-declaration')
      break
    }
  }
}

async function openWorkbook(zip: ZipArchive, { limits, onBytes }: StageRequest): Promise<Workbook> {
  const read = <T extends XmlHandler>(part: string, handler: T): Promise<T> =>
    readPart(zip, part, handler, limits, onBytes)
  const root = await read('_rels/.rels', new RelationshipsHandler('', limits))
  const main = root.findTarget('officeDocument') ?? 'xl/workbook.xml'
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const rels = `${folder}_rels/${main.slice(folder.length)}.rels`
  const relationships = await read(rels, new RelationshipsHandler(folder, limits))
  const { sheets, is1904 } = await read(main, new WorkbookHandler(limits))
  const styles = new StylesHandler()
  const stylesPart = relationships.findTarget('styles')
  if (stylesPart !== undefined) await read(stylesPart, styles)
  const strings = await readStrings(zip, relationships.findTarget('sharedStrings'), limits, read)
  return {
    context: { strings, styles, is1904, limits, countCellBytes: cellCounter(limits) },
    sheets: sheets.flatMap((sheet) => withPart(sheet, relationships)),
  }
}

function cellCounter({ cellsBytes }: Limits): (bytes: number) => void {
  let left = cellsBytes
  return (bytes) => {
    left -= bytes
    if (left < 0) throw new Refused('zip-bomb')
  }
}

async function readStrings(
  zip: ZipArchive,
  part: string | undefined,
  limits: Limits,
  read: (part: string, handler: SharedStrings) => Promise<SharedStrings>,
): Promise<SharedStrings | undefined> {
  if (part === undefined) return undefined
  const bytes = zip.entries.get(part)?.uncompressedSize ?? 0
  if (bytes > limits.sharedStringBytes) throw new Refused('too-large')
  return read(part, new SharedStrings(bytes, limits.cellBytes))
}

/** Chart sheets and the like hold no cells and are left out. */
function withPart(sheet: SheetEntry, relationships: RelationshipsHandler): (SheetEntry & { part: string })[] {
  const found = relationships.byId.get(sheet.relationship)
  if (!found) throw new Refused('damaged-workbook', { sheet: sheet.name })
  return found.kind === 'worksheet' ? [{ ...sheet, part: found.target }] : []
}

async function readPart<T extends XmlHandler>(
  zip: ZipArchive,
  part: string,
  handler: T,
  limits: Limits,
  onBytes: StageRequest['onBytes'] = () => {},
): Promise<T> {
  const entry = zip.entries.get(part)
  if (!entry) throw new Refused('damaged-workbook')
  const reader = new XmlReader(handler, limits)
  for await (const chunk of zip.read(entry)) reader.write(chunk)
  reader.end()
  onBytes(entry.compressedSize)
  return handler
}

async function stageSheet(
  zip: ZipArchive,
  context: WorkbookContext,
  sheet: SheetEntry & { readonly part: string },
  request: StageRequest,
): Promise<StagedTable> {
  let csvPath = request.newPath()
  let handler = await writeSheet(zip, context, sheet.part, csvPath, request)
  if (handler.widest > handler.width) {
    csvPath = request.newPath()
    handler = await writeSheet(zip, context, sheet.part, csvPath, request, handler.widest)
  }
  const { count, first, firstOther, firstEmpty } = handler.formulas.count()
  if (firstEmpty !== '') throw new Refused('formula-not-calculated', { at: `cell ${firstEmpty}` })
  return sheetTable(request.file, sheet, csvPath, handler, { count, first, firstOther })
}

async function writeSheet(
  zip: ZipArchive,
  context: WorkbookContext,
  part: string,
  csvPath: string,
  { limits, onBytes }: StageRequest,
  width?: number,
): Promise<SheetHandler> {
  const writer = new CsvWriter(csvPath)
  try {
    const handler = await readPart(zip, part, new SheetHandler(context, writer, width), limits, onBytes)
    handler.finish()
    return handler
  } finally {
    writer.close()
  }
}

function sheetTable(
  file: string,
  { name, hidden }: SheetEntry,
  csvPath: string,
  { rows, width }: SheetHandler,
  formulas: StagedTable['formulas'],
): StagedTable {
  const firstRows = rows.first.map((texts) => Array.from({ length: width }, (_, at) => texts[at] ?? ''))
  return {
    ...{ file, sheet: name, hidden, csvPath, delimiter: ',', newLine: '\n', encoding: 'utf-8' },
    ...{ rowColumn: true, columnCount: width, formulas, firstRows, firstRowNumbers: rows.firstNumbers },
    ...{ records: rows.records, blankRows: rows.blankRows, oddRows: rows.oddRows, rowsRead: rows.rowsRead },
  }
}
