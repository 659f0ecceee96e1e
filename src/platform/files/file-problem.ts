/** Why a file is refused: a stable code, where, and a sentence that says what to do. It holds nothing of any cell. */
export interface FileProblem {
  readonly code: FileProblemCode
  readonly file: string
  readonly sheet?: string
  readonly message: string
}

/** Every reason for refusing a file, with the sentence that follows the file's name. Codes are never reused. */
export const fileProblems = {
  'not-found': 'is not there, or may not be read.',
  'nothing-to-read': 'holds no workbook (.xlsx) and no CSV file.',
  'too-many-files': 'holds more files than one load may have. Give only the files of the extract.',
  empty: 'is empty. Export it again.',
  pdf: 'is a PDF document, whatever its name says. Give the workbook or CSV files it was made from.',
  'old-excel': 'is a workbook of Excel 97 to 2003. Open it in Excel and save it as .xlsx.',
  encrypted: 'is protected by a password. Remove the password and save it again, a workbook as .xlsx.',
  'binary-workbook': 'is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.',
  'open-document': 'is an OpenDocument spreadsheet (.ods). Open it and save it as .xlsx.',
  markup: 'is a web page or XML file, whatever its name says. Open it in Excel and save it as .xlsx.',
  'other-document': 'is another kind of Office document. Give a workbook (.xlsx) or CSV files.',
  'not-a-table': 'is neither a workbook (.xlsx) nor text. Give a workbook (.xlsx) or CSV files.',
  'damaged-zip': 'is cut short or damaged. Copy or export it again.',
  'damaged-workbook': 'is damaged: a part of the workbook is missing or wrong. Open it in Excel and save it again.',
  'zip-bomb': 'unpacks to far more than any extract. It was not read.',
  'too-large': 'is larger than any extract should be. Give each list as a CSV file of its own.',
  'too-many-entries': 'holds more parts than any workbook should. It was not read.',
  'too-many-sheets': 'has more sheets than any extract should. Give only the lists.',
  'too-many-columns': 'has more columns than any list should. Give only the list.',
  'too-many-odd-rows': 'has too many rows that cannot be read. Look at how it was exported, and export it again.',
  'unsafe-path': 'holds a part whose name points outside it. It was not read.',
  'duplicate-entry': 'holds two parts of the same name. Save or zip it again.',
  'nested-zip': 'holds a zip inside a zip. Unpack the inner one first.',
  macros: 'holds macros. Open it in Excel and save it as .xlsx, without macros.',
  'external-links':
    'takes values from other workbooks. In Excel, break the links (Data, Edit Links) and save it again.',
  'entity-declaration': 'declares a document type or entities, which no workbook needs. It was not read.',
  formula: 'holds a formula where data belongs. In Excel, copy the cells and paste them as values.',
  'formula-not-calculated': 'holds a formula that was never calculated. Open it in Excel and save it again.',
  memory: 'needs more memory than reading a file may take. Give each list as a CSV file of its own.',
  time: 'takes longer to read than a file may. Give each list as a CSV file of its own.',
} as const satisfies Record<string, string>

export type FileProblemCode = keyof typeof fileProblems

/** Where in a file a problem lies; never what stands there. */
export interface Place {
  readonly sheet?: string
  /** More about the place: a cell's reference, a row, a part's name. */
  readonly at?: string
}

/** Builds the refusal of `file` for the reason `code`. */
export function fileProblem(code: FileProblemCode, file: string, place: Place = {}): FileProblem {
  const inSheet = place.sheet === undefined ? '' : `, sheet “${place.sheet}”`
  const at = place.at === undefined ? '' : `, ${place.at}`
  return {
    code,
    file,
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
    message: `${file}${inSheet}${at}: ${fileProblems[code]}`,
  }
}

/** Thrown while a file is being read, caught where its reading began and turned into a refusal. */
export class Refused extends Error {
  readonly code: FileProblemCode
  readonly place: Place

  constructor(code: FileProblemCode, place: Place = {}) {
    super(code)
    this.code = code
    this.place = place
  }
}
