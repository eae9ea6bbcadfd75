import type { RequestListener } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { browser, noLimits } from './testing/browser.ts'
import { pictureServer } from './testing/picture-server.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
let pictures: Awaited<ReturnType<typeof pictureServer>>
let face: Buffer
beforeAll(async () => {
  pictures = await pictureServer()
  face = await field(64, 64).png().toBuffer()
  atavus = await testWorld({ limits: noLimits, environment: { ATAVUS_EGRESS_ALLOW: pictures.host } })
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  pictures.close()
  await rows.end()
  await atavus.close()
})

const field = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 9, g: 99, b: 199 } } })

let people = 0
async function someone() {
  const name = `face${++people}`
  const here = browser(atavus)
  const account = await here.signUp(name)
  const change = (body: unknown) => here.ask('PATCH', '/v1/account', body)
  return { name, here, account, change }
}

async function pictured() {
  const one = await someone()
  pictures.sends(face)
  const { status, body } = await one.change({ picture: pictures.url })
  expect(status).toBe(200)
  return { ...one, picture: body.picture as string }
}

test('a picture is fetched once, made anew and served by us', async () => {
  const { here, change } = await someone()
  pictures.sends(face)
  const { status, body } = await change({ picture: pictures.url })
  expect({ status, picture: body.picture }).toEqual({
    status: 200,
    picture: expect.stringMatching(/^\/v1\/pictures\/[0-9a-f-]{36}$/),
  })
  expect(pictures.asked).toHaveLength(1)
  expect(JSON.stringify(pictures.asked)).not.toMatch(/atavus-refresh|__Host|localhost:4600|face\d/)

  const answer = await here.send('GET', body.picture)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=86400, immutable',
  })
  expect(pictures.asked).toHaveLength(1)
})

test('P1.3 the address of a picture stays with its account: no answer tells it', async () => {
  const { here, account } = await pictured()
  const [row] = await rows`select avatar_url from accounts where id = ${account.id}`
  expect(row?.avatar_url).toBe(pictures.url)
  for (const path of ['/v1/account', '/v1/workspace/members'])
    expect(await (await here.send('GET', path)).text()).not.toContain(pictures.host)
})

test('a new picture has a new id, none is none, and the old one is gone', async () => {
  const { here, account, change, picture } = await pictured()
  const again = await change({ picture: pictures.url })
  expect(again.body.picture).not.toBe(picture)
  expect((await here.send('GET', picture)).status).toBe(404)
  expect((await change({ picture: null })).body.picture).toBeNull()
  expect((await here.send('GET', again.body.picture)).status).toBe(404)
  expect(await rows`select from pictures where account_id = ${account.id}`).toHaveLength(0)
  expect(await rows`select avatar_url from accounts where id = ${account.id}`).toEqual([{ avatar_url: null }])
})

test('a picture is seen by whoever shares a workspace with its owner, while they do, and by nobody else', async () => {
  const { account, picture } = await pictured()
  const colleague = await someone()
  expect((await colleague.here.send('GET', picture)).status).toBe(404)
  await rows`
    insert into memberships (workspace_id, account_id, role, created_at)
    values (${account.workspace.id}, ${colleague.account.id}, 'member', ${testMoment})
  `
  expect((await colleague.here.send('GET', picture)).status).toBe(200)
  await rows`delete from memberships where account_id = ${colleague.account.id} and role = 'member'`
  expect((await colleague.here.send('GET', picture)).status).toBe(404)
  expect((await browser(atavus).send('GET', picture)).status).toBe(401)
})

test('a picture goes with its account', async () => {
  const { account } = await pictured()
  await rows`delete from accounts where id = ${account.id}`
  expect(await rows`select from pictures where account_id = ${account.id}`).toHaveLength(0)
})

test.each<[string, () => Promise<Buffer> | Buffer | string, string?]>([
  ['CVE-2025-61687: a page that says it is a PNG', () => '<!doctype html><script>alert(1)</script>'],
  [
    'CVE-2026-45314: an SVG',
    () => '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'image/svg+xml',
  ],
  ['an SVG that says it is a PNG', () => '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['more than two megabytes', () => Buffer.concat([face, Buffer.alloc(2_000_001)])],
  ['a cut PNG', () => face.subarray(0, face.length - 40)],
  ['5,000 × 5,000 pixels', () => field(5000, 5000).png({ palette: true, colours: 2 }).toBuffer()],
  ['nothing', () => ''],
])('%s is no picture, and the one before stays', async (_, make, type) => {
  const { here, change, picture } = await pictured()
  pictures.sends(await make(), type)
  expect((await change({ picture: pictures.url, fullName: 'Not kept' })).body.code).toBe('picture_unusable')
  expect((await here.ask('GET', '/v1/account')).body).toMatchObject({ picture, fullName: null })
})

test.each<[string, RequestListener]>([
  ['that is not there', (_, response) => response.writeHead(404).end(face)],
  [
    'that breaks off',
    (_, response) =>
      void response.writeHead(200, { 'content-length': 9999 }).write(face, () => response.destroy()),
  ],
  ['in a circle', (_, response) => response.writeHead(302, { location: '/again' }).end()],
  [
    'packed to more than it says',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  ],
])('a picture %s is unusable', async (_, answer) => {
  const { change } = await someone()
  pictures.says(answer)
  expect((await change({ picture: pictures.url })).body.code).toBe('picture_unusable')
  expect(pictures.asked.length).toBeLessThanOrEqual(4)
})

test('three redirects are followed', async () => {
  const { change } = await someone()
  pictures.says((request, response) => {
    const step = Number(request.url?.slice(1))
    if (step === 3) response.end(face)
    else response.writeHead(302, { location: `/${step + 1}` }).end()
  })
  expect((await change({ picture: `http://${pictures.host}/0` })).status).toBe(200)
})

test.each([
  'http://127.0.0.1/me.png',
  'http://127.0.0.1:1/me.png',
  'http://localhost/me.png',
  'http://[::1]/me.png',
  'http://10.0.0.1/me.png',
  'http://169.254.169.254/latest/meta-data/',
  'http://2130706433/',
  'http://user:word@pictures.example/me.png',
  'https://pictures.example:8443/me.png',
])('nobody has us ask inside: %s', async address => {
  const { change } = await someone()
  expect((await change({ picture: address })).body.code).toBe('address_not_allowed')
})

test('nor by a redirect', async () => {
  const { change } = await someone()
  for (const location of [
    'http://169.254.169.254/',
    'http://[::1]/',
    'file:///etc/passwd',
    '//127.0.0.1:1/',
  ]) {
    pictures.says((_, response) => response.writeHead(302, { location }).end())
    expect((await change({ picture: pictures.url })).body.code).toBe('address_not_allowed')
  }
})

test('nobody is waited for longer than five seconds, all redirects together', async () => {
  const { change } = await someone()
  pictures.says((request, response) => {
    const step = Number(request.url?.slice(1))
    const answer = () =>
      step === 3 ? response.end(face) : response.writeHead(302, { location: `/${step + 1}` }).end()
    setTimeout(answer, 2000)
  })
  const begun = performance.now()
  expect((await change({ picture: `http://${pictures.host}/0` })).body.code).toBe('picture_unusable')
  expect(performance.now() - begun).toBeLessThan(7500)
}, 15_000)

test('one account has us ask ten addresses in a row, no more', async () => {
  const { change } = await someone()
  const codes: string[] = []
  for (let n = 0; n < 11; n++) codes.push((await change({ picture: 'http://10.0.0.1/a.png' })).body.code)
  expect(codes).toEqual([...Array(10).fill('address_not_allowed'), 'too_many_requests'])
})
