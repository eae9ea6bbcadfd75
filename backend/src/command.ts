#!/usr/bin/env node
import { resolve } from 'node:path'
import { backupHelp, backupOf, restoreOf, runRestore, secretsOf } from './backup/command.ts'
import { BackupError } from './backup/error.ts'
import { SecretsError } from './backup/secrets-file.ts'
import type { BillingVerb } from './billing/stripe/command.ts'
import { ClusterError } from './db/cluster/error.ts'
import type { DatabaseAddress } from './db/connect.ts'
import { DatabaseError } from './db/error.ts'
import { openDatabase } from './db/open.ts'
import { requirePrivateDatabase } from './db/private.ts'
import type { Database } from './db/tenancy.ts'
import { visitCluster } from './db/visit.ts'
import { createGate } from './egress/gate.ts'
import { reservedHosts } from './egress/reserved.ts'
import { createLog, faultFields } from './lib/log.ts'
import { loadSecrets } from './lib/secrets.ts'
import { readOutbox } from './mail/outbox.ts'
import { appoint, dismiss, operators } from './operator/appoint.ts'
import { sealingHelp, sealingOf } from './sealing/command.ts'
import { readSettings, type Settings, SettingsError } from './settings.ts'

// The command line of whoever runs the platform, beside a platform that runs or without one.

const now = () => new Date()

const help = `atavus operator add <e-mail>      make an account an operator of this platform
atavus operator remove <e-mail>   make it an operator no more
atavus operator list              who the operators are
atavus outbox                     the mails that wait here because no mail server is set (SMTP_URL)
atavus billing publish            make the plans sold at Stripe, as often as they change (docs/billing.md)
atavus billing status             what of it is there
${backupHelp}${sealingHelp}atavus help                       this
`

/** What a command has to say, and whether it did what it was asked. */
interface Told {
  text: string
  failed?: true
}

interface Place {
  db: Database
  address: DatabaseAddress
  settings: Settings
  folder: string
  /** The number of this process in the database. */
  process(): number
  now(): Date
}

type Command = (place: Place) => Promise<Told>

/** The command that the words name; undefined where they name none. */
function commandOf(words: string[]): Command | undefined {
  const ofBackups = backupOf(words)
  if (ofBackups) return async place => ({ text: await ofBackups(place) })
  const ofSealing = sealingOf(words)
  if (ofSealing) return async place => ({ text: await ofSealing(place) })
  const [subject, verb, email, ...more] = words
  if (more.length) return undefined
  if (subject === 'operator' && verb === 'add' && email) return place => add(place, email)
  if (subject === 'operator' && verb === 'remove' && email) return place => remove(place, email)
  if (subject === 'operator' && verb === 'list' && !email) return list
  if (subject === 'outbox' && !verb) return outbox
  return undefined
}

const unknown: Told = { text: 'No account has this e-mail address. Sign up first.', failed: true }
const demanded =
  'The operator’s room opens only to a session that has shown a second factor: set one up under “Account”, then sign in with it.'

async function add({ db }: Place, email: string): Promise<Told> {
  const appointed = await appoint(db, email.trim())
  if (appointed === 'unknown') return unknown
  const is = appointed === 'done' ? 'an operator now' : 'an operator already'
  return { text: `The account is ${is}.\n${demanded}` }
}

async function remove({ db }: Place, email: string): Promise<Told> {
  const dismissed = await dismiss(db, email.trim())
  if (dismissed === 'unknown') return { ...unknown, text: 'No account has this e-mail address.' }
  if (dismissed === 'same') return { text: 'The account is no operator.', failed: true }
  return { text: 'The account is an operator no more.' }
}

async function list({ db }: Place): Promise<Told> {
  const found = await operators(db)
  if (!found.length) return { text: 'There is no operator yet: atavus operator add <e-mail>' }
  const lines = found.map(({ email, addedAt, secondFactor }) => {
    const factor = secondFactor ? '' : '  without a second factor: the room stays closed'
    return `${plain(email)}  since ${addedAt.toISOString().slice(0, 10)}${factor}`
  })
  return { text: lines.join('\n') }
}

async function outbox({ db, folder, settings }: Place): Promise<Told> {
  if (settings.smtp) return { text: 'Mails go to the mail server that SMTP_URL names; none wait here.' }
  const mails = await readOutbox({ db, secrets: await loadSecrets(folder), now })
  if (!mails.length) return { text: 'No mail waits here.' }
  const shown = mails.map(({ at, to, subject, text }) =>
    [`At ${at.toISOString()}`, `To ${plain(to)}`, plain(subject), '', plain(text)].join('\n'),
  )
  return { text: shown.join('\n\n---\n\n') }
}

/** What the words ask of Stripe; undefined where they ask for something else. */
function billingOf([subject, verb, ...more]: string[]): BillingVerb | undefined {
  if (subject !== 'billing' || more.length) return undefined
  return verb === 'publish' || verb === 'status' ? verb : undefined
}

/** It needs no database, and not yet the webhook's secret, which is known only once the plans are published. */
async function billing(verb: BillingVerb): Promise<Told> {
  const { STRIPE_WEBHOOK_SECRET = '' } = process.env
  const settings = readSettings({
    ...process.env,
    STRIPE_WEBHOOK_SECRET: STRIPE_WEBHOOK_SECRET || 'whsec_later',
  })
  const gate = createGate({
    allow: settings.egressAllow,
    reserved: reservedHosts(settings),
    record: () => {},
  })
  const { billingCommand } = await import('./billing/stripe/command.ts')
  return billingCommand(verb, settings, gate).finally(gate.close)
}

/** Without what a terminal would obey. */
const plain = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, '')

async function run(words: string[]): Promise<Told> {
  if (words.length === 0 || words.includes('--help') || words[0] === 'help') return { text: help.trimEnd() }
  const ofBilling = billingOf(words)
  if (ofBilling) return billing(ofBilling)
  const apart = await withoutDatabase(words)
  if (apart) return apart
  const command = commandOf(words)
  if (!command) return { text: `There is no such command.\n\n${help.trimEnd()}`, failed: true }
  const settings = readSettings(process.env)
  const folder = resolve(settings.dataFolder)
  const { address, stop } = await addressOf(settings, folder)
  try {
    const { db, presence, close } = await openDatabase(address, now)
    const place = { db, address, settings, folder, process: presence.number, now }
    return await command(place).finally(close)
  } finally {
    await stop()
  }
}

/** What needs no database of ours that stands: restoring one, and the secrets. */
async function withoutDatabase(words: string[]): Promise<Told | undefined> {
  const [restoring, secrets] = [restoreOf(words), secretsOf(words)]
  if (!restoring && !secrets) return undefined
  const settings = readSettings(process.env)
  const folder = resolve(settings.dataFolder)
  if (restoring) return { text: await runRestore(restoring, { settings, folder, now }) }
  return secrets && { text: await secrets(folder) }
}

async function addressOf(
  { databaseUrl, production }: Settings,
  folder: string,
): Promise<{ address: DatabaseAddress; stop(): Promise<void> }> {
  if (!databaseUrl) return visitCluster(folder)
  if (production) await requirePrivateDatabase(databaseUrl)
  return { address: { kind: 'server', url: databaseUrl }, stop: async () => {} }
}

function sentenceOf(error: unknown): string {
  const known =
    error instanceof SettingsError ||
    error instanceof DatabaseError ||
    error instanceof ClusterError ||
    error instanceof BackupError ||
    error instanceof SecretsError
  if (known) return error.message
  createLog(now)('error', 'command_failed', faultFields(error))
  return 'That did not work.'
}

const told = await run(process.argv.slice(2)).catch(
  (error: unknown): Told => ({ text: sentenceOf(error), failed: true }),
)
process[told.failed ? 'stderr' : 'stdout'].write(`${told.text}\n`)
process.exitCode = told.failed ? 1 : 0
