import { expect, test } from 'vitest'
import { personOf } from './jwt.ts'
import { isOpen } from './state.ts'
import { conversation, message, problem } from './testing.ts'
import { begin } from './testing-session.ts'

const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const identityOf = (sub: string, exp = 1) => `${coded({ alg: 'HS256' })}.${coded({ sub, exp })}.signature`
const stored = (person: string | null) => ({ token: 'old', history: true, aside: null, person })
const theirs = {
  conversation: {
    id: conversation,
    startedAt: 'x',
    lastAt: 'x',
    deletedAt: 'x',
    messages: [message('visitor', 'q1', { text: 'Mine alone' })],
  },
  running: null,
}

async function agree({ session }: ReturnType<typeof begin>) {
  session.type('How?')
  await session.ask()
  await session.consent(false)
}
const consents = ({ calls }: ReturnType<typeof begin>) => calls.filter(({ path }) => path === 'consents')

test('who is here is told with the consent, and with nothing before it', async () => {
  const here = begin()
  here.session.identify(identityOf('anna'))
  await here.session.begin()
  expect(here.paths()).toEqual(['assistant'])
  await agree(here)
  expect(consents(here).map(({ body }) => body.identity)).toEqual([identityOf('anna')])
  expect(here.memory.visitor()).toEqual({ token: 'first', history: false, aside: null, person: 'anna' })
})

test('on another device the conversation goes on where it was', async () => {
  const here = begin(({ path }) => (path === 'conversation' ? Response.json(theirs) : undefined))
  here.session.identify(identityOf('anna'))
  await here.session.begin()
  await agree(here)
  const asked = here.calls.find(({ path }) => path === 'messages')
  expect(asked?.body).toMatchObject({ text: 'How?', conversation })
  expect(here.chat().messages.map(({ text }) => text)).toEqual(['Mine alone', 'How?', 'Yes.'])
})

test('a question that is being typed stays when the page says who types it', async () => {
  const here = begin()
  await here.session.begin()
  here.session.type('How?')
  expect(here.session.identify(identityOf('anna'))).toBe(false)
  expect(here.chat().draft).toBe('How?')
})

test('a fresh word about the same person changes nothing', async () => {
  const here = begin(({ path }) => (path === 'conversation' ? Response.json(theirs) : undefined))
  here.memory.keep(stored('anna'))
  expect(here.session.identify(identityOf('anna', 1))).toBe(false)
  await here.session.begin()
  expect(here.session.identify(identityOf('anna', 2))).toBe(false)
  expect(here.chat()).toMatchObject({ consented: true, messages: [{ text: 'Mine alone' }] })
  expect(here.memory.visitor()).toEqual(stored('anna'))
})

test.each([
  ['when the chat is opened', 'conversation'],
  ['when a question is asked', 'messages'],
  ['when it is renewed', 'tokens'],
])('a token that counts no more %s is asked for anew, by the fresh word of the page', async (_, where) => {
  const here = begin(({ path, token }) => {
    if (token !== 'Bearer old') return path === 'conversation' ? Response.json(theirs) : undefined
    if (path === where) return problem(401, 'unauthenticated')
    return where === 'tokens' ? problem(401, 'token_expired') : undefined
  })
  here.memory.keep(stored('anna'))
  here.session.identify(identityOf('anna', 1))
  await here.session.begin()
  here.session.identify(identityOf('anna', 2))
  here.session.type('How?')
  await here.session.ask()
  expect(here.chat()).toMatchObject({ phase: 'consenting', draft: 'How?' })
  expect(here.memory.visitor()).toBeNull()

  await here.session.consent(true)
  expect(consents(here).map(({ body, token }) => [body.identity, token])).toEqual([
    [identityOf('anna', 2), null],
  ])
  expect(here.memory.visitor()).toMatchObject({ token: 'first', person: 'anna' })
  expect(here.chat().messages.map(({ text }) => text)).toEqual(['Mine alone', 'How?', 'Yes.'])
})

test('a token of an identified person is used without a new word about them', async () => {
  const here = begin()
  here.memory.keep(stored('anna'))
  await here.session.begin()
  expect(here.calls.at(-1)).toMatchObject({ path: 'conversation', token: 'Bearer old' })
})

test.each([
  ['another person', 'anna', identityOf('berta')],
  ['a person where nobody was known', null, identityOf('berta')],
  ['something that cannot be read', 'anna', 'garbage'],
  ['something that cannot be read, where nobody was known', null, 'a.b.c'],
  ['nobody', 'anna', null],
  ['nobody, where nobody was known', null, null],
])('%s begins anew: the token is forgotten, the screen is empty', async (_, before, after) => {
  const here = begin(({ path }) => (path === 'conversation' ? Response.json(theirs) : undefined))
  here.memory.keep(stored(before))
  await here.session.begin()
  here.session.type('Something of mine')
  expect(here.session.identify(after)).toBe(true)
  expect(here.memory.visitor()).toBeNull()
  expect(here.chat()).toMatchObject({ phase: 'ready', consented: false, draft: '', messages: [] })
  await agree(here)
  expect(consents(here).map(({ body, token }) => [body.identity ?? null, token])).toEqual([[after, null]])
})

test('before the chat was there, the next person finds nothing either', async () => {
  const here = begin(({ path }) => (path === 'conversation' ? Response.json(theirs) : undefined))
  here.memory.keep(stored('anna'))
  here.session.identify(identityOf('berta'))
  await here.session.begin()
  expect(here.paths()).toEqual(['assistant'])
  expect(here.chat()).toMatchObject({ consented: false, messages: [] })
})

test.each(['conversation', 'messages', 'consents', 'tokens'])(
  'what was asked for one person (%s) and comes late is not the next one’s',
  async late => {
    let answer = (_: Response) => {}
    const waiting = new Promise<Response>(resolve => {
      answer = resolve
    })
    const here = begin(({ path, token }) => {
      if (path === late && here.paths().filter(one => one === late).length === 1) return waiting
      return late === 'tokens' && token === 'Bearer old' ? problem(401, 'token_expired') : undefined
    })
    if (late !== 'consents') here.memory.keep(stored('anna'))
    here.session.identify(identityOf('anna'))
    const begun = here.session.begin()
    if (late !== 'conversation' && late !== 'tokens') await begun
    const asked = late === 'consents' ? agree(here) : late === 'messages' ? askOnce(here) : undefined
    await until(() => here.paths().includes(late))

    expect(here.session.identify(identityOf('berta'))).toBe(true)
    if (late !== 'consents') await agree(here)
    const kept = here.memory.visitor()
    answer(
      late === 'conversation'
        ? Response.json(theirs)
        : Response.json({ consent: 'c', receipt: 'a.b.c', token: 'annas', tokenExpiresAt: 'x' }),
    )
    await Promise.all([begun, asked])
    expect(here.memory.visitor()).toEqual(kept)
    expect(isOpen(here.chat()) && JSON.stringify(here.chat().messages)).not.toContain('Mine alone')
  },
)

async function askOnce({ session }: ReturnType<typeof begin>) {
  session.type('Mine alone')
  await session.ask()
}
async function until(found: () => boolean) {
  while (!found()) await new Promise(resolve => setTimeout(resolve))
}

test('an identity that is not taken is said, to the visitor and to the page', async () => {
  const here = begin(({ path }) => (path === 'consents' ? problem(401, 'identity_invalid') : undefined))
  here.session.identify('garbage')
  await here.session.begin()
  await agree(here)
  expect(here.chat()).toMatchObject({ phase: 'consenting', code: 'identity_invalid', draft: 'How?' })
  expect(here.told).toEqual([{ event: 'error', code: 'identity_invalid' }])
  expect(here.memory.visitor()).toBeNull()
})

test('whom an identity names is read from it as it stands', () => {
  expect(personOf(null)).toBeNull()
  expect(personOf(identityOf('Zoë 王'))).toBe('Zoë 王')
  expect(personOf('garbage')).toBe('undefined')
})
