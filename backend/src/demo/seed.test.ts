import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, noLimits } from '../accounts/testing/browser.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { seedDemo } from './seed.ts'

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

const folder = new URL('../../../demo-site/seed/', import.meta.url)
const seed = (shop = 'http://127.0.0.1:4610') => seedDemo(atavus.world, folder, shop)
const enter = async (link: string) => {
  const visitor = browser(atavus)
  const answer = await visitor.ask('POST', '/v1/session/link', { token: new URL(link).hash.slice(1) })
  return { visitor, ...answer }
}

test('the first start makes an owner, an assistant for the shop, and its knowledge in two languages', async () => {
  const { key, signInLink } = await seed()
  expect(signInLink).toMatch(/^http:\/\/localhost:4600\/sign-in\/link#[\w-]{43}$/)
  const { visitor, status } = await enter(signInLink)
  expect(status).toBe(200)
  const { items } = (await visitor.ask('GET', '/v1/assistants')).body
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ key, name: 'Fenn', model: 'quote', origins: ['http://127.0.0.1:4610'] })
  const languages = await rows`select language, count(*)::int from documents group by 1 order by 1`
  expect(languages).toEqual([
    { language: 'de', count: 32 },
    { language: 'en', count: 32 },
  ])
  const [page] = await rows`select url, body from documents where title = 'Alder day bag'`
  expect(page?.url).toBe('http://127.0.0.1:4610/en/products/alder-bag')
  expect(page?.body).toMatch(/^# Alder day bag\n/)
  expect((await enter(signInLink)).status).toBe(401)
})

test('a later start changes nothing but the link', async () => {
  const first = await seed()
  const before = await rows`select id, updated_at from documents order by id`
  atavus.at('2026-11-20T13:00:00.000Z')
  const second = await seed()
  expect(second.key).toBe(first.key)
  expect(second.signInLink).not.toBe(first.signInLink)
  expect(await rows`select id, updated_at from documents order by id`).toEqual(before)
  expect(await rows`select from accounts`).toHaveLength(1)
})

test('what the owner changed stays, pages that read otherwise are brought up to date', async () => {
  const { key, signInLink } = await seed()
  const { visitor } = await enter(signInLink)
  const [{ id }] = (await visitor.ask('GET', '/v1/assistants')).body.items
  await visitor.ask('PATCH', `/v1/assistants/${id}`, {
    name: 'Our Fenn',
    origins: ['http://127.0.0.1:4610', 'https://mine.example'],
  })
  const own = { title: 'Own', url: null, language: 'en', text: 'My own page.' }
  await visitor.ask('POST', `/v1/assistants/${id}/documents`, own)
  await rows`delete from documents where title = 'Alder day bag'`
  await rows`update documents set body = 'Old' where title = 'Repairs' or url like '%/en/sizes'`

  expect((await seed('http://127.0.0.1:5000')).key).toBe(key)
  expect((await visitor.ask('GET', `/v1/assistants/${id}`)).body).toMatchObject({
    name: 'Our Fenn',
    origins: ['https://mine.example', 'http://127.0.0.1:5000'],
  })
  const urls =
    await rows`select url from documents where url is not null and url not like 'http://127.0.0.1:5000/%'`
  expect(urls).toEqual([])
  expect(await rows`select from documents`).toHaveLength(65)
  expect(await rows`select from documents where body = 'Old'`).toEqual([])
})

test('there is no demo in production', async () => {
  const settings = { ...atavus.world.settings, production: true }
  await expect(seedDemo({ ...atavus.world, settings }, folder, 'https://shop.example')).rejects.toThrow(
    'production',
  )
})
