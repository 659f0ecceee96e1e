import { z } from 'zod'
import type { Outcome } from '#values'

/** What the place where the server runs says of it, in environment variables. All may be left out. */
const settingsSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'is the address of a PostgreSQL server: postgres://user:password@host/database')
    .optional(),
  HOST: z.string().min(1, 'is the address to listen on, such as 127.0.0.1').optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is a number up to 65535')
    .refine((text) => Number(text) <= 65_535, 'is a number up to 65535')
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine((text) => /^https:\/\//.test(text) && URL.canParse(text), 'is the https address that people use')
    .optional(),
  TRUST_PROXY: z.string().min(1, 'names the proxies that are believed, such as loopback').optional(),
  OIDC_ISSUER: z
    .string()
    .refine((text) => URL.canParse(text), 'is the address of the identity provider')
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1, 'is what the identity provider calls this service').optional(),
  OIDC_CLIENT_SECRET: z.string().min(1, 'is the secret shared with the identity provider').optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'is debug, info, warn or error').optional(),
})

export interface ServerSettings {
  readonly databaseUrl: string | undefined
  readonly host: string | undefined
  readonly port: number | undefined
  readonly publicUrl: string | undefined
  readonly trustProxy: string | undefined
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | undefined
  /** How people sign in; undefined where only the example county is served, which has personas. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | undefined
}

const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

/**
 * Reads the settings of a server. A variable that is set and empty counts as left out.
 *
 * @returns every problem at once; none says what a variable holds
 */
export function readServerSettings(environment: Readonly<Record<string, string | undefined>>): Outcome<ServerSettings> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = settingsSchema.safeParse(given)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({
        code: 'setting',
        field: path.join('.'),
        message: `${path.join('.')} ${message}`,
      }))
  const set = OIDC.filter((name) => given[name] !== undefined)
  if (set.length > 0 && set.length < OIDC.length) {
    const lacking = OIDC.filter((name) => !set.includes(name))
    problems.push(
      ...lacking.map((name) => ({
        code: 'setting',
        field: name,
        message: `${name} is needed beside ${set.join(', ')}`,
      })),
    )
  }
  if (set.length === OIDC.length && given.PUBLIC_URL === undefined) {
    const message = 'PUBLIC_URL is needed for signing in: the identity provider sends people back to it'
    problems.push({ code: 'setting', field: 'PUBLIC_URL', message })
  }
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: settingsOf(parsed.data) }
}

function settingsOf(data: z.infer<typeof settingsSchema>): ServerSettings {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = data
  return {
    databaseUrl: data.DATABASE_URL,
    host: data.HOST,
    port: data.PORT === undefined ? undefined : Number(data.PORT),
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY,
    logLevel: data.LOG_LEVEL,
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined,
  }
}
