import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultFields } from '../lib/log.ts'
import { dataMap } from '../privacy/map.ts'
import { sweep } from '../retention/sweep.ts'
import { bodies } from '../testing/bodies.ts'
import { describedDoors } from '../testing/knock.ts'
import { filled } from '../testing/tenants.ts'
import { testMoment } from '../testing/world.ts'
import { placesOf, type Story, spellings, tell } from './testing/story.ts'

// Rows 15 and 21: after a whole life on the platform, whoever looks at its answers, its logs or its disk finds nothing
// that lets them in and nothing that a person said.

let story: Story
beforeAll(async () => {
  story = await tell()
}, 60_000)
afterAll(() => story.close())

/** The platform's own secrets, by name. */
function ours(): Record<string, Buffer> {
  const { master, former: _, ...own } = story.here.world.secrets
  return { ...own, master: master.keys().sealing.key }
}

const unsaid = [
  'password',
  'laterPassword',
  'message',
  'answer',
  'search',
  'person',
  'user',
  'agent',
] as const

test('the story was told as it should be', () => {
  const odd = story.answers.filter(({ status }) => status >= 400).map(({ what, status }) => [what, status])
  expect(odd).toEqual([['POST /v1/session', 401]])
  expect(story.here.faults).toEqual([])
  expect(story.answers.some(({ text }) => text.includes(story.planted.answer))).toBe(true)
})

test('21 nothing that lets anybody in stands in the database, however it is spelled', async () => {
  const { once, tokens, planted } = story
  for (const [name, secret] of Object.entries({ ...once, ...tokens })) {
    expect([name, await placesOf(story, secret)]).toEqual([name, []])
  }
  for (const [name, secret] of Object.entries(ours()))
    expect([name, await placesOf(story, secret)]).toEqual([name, []])
  for (const secret of [planted.deepseek, planted.smtp]) expect(await placesOf(story, secret)).toEqual([])
}, 60_000)

test('21 the bytes behind what lets somebody in stand there neither', async () => {
  const { identity, webhook, apiKey } = story.once
  for (const secret of [
    Buffer.from(identity.slice('atv_id_'.length), 'base64url'),
    Buffer.from(webhook.slice('whsec_'.length), 'base64'),
    Buffer.from(apiKey.slice('atv_sk_'.length)),
  ])
    expect(await placesOf(story, secret)).toEqual([])
})

test('21 nothing that a person said or is called elsewhere stands in the database', async () => {
  for (const name of unsaid) expect([name, await placesOf(story, story.planted[name])]).toEqual([name, []])
})

test('21 an e-mail address stands where the data map says so, and nowhere else', async () => {
  const named = Object.entries(dataMap).flatMap(([table, { columns }]) =>
    Object.entries(columns)
      .filter(([, what]) => /e-mail address/.test(what))
      .map(([column]) => `${table}.${column}`),
  )
  for (const email of [story.planted.email, story.planted.invitee]) {
    const places = await placesOf(story, email)
    expect(places.length).toBeGreaterThan(0)
    expect(places.filter(place => !named.includes(place))).toEqual([])
  }
})

test('21 no log line tells any of it', () => {
  const { here, planted, once, tokens } = story
  const lines = [...here.lines, ...here.faults.map(fault => JSON.stringify(faultFields(fault)))]
  const secrets = [...Object.values(planted), ...Object.values(once), ...Object.values(tokens)]
  for (const secret of [...secrets, ...Object.values(ours())])
    for (const spelling of spellings(secret))
      for (const line of lines) expect(line.includes(spelling)).toBe(false)
})

test('15 CVE-2026-24477, CVE-2025-67732: every door answers its own people, and none tells a secret a second time', async () => {
  const { answers, once, tokens, planted, asOwner, asVisitor, asServer, ids } = story
  const told = answers.length
  // Readers first: among the others is the door out.
  const readersFirst = describedDoors.toSorted(
    (a, b) => Number(b.method === 'get') - Number(a.method === 'get'),
  )
  for (const { path, method, operationId, security } of readersFirst) {
    const [first] = security.flatMap(Object.keys)
    const headers = first === 'visitor' ? asVisitor : first === 'key' ? asServer : asOwner()
    const query = bodies[operationId as keyof typeof bodies]?.query ?? ''
    if (method === 'get') await story.send('GET', filled(path, ids, crypto.randomUUID()) + query, headers)
    // Whoever writes is told what was wrong, and not what they wrote.
    else
      await story.send(method.toUpperCase(), filled(path, {}, crypto.randomUUID()), headers, {
        [planted.password]: planted.password,
        password: [planted.password],
        text: { secret: once.apiKey },
      })
  }
  expect(answers.slice(told).filter(({ status }) => status < 300).length).toBeGreaterThan(25)
  expect(answers.slice(told).filter(({ status }) => status >= 500)).toEqual([])

  const texts = answers.map(({ what, text, headers }) => ({ what, text: `${headers}\n${text}` }))
  const holding = (secret: string | Buffer) => {
    const all = spellings(secret)
    return texts.filter(({ text }) => all.some(one => text.includes(one))).map(({ what }) => what)
  }
  for (const [name, secret] of Object.entries(once)) {
    const places = holding(secret)
    expect([name, places.length, places[0]?.split(' ')[0]]).toEqual([name, 1, 'POST'])
  }
  for (const [name, secret] of Object.entries(ours())) expect([name, holding(secret)]).toEqual([name, []])
  for (const name of ['password', 'laterPassword', 'deepseek', 'smtp', 'agent', 'search'] as const)
    expect([name, holding(planted[name])]).toEqual([name, []])
  for (const [name, token] of Object.entries(tokens))
    if (/^cookie/.test(name)) expect([name, holding(token)]).toEqual([name, []])
  // Links stand in mails alone, which the outbox of a machine of one's own shows.
  for (const token of [tokens.verifyToken, tokens.resetToken])
    expect(new Set(holding(token))).toEqual(new Set(['GET /v1/outbox']))
}, 60_000)

test('GHSA-8gj2-2cvc-6xx7, CVE-2026-45667: who has no credential reaches nothing that costs or tells (regressions 8, 14, 36, 46)', async () => {
  for (const { path, method, operationId, security } of describedDoors.filter(
    ({ security }) => security.length > 0,
  )) {
    const answer = await story.send(
      method.toUpperCase(),
      filled(path, story.ids, crypto.randomUUID()),
      {},
      undefined,
    )
    expect([operationId, security.length > 0, answer.status]).toEqual([operationId, true, 401])
  }
})

const built = ['../../../widget/dist/', '../../dashboard/dist/'].map(path => new URL(path, import.meta.url))

test('15 what browsers load holds no secret, no setting and no source', async () => {
  const files: { name: string; text: string }[] = []
  for (const folder of built)
    for (const name of await readdir(fileURLToPath(folder), { recursive: true }))
      if (/\.(js|css|html|json)$/.test(name))
        files.push({ name, text: await readFile(new URL(name, folder), 'utf8') })
  expect(files.length).toBeGreaterThan(4)
  for (const { name, text } of files) {
    expect([name, /atv_sk_[0-9A-Za-z]{36}|whsec_[\w+/]{40}|atv_id_[\w-]{40}/.test(text)]).toEqual([
      name,
      false,
    ])
    expect([name, /DEEPSEEK_|DATABASE_URL|BEGIN [A-Z ]*PRIVATE KEY/.test(text)]).toEqual([name, false])
    // What stands in an example for the owner's own server is none of our settings.
    const settings = text.replace(/process\.env\.(ATAVUS_IDENTITY_SECRET|WEBHOOK_SECRET)/g, '')
    expect([name, /process\.env/.test(settings)]).toEqual([name, false])
    expect([name, /sourceMappingURL|\/node_modules\//.test(text)]).toEqual([name, false])
    for (const one of [story.planted.deepseek, story.planted.smtp]) expect(text).not.toContain(one)
  }
})

// The last one: it takes the story's world eight days on.
test('21 an address of a network stands in the security log for seven days, and nowhere after', async () => {
  expect(await placesOf(story, story.planted.address)).toEqual(['security_log.address'])
  story.here.at(new Date(Date.parse(testMoment) + 8 * 86_400_000))
  await sweep(story.here.world)
  expect(await placesOf(story, story.planted.address)).toEqual([])
})
