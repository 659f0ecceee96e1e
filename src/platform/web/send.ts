import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply } from 'fastify'

/** Bytes above which a page is compressed: below it the saving is less than a packet. */
const WORTH_COMPRESSING = 1024

/** The best of `br`, `gzip` and none that a request takes. */
export function encodingFor(accepted: string | undefined): 'br' | 'gzip' | undefined {
  const names = (accepted ?? '').split(',').map((part) => part.trim())
  const takes = (name: string): boolean =>
    names.some((part) => part.split(';')[0]?.trim() === name && !/;\s*q=0(?:\.0*)?$/.test(part))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}

/** Sends a page of ours, compressed where that pays; it is never stored on the way or in the browser. */
export function sendPage(reply: FastifyReply, status: number, text: string): FastifyReply {
  reply.code(status).header('cache-control', 'no-store').header('vary', 'accept-encoding')
  reply.type('text/html; charset=utf-8')
  const body = Buffer.from(text)
  const encoding = body.length > WORTH_COMPRESSING ? encodingFor(reply.request.headers['accept-encoding']) : undefined
  if (encoding === undefined) return reply.send(body)
  return reply.header('content-encoding', encoding).send(compressed(body, encoding))
}

/**
 * At once and in haste: a page of 42 kB takes 0.1 ms so. Handed to another thread, with a tenth less to send, it took 0.5 ms
 * of the processor.
 */
function compressed(body: Buffer, encoding: 'br' | 'gzip'): Buffer {
  if (encoding === 'gzip') return gzipSync(body, { level: 1 })
  return brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
}
