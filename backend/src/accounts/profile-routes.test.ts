import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { browser, noLimits } from './testing/browser.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

let people = 0
async function someone() {
  const name = `named${++people}`
  const here = browser(atavus)
  const account = await here.signUp(name)
  const change = (body: unknown) => here.ask('PATCH', '/v1/account', body)
  return { name, here, account, change }
}

test('an account is told what it is and what it may do', async () => {
  const { here, account } = await someone()
  const { body } = await here.ask('GET', '/v1/account')
  expect(body).toEqual(account)
  expect(body).toMatchObject({
    email: 'named1@nursery.example',
    username: 'named1',
    fullName: null,
    picture: null,
    createdAt: testMoment,
    workspace: { name: 'named1', timeZone: 'UTC', role: 'owner' },
    workspaces: [{ id: body.workspace.id, name: 'named1', role: 'owner' }],
    secondFactor: null,
    objections: [],
    operator: false,
  })
  expect(body.rights).toEqual(expect.arrayContaining(['team:manage', 'assistants:write', 'try']))
  await rows`insert into operators (account_id, added_at) values (${account.id}, ${testMoment})`
  expect((await here.ask('GET', '/v1/account')).body.operator).toBe(true)
})

test('P8.2 names are changed one by one; what is not named stays', async () => {
  const { here, change, name } = await someone()
  expect((await change({ fullName: '  Rosa Lind ' })).body).toMatchObject({
    fullName: 'Rosa Lind',
    username: name,
  })
  expect((await change({ username: `${name}-new` })).body).toMatchObject({ fullName: 'Rosa Lind' })
  expect((await change({})).body).toMatchObject({ fullName: 'Rosa Lind', username: `${name}-new` })
  expect((await change({ fullName: null })).body).toMatchObject({ fullName: null, username: `${name}-new` })
  expect((await here.ask('GET', '/v1/account')).body.username).toBe(`${name}-new`)
})

test('a username is one account’s, in whatever case; one’s own may change its case', async () => {
  const { change, name } = await someone()
  const other = await someone()
  expect((await change({ username: other.name })).body.code).toBe('username_taken')
  expect((await change({ username: other.name.toUpperCase(), fullName: 'Kept' })).body.code).toBe(
    'username_taken',
  )
  expect((await change({ username: name.toUpperCase() })).body).toMatchObject({
    username: name.toUpperCase(),
    fullName: null,
  })
})

test.each([
  { username: 'a b' },
  { username: 'x@y.example' },
  { username: null },
  { fullName: '' },
  { fullName: 'two\nlines' },
  { fullName: 'x'.repeat(101) },
  { email: 'other@nursery.example' },
  { operator: true },
  { picture: 'ftp://pictures.example/a.png' },
  { picture: 'data:image/png;base64,AAAA' },
  { picture: 'javascript:alert(1)' },
  { picture: '/etc/passwd' },
  { picture: `https://pictures.example/${'a'.repeat(2000)}` },
  [],
])('what is not one of an account’s fields is refused: %j', async body => {
  const { change } = await someone()
  expect((await change(body)).body.code).toBe('invalid_request')
})

test('members see each other’s pictures and whether each has a second factor', async () => {
  const { account } = await someone()
  const [made] = await rows<{ id: string }[]>`
    insert into pictures (account_id, id, content) values (${account.id}, gen_random_uuid(), '') returning id
  `
  await rows`
    insert into second_factors (account_id, sealed_secret, offered_at, confirmed_at)
    values (${account.id}, '', ${testMoment}, ${testMoment})
  `
  const seen = await atavus.world.db.tenant(
    account.workspace.id,
    tenant =>
      tenant<{ picture: string; second_factor: boolean }[]>`select picture, second_factor from members()`,
  )
  expect([...seen]).toEqual([{ picture: made?.id, second_factor: true }])
})
