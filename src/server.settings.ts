import { z } from 'zod'
import { type MailSettings, readMailSettings } from '#platform/notify'
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
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'is debug, info, warn or error').optional(),
})

export interface ServerSettings {
  readonly databaseUrl: string | undefined
  readonly host: string | undefined
  readonly port: number | undefined
  readonly publicUrl: string | undefined
  readonly trustProxy: string | undefined
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | undefined
  /** How people are told of things by mail; they are not where this is left out. */
  readonly mail: MailSettings | undefined
}

/**
 * Reads the settings of a server. A variable that is set and empty counts as left out.
 *
 * @returns every problem at once; none says what a variable holds
 */
export function readServerSettings(environment: Readonly<Record<string, string | undefined>>): Outcome<ServerSettings> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = settingsSchema.safeParse(given)
  const mail = readMailSettings(given)
  if (parsed.success && mail.ok) return { ok: true, value: settingsOf(parsed.data, mail.value) }
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    code: 'setting',
    field: path.join('.'),
    message: `${path.join('.')} ${message}`,
  }))
  return { ok: false, problems: [...problems, ...(mail.ok ? [] : mail.problems)] }
}

function settingsOf(data: z.infer<typeof settingsSchema>, mail: MailSettings | undefined): ServerSettings {
  return {
    databaseUrl: data.DATABASE_URL,
    host: data.HOST,
    port: data.PORT === undefined ? undefined : Number(data.PORT),
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY,
    logLevel: data.LOG_LEVEL,
    mail,
  }
}
