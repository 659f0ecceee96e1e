import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'

/** Bytes above which a page is compressed: below it the saving is less than a packet. */
const WORTH_COMPRESSING = 1024

const zip = promisify(gzip)
const brotli = promisify(brotliCompress)

/** The best of `br`, `gzip` and none that a request takes. */
export function encodingFor(accepted: string | undefined): 'br' | 'gzip' | undefined {
  const names = (accepted ?? '').split(',').map((part) => part.trim())
  const takes = (name: string): boolean =>
    names.some((part) => part.split(';')[0]?.trim() === name && !/;\s*q=0(?:\.0*)?$/.test(part))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}

/** Sends a page of ours, compressed where that pays; it is never stored on the way or in the browser. */
export async function sendPage(reply: FastifyReply, status: number, text: string): Promise<FastifyReply> {
  reply.code(status).header('cache-control', 'no-store').header('vary', 'accept-encoding')
  reply.type('text/html; charset=utf-8')
  const body = Buffer.from(text)
  const encoding = body.length > WORTH_COMPRESSING ? encodingFor(reply.request.headers['accept-encoding']) : undefined
  if (encoding === undefined) return reply.send(body)
  return reply.header('content-encoding', encoding).send(await compressed(body, encoding))
}

function compressed(body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return zip(body, { level: 6 })
  return brotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
}
