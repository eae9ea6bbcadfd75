import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCluster } from './db/cluster.ts'
import { openCluster, openDatabase } from './db/open.ts'
import { loadSecrets } from './lib/secrets.ts'
import { createOutbox } from './mail/outbox.ts'
import { freshDatabase, lookInto } from './testing/database.ts'
import { environmentOf } from './testing/sold.ts'
import { startStripe } from './testing/stripe/double.ts'

const file = fileURLToPath(new URL('command.ts', import.meta.url))
const account = '01900000-0000-7000-8000-00000000000a'
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: ReturnType<typeof lookInto>
let folder: string
let environment: Record<string, string>

beforeAll(async () => {
  database = await freshDatabase()
  sql = lookInto(database.address)
  folder = await mkdtemp(join(tmpdir(), 'atavus-command-'))
  if (database.address.kind !== 'embedded') throw new Error('tests run on the embedded cluster')
  const { socket, database: name, user } = database.address
  environment = { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(socket)}` }
  await sql`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    values (${account}, 'runs.it@site.example', 'runsit', '', '1', now(), now())
  `
})
afterAll(async () => {
  await sql.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

interface Ran {
  code: number
  out: string
  err: string
}

function command(words: string[], more: Record<string, string> = environment): Promise<Ran> {
  const env = { PATH: process.env.PATH, ATAVUS_DATA: folder, ...more }
  const child = spawn(process.execPath, [file, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (err += chunk))
  return new Promise(resolve => child.once('close', code => resolve({ code: code ?? 1, out, err })))
}

test('an operator is made, listed and unmade by the e-mail address, and each of it is recorded', async () => {
  expect((await command(['operator', 'list'])).out).toContain('There is no operator yet')
  const added = await command(['operator', 'add', 'Runs.It@site.example'])
  expect(added).toMatchObject({ code: 0, err: '' })
  expect(added.out).toContain('second factor')
  expect(await sql`select from operators where account_id = ${account}`).toHaveLength(1)
  expect((await command(['operator', 'add', 'runs.it@site.example'])).out).toContain('already')
  const listed = await command(['operator', 'list'])
  expect(listed.out).toMatch(/^runs\.it@site\.example {2}since \d{4}-\d\d-\d\d {2}without a second factor/)
  expect(await command(['operator', 'remove', 'runs.it@site.example'])).toMatchObject({ code: 0 })
  expect(await sql`select from operators`).toHaveLength(0)
  expect(await command(['operator', 'remove', 'runs.it@site.example'])).toMatchObject({ code: 1, out: '' })

  const acts = await sql`select action, target, by_id as by, reason from operator_log order by at, id`
  expect([...acts]).toEqual([
    { action: 'operator.added', target: account, by: null, reason: null },
    { action: 'operator.removed', target: account, by: null, reason: null },
  ])
})

test('an address that nobody has is told in a sentence, and nothing is done', async () => {
  for (const verb of ['add', 'remove']) {
    const ran = await command(['operator', verb, 'nobody@site.example'])
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toMatch(/^No account has this e-mail address\./)
  }
  expect(await sql`select from operators`).toHaveLength(0)
})

test.each([[[]], [['help']], [['--help']]])('%j tells what there is, and asks no database', async words => {
  const ran = await command(words, { DATABASE_URL: 'nonsense' })
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).toContain('operator add <e-mail>')
})

test.each([
  [['operator']],
  [['operator', 'add']],
  [['operator', 'list', 'x']],
  [['operator', 'add', 'a@b.example', 'c']],
  [['outbox', 'x']],
  [['billing']],
  [['billing', 'sell']],
  [['billing', 'publish', 'x']],
  [['drop']],
])('%j is no command', async words => {
  const ran = await command(words)
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err).toContain('There is no such command')
})

test('wrong settings are told as the platform tells them', async () => {
  const ran = await command(['operator', 'list'], { DATABASE_URL: 'nonsense' })
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err).toBe('DATABASE_URL: not a postgres:// address\n')
})

test('without a key of Stripe’s there is nothing to publish, and no database is asked', async () => {
  const ran = await command(['billing', 'publish'], {})
  expect(ran).toEqual({ code: 1, out: '', err: 'There are no plans: STRIPE_SECRET_KEY is not set.\n' })
})

test('plans are published, and said to be there, before the webhook’s secret is known', async () => {
  const stripe = await startStripe()
  const { STRIPE_WEBHOOK_SECRET: _, ...told } = environmentOf(stripe)
  try {
    expect((await command(['billing', 'status'], told)).err).toContain('Not all of it is there')
    const published = await command(['billing', 'publish'], told)
    expect(published).toMatchObject({ code: 0, err: '' })
    expect(published.out).toMatch(/^Test mode: no money moves\.\nProduct atavus_starter \(Starter\): made\n/)
    expect(await command(['billing', 'status'], told)).toMatchObject({ code: 0, err: '' })

    const wrong = await command(['billing', 'status'], { ...told, STRIPE_SECRET_KEY: 'sk_live_other' })
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.err).toMatch(/^Live mode: money moves\.\nStripe does not accept STRIPE_SECRET_KEY/)
    const closed = await command(['billing', 'status'], { ...told, ATAVUS_EGRESS_ALLOW: '' })
    expect(closed.err).toContain('Stripe cannot be reached at present (egress_url)')
  } finally {
    await stripe.close()
  }
}, 30_000)

test('the outbox shows the mails that wait, and nothing that a terminal would obey', async () => {
  const secrets = await loadSecrets(folder)
  const now = () => new Date()
  const { db, close } = await openDatabase(database.address, now)
  expect((await command(['outbox'])).out).toBe('No mail waits here.\n')
  const text = 'Open this link:\nhttp://localhost:4600/verify#abc\u001b[2J\u0007'
  await createOutbox({ db, secrets, now }).send({ to: 'new@site.example', subject: 'Confirm', text })
  await close()
  const { out } = await command(['outbox'])

  expect(out).toContain('To new@site.example\nConfirm\n\nOpen this link:\nhttp://localhost:4600/verify#abc')
  expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})

test('on the embedded database it works beside a platform and without one, and leaves it as it was', async () => {
  const own = await mkdtemp(join(tmpdir(), 'atavus-embedded-'))
  const note = () => readFile(join(own, 'postgres', 'postmaster.pid'), 'utf8').catch(() => 'none')
  try {
    expect(await command(['operator', 'list'], { ATAVUS_DATA: own })).toMatchObject({ code: 0, err: '' })
    expect(await note()).toBe('none')

    const platform = await openCluster(own, {})
    const running = await note()
    expect(await command(['operator', 'list'], { ATAVUS_DATA: own })).toMatchObject({ code: 0, err: '' })
    expect((await note()).split('\n')[0]).toBe(running.split('\n')[0])
    await platform.stop()

    const left = await startCluster(own, { durable: false })
    expect(await command(['operator', 'list'], { ATAVUS_DATA: own })).toMatchObject({ code: 0, err: '' })
    expect(await note()).not.toBe('none')
    await left.stop()
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}, 90_000)
