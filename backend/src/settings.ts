import addresses from 'ipaddr.js'
import { z } from 'zod'
import { databaseUrl } from './db/url.ts'
import { allowList } from './egress/rules.ts'
import { isMailAddress } from './lib/mail-address.ts'
import { type PlanFile, PlansError, readPlans } from './plans/file.ts'

/** The settings as the README's table names them, checked at start. */
export interface Settings {
  /** Our own origin, e.g. `https://chat.example`. An https one means production. */
  url: string
  production: boolean
  port: number
  dataFolder: string
  databaseUrl: string | undefined
  /** CIDR ranges whose `X-Forwarded-…` headers are believed. */
  trustedProxies: string[]
  deepseek: { key: string; url: string } | undefined
  ollamaUrl: string
  /** Whether the operator has named it; else it is asked at its usual address, where there may be none. */
  ollamaNamed: boolean
  /** Where plans are paid for, and which; without it there are none. */
  stripe: { key: string; webhookSecrets: string[]; url: string; plans: PlanFile } | undefined
  egressAllow: string[]
  /** The mail server; without one mails go to the outbox. `secure`: TLS from the start. */
  smtp: { host: string; port: number; secure: boolean; user?: string; password?: string } | undefined
  /** In which country the mail server stands, by ISO 3166-1. */
  smtpCountry: string | undefined
  /** The address that mails come from. */
  mailFrom: string
  /** The folder in which backups are written each night; none are made without it. */
  backups: string | undefined
  /** A shop to try it on, and a way in for its owner; never in production. */
  demo: boolean
  /** Whom else the operator has had data lie with or pass through: who hosts, watches or keeps copies. */
  providers: { name: string; does: string; country: string }[]
  operator: { name: string; address: string; contact: string; country: string }
}

/** A sentence for the person at the terminal. */
export class SettingsError extends Error {}

const httpUrl = z.url({ protocol: /^https?$/ })
const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(Boolean),
  )

const Environment = z.object({
  ATAVUS_URL: httpUrl.optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(4600),
  ATAVUS_DATA: z.string().min(1).default('.atavus'),
  DATABASE_URL: z
    .string()
    .refine(text => databaseUrl(text) !== undefined, 'not a postgres:// address')
    .optional(),
  TRUSTED_PROXIES: list.refine(ranges => ranges.every(isRange), 'not a list of addresses or CIDR ranges'),
  DEEPSEEK_API_KEY: z.string().min(1).optional(),
  DEEPSEEK_URL: httpUrl.default('https://api.deepseek.com'),
  OLLAMA_URL: httpUrl.optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'not a secret or restricted key of Stripe’s')
    .optional(),
  STRIPE_WEBHOOK_SECRET: list.refine(secrets => secrets.every(isWebhookSecret), 'not whsec_…'),
  STRIPE_URL: httpUrl.default('https://api.stripe.com'),
  ATAVUS_PLANS: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .refine(text => smtpOf(text) !== undefined, 'not smtp://user:password@host:port or smtps://…')
    .optional(),
  SMTP_FROM: z.string().refine(isMailAddress, 'not an e-mail address').optional(),
  ATAVUS_SMTP_COUNTRY: z
    .string()
    .refine(isCountry, 'not the two letters of a country, such as DE')
    .optional(),
  ATAVUS_EGRESS_ALLOW: list.refine(isAllowList, 'not a list of host:port'),
  ATAVUS_BACKUPS: z.string().min(1).optional(),
  ATAVUS_DEMO: z.enum(['on', 'off'], 'on or off').default('on'),
  ATAVUS_PROVIDERS: z
    .string()
    .default('')
    .refine(text => providersOf(text) !== undefined, 'not name, what for, country; name, …'),
  ATAVUS_OPERATOR_NAME: z.string().min(1).optional(),
  ATAVUS_OPERATOR_ADDRESS: z.string().min(1).optional(),
  ATAVUS_OPERATOR_CONTACT: z.string().min(1).optional(),
  ATAVUS_OPERATOR_COUNTRY: z.string().min(1).optional(),
})

/** Reads the settings from an environment; throws `SettingsError` that names each wrong one in a line. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success)
    throw new SettingsError(
      parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  const env = parsed.data
  const url = new URL(env.ATAVUS_URL ?? `http://localhost:${env.PORT}`)
  if (url.pathname !== '/' || url.search)
    throw new SettingsError('ATAVUS_URL: only scheme, host and port, no path')
  const production = url.protocol === 'https:'
  if (!production && !isLoopback(url.hostname))
    throw new SettingsError('ATAVUS_URL: anything but this machine must be reached by https')
  return {
    url: url.origin,
    production,
    port: env.PORT,
    dataFolder: env.ATAVUS_DATA,
    databaseUrl: env.DATABASE_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    deepseek: env.DEEPSEEK_API_KEY ? { key: env.DEEPSEEK_API_KEY, url: env.DEEPSEEK_URL } : undefined,
    ollamaUrl: env.OLLAMA_URL ?? 'http://127.0.0.1:11434',
    ollamaNamed: env.OLLAMA_URL !== undefined,
    stripe: stripeOf(env),
    egressAllow: env.ATAVUS_EGRESS_ALLOW,
    smtp: env.SMTP_URL === undefined ? undefined : smtpOf(env.SMTP_URL),
    smtpCountry: env.ATAVUS_SMTP_COUNTRY,
    mailFrom: env.SMTP_FROM ?? fromOf(env.ATAVUS_OPERATOR_CONTACT, url),
    backups: env.ATAVUS_BACKUPS,
    providers: providersOf(env.ATAVUS_PROVIDERS) ?? [],
    demo: !production && env.ATAVUS_DEMO === 'on',
    operator: operatorOf(env, production),
  }
}

/** What the webhook tells is believed only with its secret: without one nobody would hear that a payment failed. */
function stripeOf(env: z.infer<typeof Environment>): Settings['stripe'] {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhookSecrets, STRIPE_URL: url } = env
  if (!key) return undefined
  if (webhookSecrets.length === 0)
    throw new SettingsError('STRIPE_WEBHOOK_SECRET: must be set beside STRIPE_SECRET_KEY')
  try {
    return { key, webhookSecrets, url, plans: readPlans(env.ATAVUS_PLANS) }
  } catch (error) {
    throw error instanceof PlansError ? new SettingsError(error.message) : error
  }
}

const isWebhookSecret = (text: string): boolean => /^whsec_\w+$/.test(text)

/** Policy, notice and receipts print who runs this; in production nobody may be left out. */
function operatorOf(env: z.infer<typeof Environment>, production: boolean): Settings['operator'] {
  const names = ['NAME', 'ADDRESS', 'CONTACT', 'COUNTRY'] as const
  const missing = names.map(name => `ATAVUS_OPERATOR_${name}` as const).filter(name => !env[name])
  if (production && missing.length)
    throw new SettingsError(`In production these must be set: ${missing.join(', ')}`)
  return {
    name: env.ATAVUS_OPERATOR_NAME ?? 'Atavus',
    address: env.ATAVUS_OPERATOR_ADDRESS ?? 'this machine',
    contact: env.ATAVUS_OPERATOR_CONTACT ?? 'operator@localhost',
    country: env.ATAVUS_OPERATOR_COUNTRY ?? 'this machine',
  }
}

/** `name, what for, country`, parted by semicolons; undefined when one is not so. */
function providersOf(text: string): Settings['providers'] | undefined {
  const entries = text.split(';').filter(entry => entry.trim())
  const found = entries.map(entry => entry.split(',').map(part => part.trim()))
  if (found.some(parts => parts.length !== 3 || parts.includes(''))) return undefined
  return found.map(([name = '', does = '', country = '']) => ({ name, does, country }))
}

/** A mail server's address: nothing but scheme, credentials, host and port; undefined when it is none. */
function smtpOf(text: string): Settings['smtp'] {
  const url = URL.parse(text)
  // The host is read as a web address's is, so that every spelling of an address comes out as the gate's rules know it.
  const named = url && URL.parse(`http://${url.host}`)
  if (!url || !named?.hostname || !/^smtps?:$/.test(url.protocol)) return undefined
  if (!/^\/?$/.test(url.pathname) || url.search || url.hash || url.port === '0') return undefined
  const secure = url.protocol === 'smtps:'
  try {
    return {
      host: named.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 465 : 587)),
      secure,
      ...(url.username && { user: decodeURIComponent(url.username) }),
      ...(url.password && { password: decodeURIComponent(url.password) }),
    }
  } catch {
    return undefined
  }
}

/** The operator's own address if mails can be answered there, else one of this host's. */
function fromOf(contact: string | undefined, url: URL): string {
  if (contact !== undefined && isMailAddress(contact)) return contact
  const own = `atavus@${url.hostname}`
  return isMailAddress(own) ? own : 'atavus@localhost'
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const bare = host.replace(/^\[|\]$/g, '')
  return addresses.isValid(bare) && addresses.process(bare).range() === 'loopback'
}

/** As the gate reads it, which throws at an entry that it cannot. */
function isAllowList(entries: string[]): boolean {
  try {
    allowList(entries)
    return true
  } catch {
    return false
  }
}

/** Two letters that stand for a country: what nobody has a name for is none. */
function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && new Intl.DisplayNames('en', { type: 'region' }).of(text) !== text
}

function isRange(text: string): boolean {
  return text.includes('/') ? addresses.isValidCIDR(text) : addresses.isValid(text)
}
