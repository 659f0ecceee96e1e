import { createServer, type Server } from 'node:http'
import { type Answer, type Call, type Command, numberOption } from '#platform/cli'
import { renderCompendiumHtml } from '#reports'
import type { Problem } from '#values'
import { compendiumOf } from './compendium.command.ts'
import { snapshotOptions, snapshotOptionsDescribed, withSnapshot } from './open.ts'

const PORT = 3000

/**
 * `throughline serve`: the compendium of the newest snapshot, to this machine alone. It asks nobody who they are, so it
 * listens on the loopback address and shows the page that has no child on it.
 */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve the compendium on this machine (127.0.0.1) until stopped',
  usage: '[--port N] [--snapshot ID]',
  options: { ...snapshotOptions, port: { type: 'string' } },
  describe: { ...snapshotOptionsDescribed, port: `the port; ${PORT} unless given, 0 for any that is free` },
  words: [0, 0],
  run: runServe,
}

async function runServe(call: Call): Promise<Answer> {
  const problems: Problem[] = []
  const port = numberOption(call, 'port', problems) ?? PORT
  if (port > 65_535) problems.push({ code: 'port', field: 'port', message: '--port takes a number up to 65535' })
  if (problems.length > 0) return { problems }
  const model = await withSnapshot(call, async (open) => ({ ok: true, value: await compendiumOf(call, open) }))
  if (!model.ok) return model
  call.progress.end()
  const server = await listen(renderCompendiumHtml(model.value), port)
  if ('problems' in server) return server
  const address = server.address()
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : port}/`
  process.stderr.write(`The compendium is at ${url} (stop with Ctrl-C)\n`)
  await stopped(server)
  return { json: { url }, text: '' }
}

function listen(page: string, port: number): Promise<Server | { readonly problems: readonly Problem[] }> {
  const body = Buffer.from(page)
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    else if (request.url?.split('?')[0] !== '/') response.writeHead(404).end('Not found')
    else response.writeHead(200, HEADERS).end(body)
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      resolve({
        problems: [{ code: 'port', field: 'port', message: `port ${port} is in use; give another with --port` }],
      })
    })
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      server.close(() => resolve())
      server.closeAllConnections()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
