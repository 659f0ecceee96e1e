import { posix } from 'node:path'
import { Refused } from './file-problem.ts'
import type { Limits } from './limits.ts'
import type { XmlHandler } from './xml.reader.ts'
import { readAttributes } from './xml.text.ts'

/** Where a relationship of a part leads: the kind is the last word of its type. */
export interface Relationship {
  readonly kind: string
  /** The name of a part of the same workbook. */
  readonly target: string
}

/** Gathers the relationships of a part from its `.rels` part; those that lead outside the workbook are left out. */
export class RelationshipsHandler implements XmlHandler {
  readonly wantsText = false
  readonly byId = new Map<string, Relationship>()
  readonly #folder: string
  readonly #limits: Limits

  /** `folder` is that of the part whose relationships these are. */
  constructor(folder: string, limits: Limits) {
    this.#folder = folder
    this.#limits = limits
  }

  open(name: string, attributes: string): void {
    if (name !== 'Relationship') return
    const found = readAttributes(attributes)
    if (found.get('TargetMode') === 'External') return
    const kind = found.get('Type')?.split('/').at(-1) ?? ''
    this.byId.set(found.get('Id') ?? '', { kind, target: this.#resolve(found.get('Target') ?? '') })
    if (this.byId.size > this.#limits.entries) throw new Refused('damaged-workbook')
  }

  #resolve(target: string): string {
    return target.startsWith('/') ? target.slice(1) : posix.join(this.#folder, target)
  }

  close(): void {}
  text(): void {}

  /** The target of the first relationship of a kind. */
  findTarget(kind: string): string | undefined {
    for (const relationship of this.byId.values()) if (relationship.kind === kind) return relationship.target
    return undefined
  }
}

/** A sheet as `workbook.xml` lists it. */
export interface SheetEntry {
  readonly name: string
  readonly hidden: boolean
  readonly relationship: string
}

/** Gathers the sheets and the date system from `workbook.xml`. */
export class WorkbookHandler implements XmlHandler {
  readonly wantsText = false
  readonly sheets: SheetEntry[] = []
  is1904 = false
  readonly #limits: Limits

  constructor(limits: Limits) {
    this.#limits = limits
  }

  open(name: string, attributes: string): void {
    if (name === 'workbookPr') this.is1904 = /^(1|true)$/.test(readAttributes(attributes).get('date1904') ?? '')
    if (name !== 'sheet') return
    const found = readAttributes(attributes)
    const hidden = /hidden/i.test(found.get('state') ?? '')
    this.sheets.push({ name: (found.get('name') ?? '').slice(0, 100), hidden, relationship: found.get('id') ?? '' })
    if (this.sheets.length > this.#limits.sheets) throw new Refused('too-many-sheets')
  }

  close(): void {}
  text(): void {}
}
