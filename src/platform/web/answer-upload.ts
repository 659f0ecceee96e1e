import type { FastifyReply, FastifyRequest } from 'fastify'
import { answer } from './answer.ts'
import { HttpRefusal } from './http-refusal.ts'
import type { Route } from './route.ts'
import { checkSameOrigin } from './same-origin.ts'
import type { Shell } from './shell.ts'
import { receive } from './upload.receive.ts'
import type { UploadLimits } from './upload.ts'

/**
 * Answers a form with files in two transactions, since the files may be minutes under way: one asks whether this person
 * may send them, the other does the work once they are on disk.
 */
export async function answerUpload(
  shell: Shell,
  route: Route,
  limits: UploadLimits,
  uploadsDir: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  checkSameOrigin(shell.place, request)
  const session = shell.jar.read(request.headers.cookie).get(shell.jar.sessionName)
  const token = await shell.enter(
    { what: route.what, ...(session === undefined ? {} : { session }) },
    async (visit) => visit.csrf,
  )
  if (token === '') throw new HttpRefusal(403, 'files without a session')
  const received = await receive(request, uploadsDir, limits, token)
  try {
    request.body = received.fields
    return await answer(shell, route, request, reply, received.upload)
  } finally {
    await received.cleanUp()
  }
}
