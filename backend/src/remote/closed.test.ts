import { afterEach, expect, test } from 'vitest'
import { talk, whole } from '../chat/testing/talk.ts'
import { ModelFault } from '../models/model.ts'
import { textOf, visit } from '../testing/shop.ts'
import type { TestOptions } from '../testing/world.ts'
import { createAnonymizer } from './anonymizer.ts'
import { fromOf, type RemoteSite, remoteSite } from './testing/site.ts'

// Whatever goes wrong before a message may leave, it stays.

let site: RemoteSite
afterEach(() => site.close())

const question = 'My name is Anna Kowalska. What now?'

async function asked(options: TestOptions, fields: object = {}, text = question) {
  site = await remoteSite(options)
  const { key } = await site.assistant(fields)
  return whole(talk(site.base, await visit(site.here, key), text).send())
}

const broken = () => {
  throw new TypeError('Anna Kowalska')
}
const ticks = () => {
  let count = 0
  return () => count++ * 1000
}

const failures: [string, TestOptions, object][] = [
  ['the anonymizer fails', { anonymizer: broken }, {}],
  ['its time is spent', { anonymizer: createAnonymizer(ticks(), 500) }, {}],
  ['no canary has flown yet', { canary: { state: 'unchecked' } }, {}],
  ['a canary arrived', { canary: { state: 'failed' } }, {}],
  ['a second look is wanted and cannot be had', {}, { secondLook: true }],
  [
    'the second look fails',
    { secondLook: () => Promise.reject(new ModelFault('model_slow')) },
    { secondLook: true },
  ],
]

test.each(failures)(
  '26 P3.3 when %s nothing leaves, and the visitor hears of it',
  async (_, options, fields) => {
    const heard = await asked(options, fields)
    expect(heard.at(-1)?.event).toEqual({ type: 'error', code: 'anonymizer_failed' })
    expect(site.upstream.requests).toHaveLength(0)
    expect(site.here.lines.join()).not.toContain('Kowalska')
  },
)

test.each(failures)(
  'when %s the local model answers, where the owner allows it',
  async (_, options, fields) => {
    const heard = await asked(options, { ...fields, localFallback: true })
    expect(textOf(heard)).toBe('From here.')
    expect(fromOf(heard)).toMatchObject({ model: 'ollama', where: 'server', because: 'down', sent: null })
    expect(site.upstream.requests).toHaveLength(0)
  },
)

const doubtful = 'My card number is 4111 then 11 and 11 eleven 11 and 1 and so 12 3'

test('P3.3 a question that cannot be told for sure is to be put in other words', async () => {
  const heard = await asked({}, {}, doubtful)
  expect(heard.at(-1)?.event).toEqual({ type: 'error', code: 'not_anonymized' })
  expect(site.upstream.requests).toHaveLength(0)
})

test('put in other words, it is answered: the doubtful one stays behind as history too', async () => {
  site = await remoteSite()
  const { key } = await site.assistant()
  const visitor = await visit(site.here, key)
  const [start] = await whole(talk(site.base, visitor, doubtful).send())
  if (start?.event.type !== 'start') throw new Error('no start')
  const { conversation } = start.event
  const heard = await whole(talk(site.base, visitor, 'Do you take cards?').send({ conversation }))

  expect(textOf(heard)).toBe('Yes.')
  expect(site.arrived()).not.toContain('4111')
})

test('what a second look finds is masked as well', async () => {
  const heard = await asked(
    { secondLook: async () => [{ kind: 'text', value: 'the baker by the old mill' }] },
    { secondLook: true },
    'I am the baker by the old mill. My mail is anna@mailbox.example.',
  )
  expect(textOf(heard)).toBe('Yes.')
  expect(site.arrived()).toMatch(/I am \[TEXT_\d+\]\. My mail is \[EMAIL_\d+\]\./)
})

test('P3.3 what could not be kept in the ledger does not leave', async () => {
  site = await remoteSite()
  const { key } = await site.assistant()
  const once = site.here.world.db.once
  const visitor = await visit(site.here, key)
  site.here.world.db.once = ((workspace, ask, options) =>
    once(
      workspace,
      tenant => {
        const pending = ask(tenant)
        return String(ask).includes('keepSent') ? [tenant`select 1 / 0`] : pending
      },
      options,
    )) as typeof once
  const heard = await whole(talk(site.base, visitor, question).send())
  expect(heard.at(-1)?.event).toMatchObject({ type: 'error', code: 'model_unavailable' })
  expect(site.upstream.requests).toHaveLength(0)
})

test('a question that cannot be told for sure is answered here, where the owner allows it', async () => {
  const heard = await asked({}, { localFallback: true }, doubtful)
  expect(textOf(heard)).toBe('From here.')
  expect(fromOf(heard)).toMatchObject({ model: 'ollama', because: 'unsure', sent: null })
  expect(site.upstream.requests).toHaveLength(0)
})
