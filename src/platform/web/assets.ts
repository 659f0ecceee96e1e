import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { siteStyles } from './style-sheet.ts'

/** A file that browsers may keep for ever, since its name changes with its content. */
export interface Asset {
  readonly path: string
  readonly type: string
  readonly raw: Buffer
  readonly br: Buffer
  readonly gzip: Buffer
}

/** Addresses of the site's styles, script and icon, and every file by its address. */
export interface Assets {
  readonly styles: string
  readonly script: string
  readonly icon: string
  readonly files: ReadonlyMap<string, Asset>
}

/**
 * Reads and compresses what pages need beside themselves: govuk-frontend's styles (without fonts and the crest) and script
 * as its package ships them, and our own. Once for each process.
 */
export function loadAssets(): Promise<Assets> {
  loaded ??= readAssets()
  return loaded
}

let loaded: Promise<Assets> | undefined

async function readAssets(): Promise<Assets> {
  const [govukScript, ownStyles, ownScript, icon] = await Promise.all([
    readFile(new URL(import.meta.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.js')), 'utf8'),
    readStyles(),
    readOwn('throughline.js'),
    readOwn('icon.svg'),
  ])
  const govuk = await asset('govuk', 'js', govukScript.replace(/\/\/# sourceMappingURL=\S+\s*$/, ''))
  const files = await Promise.all([
    asset('throughline', 'css', `${siteStyles()}${withoutComments(ownStyles)}`),
    asset('throughline', 'js', withoutComments(ownScript).replace('./govuk-frontend.js', govuk.path)),
    asset('icon', 'svg', icon),
  ])
  const [styles, script, picture] = files
  return {
    styles: styles.path,
    script: script.path,
    icon: picture.path,
    files: new Map([govuk, ...files].map((file) => [file.path, file])),
  }
}

/** Our own styles, each part of the site's in a file of its own. */
async function readStyles(): Promise<string> {
  const parts = await Promise.all(['lists.css', 'figures.css', 'loads.css', 'throughline.css'].map(readOwn))
  return parts.join('\n')
}

function readOwn(name: string): Promise<string> {
  return readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8')
}

/** Comments of our own files stand between `/*` and its end, and nothing else in them looks so. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/^\s+/gm, '')
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const

async function asset(name: string, extension: keyof typeof TYPES, text: string): Promise<Asset> {
  const raw = Buffer.from(text)
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 16)
  const [br, zipped] = await Promise.all([compressBrotli(raw), compressGzip(raw, { level: 9 })])
  return { path: `/assets/${name}-${hash}.${extension}`, type: TYPES[extension], raw, br, gzip: zipped }
}

const compressGzip = promisify(gzip)

function compressBrotli(raw: Buffer): Promise<Buffer> {
  return promisify(brotliCompress)(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  })
}
