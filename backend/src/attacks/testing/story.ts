import { randomBytes } from 'node:crypto'
import type { Account } from '@atavus/contract/account'
import type { PublicAssistant } from '@atavus/contract/chat'
import type { Assistant } from '@atavus/contract/console'
import { authenticatorOf } from '../../accounts/testing/authenticator.ts'
import { noLimits } from '../../accounts/testing/browser.ts'
import { siteOf } from '../../identity/testing/site.ts'
import { pseudonym } from '../../lib/ids.ts'
import { lookInto } from '../../testing/database.ts'
import { tokenTo } from '../../testing/mail.ts'
import { scripted } from '../../testing/model.ts'
import { testWorld } from '../../testing/world.ts'

/** The policy that a fresh platform opens with. */
const policyVersion = '2026-04-23'

type Headers = Record<string, string>

/** An answer of the platform, as it came over the line. */
export interface Answered {
  what: string
  status: number
  headers: string
  cookies: string[]
  text: string
}

const origin = 'https://shop.example'
const own = 'http://localhost:4600'
const word = (kind: string) => `${kind}canary${randomBytes(8).toString('hex')}`

/** What is told to the platform and must come to light nowhere. */
const plant = () => ({
  password: `${word('password')} and a lamp`,
  laterPassword: `${word('later')} and a lamp`,
  message: word('message'),
  answer: word('answer'),
  search: word('search'),
  person: word('person'),
  user: word('user'),
  agent: word('agent'),
  deepseek: `sk-${word('deepseek')}`,
  smtp: word('smtp'),
  email: `${word('mail')}@person.example`,
  address: '203.0.113.77',
})

export type Story = Awaited<ReturnType<typeof tell>>

/** A whole life on the platform, from sign-up to a webhook, over real sockets, with a canary in every place for a secret. */
export async function tell() {
  const planted = plant()
  const model = scripted('quote')
  const environment = {
    TRUSTED_PROXIES: '127.0.0.1',
    DEEPSEEK_API_KEY: planted.deepseek,
    SMTP_URL: `smtp://me:${planted.smtp}@mail.example`,
  }
  const here = await testWorld({ models: { quote: model }, limits: noLimits, environment })
  const base = await here.serve()
  const sql = lookInto(here.address)
  const answers: Answered[] = []
  const jar = new Map<string, string>()

  async function send(method: string, path: string, headers: Headers, body?: unknown): Promise<Answered> {
    const response = await fetch(base + path, {
      method,
      headers: {
        'x-forwarded-for': planted.address,
        'user-agent': planted.agent,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = {
      what: `${method} ${path.split('?')[0]}`,
      status: response.status,
      headers: [...response.headers].filter(([name]) => name !== 'set-cookie').join('\n'),
      cookies: response.headers.getSetCookie(),
      text: await response.text(),
    }
    answers.push(answer)
    return answer
  }

  const asOwner = (): Headers => ({
    origin: own,
    ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
  })

  /** What the owner's browser gets; anything but success is a mistake of the story's. */
  async function owner<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await send(method, path, asOwner(), body)
    if (answer.status >= 300) throw new Error(`${answer.what}: ${answer.status} ${answer.text}`)
    for (const line of answer.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return answer.text === '' ? (undefined as T) : (JSON.parse(answer.text) as T)
  }

  const { email, password, laterPassword } = planted
  const wish = { email, username: 'rosa', password, adult: true, policyVersion }
  await owner('POST', '/v1/accounts', wish)
  const verifyToken = await tokenTo(here, email)
  const account = await owner<Account>('POST', '/v1/accounts/verify', { token: verifyToken, password })
  await send('POST', '/v1/session', { origin: own }, { name: email, password: laterPassword })
  await owner('POST', '/v1/accounts/reset', { email })
  const resetToken = await tokenTo(here, email, '/reset')
  await owner('POST', '/v1/accounts/reset/spend', { token: resetToken, password: laterPassword })
  jar.clear()
  await owner('POST', '/v1/session', { name: email, password: laterPassword })
  const offer = await owner<{ secret: string }>('POST', '/v1/account/factor')
  const code = authenticatorOf(offer.secret, here.world.now)
  const { codes } = await owner<{ codes: string[] }>('POST', '/v1/account/factor/confirm', { code: code() })
  const former = [...jar.values()]
  await owner('POST', '/v1/session/refresh')

  const assistant = await owner<Assistant>('POST', '/v1/assistants', {
    name: 'Shop help',
    controllerName: 'The Shop',
    controllerContact: 'privacy@shop.example',
    origins: [origin],
  })
  const under = `/v1/assistants/${assistant.id}`
  const text = 'Delivery takes two days.'
  const page = { title: 'Delivery', url: null, language: 'en', text }
  const document = await owner<{ id: string }>('POST', `${under}/documents`, page)
  const scopes = ['chat', 'assistants:read', 'conversations:read', 'usage:read', 'knowledge:read']
  const made = { name: 'Server', scopes, days: null }
  const apiKey = await owner<{ secret: string; key: { id: string } }>('POST', '/v1/keys', made)
  const identity = await owner<{ secret: string }>('POST', `${under}/identity`)
  const webhook = await owner<{ secret: string; webhook: { id: string } }>('POST', '/v1/webhooks', {
    url: 'https://hooks.example/in',
    events: ['conversation.ended', 'question.unanswered', 'rights.requested', 'budget.reached'],
  })
  await owner('POST', `/v1/webhooks/${webhook.webhook.id}/test`)
  const invitee = `${word('invited')}@person.example`
  const invitation = await owner<{ id: string }>('POST', '/v1/invitations', {
    email: invitee,
    role: 'viewer',
  })
  const preview = await owner<{ ticket: string }>('POST', `${under}/preview`)

  model.say(`It says ${planted.answer}.`)
  const look = await send('GET', `/v1/chat/assistant?key=${assistant.key}&lang=en`, { origin })
  const { notice } = JSON.parse(look.text) as PublicAssistant
  const site = siteOf(here, base, { call: async () => new Response(), cookie: '' })
  const agreement = {
    key: assistant.key,
    notice: notice.hash,
    language: 'en',
    adult: true,
    purposes: { chat: true, history: true },
    identity: await site.identityOf(identity.secret, planted.user, assistant.id),
  }
  const agreed = await send('POST', '/v1/chat/consents', { origin }, agreement)
  const { token } = JSON.parse(agreed.text) as { token: string }
  const asVisitor = { origin, authorization: `Bearer ${token}` }
  const message = pseudonym()
  await send('POST', '/v1/chat/messages', asVisitor, { id: message, text: `What of ${planted.message}?` })
  await send('POST', `/v1/chat/messages/${message}/feedback`, asVisitor, { thumb: 'up' })
  await send('GET', '/v1/chat/export', asVisitor)

  const asServer = { authorization: `Bearer ${apiKey.secret}` }
  const { person } = planted
  const told = { shownAt: 'Shop app', shownOn: '2026-11-20T11:00:00Z', purposes: { chat: true } }
  const yes = { person, notice: notice.hash, language: 'en', adult: true, ...told }
  await send('POST', `${under}/consents`, asServer, yes)
  const question = { person, id: pseudonym(), text: `And of ${planted.message}?`, stream: false }
  await send(
    'POST',
    `${under}/messages`,
    { ...asServer, 'idempotency-key': 'a-key-of-the-servers' },
    question,
  )
  await send('GET', `/v1/conversations?search=${planted.search}`, asOwner())
  await here.work()
  await here.world.logs.flush()

  return {
    here,
    base,
    sql,
    answers,
    send,
    asOwner,
    asVisitor,
    asServer,
    planted: { ...planted, invitee },
    /** Shown once, where they are made. */
    once: {
      apiKey: apiKey.secret,
      identity: identity.secret,
      webhook: webhook.secret,
      authenticator: offer.secret,
      ...Object.fromEntries(codes.map((code, i) => [`recovery code ${i}`, code])),
    },
    /** What lets somebody in. */
    tokens: {
      verifyToken,
      resetToken,
      visitor: token,
      preview: preview.ticket,
      receipt: JSON.parse(agreed.text).receipt as string,
      ...Object.fromEntries([...former, ...jar.values()].map((value, i) => [`cookie ${i}`, value])),
    },
    ids: {
      account: account.id,
      workspace: account.workspace.id,
      assistant: assistant.id,
      document: document.id,
      message,
      key: apiKey.key.id,
      webhook: webhook.webhook.id,
      invitation: invitation.id,
    } as Record<string, string>,
    close: async () => {
      await sql.end()
      await here.close()
    },
  }
}

/** How a secret may be written: as it is, and in the codings that hide it from the eye. */
export function spellings(secret: string | Buffer): string[] {
  const bytes = Buffer.from(secret)
  const coded = [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]
  return typeof secret === 'string' ? [secret, encodeURIComponent(secret), ...coded] : coded
}

/** Where in the database a secret stands, as `table.column`. */
export async function placesOf({ sql }: { sql: Story['sql'] }, secret: string | Buffer): Promise<string[]> {
  const columns = await sql<{ table: string; column: string }[]>`
    select c.relname as "table", a.attname as "column" from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by 1, 2
  `
  const found: string[] = []
  for (const { table, column } of columns)
    for (const spelling of spellings(secret)) {
      const [row] = await sql`
        select from ${sql(table)} where position(lower(${spelling}) in lower(${sql(column)}::text)) > 0 limit 1
      `
      if (row && !found.includes(`${table}.${column}`)) found.push(`${table}.${column}`)
    }
  return found
}
