import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Door } from '../lib/door.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { openSite } from './routes.ts'

let house: TestWorld

beforeAll(async () => {
  house = await testWorld()
})
afterAll(() => house.close())

test('any site may load the widget; a chunk is kept for a year, the loader looked up anew', async () => {
  const loader = await house.app.request('/widget.js')
  const chunk = /chat-[\w-]+\.js/.exec(await loader.text())?.[0]

  expect(loader.headers.get('access-control-allow-origin')).toBe('*')
  expect(loader.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(loader.headers.get('cache-control')).toBe('public, max-age=300')
  const answer = await house.app.request(`/widget/${chunk}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toMatch(/immutable/)
  expect(answer.headers.get('content-type')).toMatch(/javascript/)
})

test.each(['chat', 'Rights', 'es', 'ar', 'room_ar'])(
  'a page from before an update finds the present %s',
  async name => {
    const answer = await house.app.request(`/widget/${name}-OLD.js`)

    expect(answer.status).toBe(302)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('location')).toMatch(new RegExp(`^/widget/${name}-[0-9a-f]{8}\\.js$`))
    expect((await house.app.request(answer.headers.get('location') ?? '')).status).toBe(200)
  },
)

test.each(['/', '/sign-in', '/assistants/x/settings', '/log'])(
  'P7.2 the dashboard stands under its policy at %s',
  async path => {
    const answer = await house.app.request(path)

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/text\/html/)
    expect(answer.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
  },
)

test.each([
  '/widget/.sources',
  '/assets/.sources',
  '/assets/%2e%2e%2findex.html',
  '/.well-known/security',
  '/v1/x',
  '/widget/',
  '/assets/',
])('%s is no file of ours', async path => {
  expect((await house.app.request(path)).status).toBe(404)
})

test('the files are found where a folder’s name has a space or a letter of another language', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'Meine Büros 100% '))
  await mkdir(join(folder, 'assets'))
  for (const name of ['index.html', 'widget.js', 'assets/app.js']) await writeFile(join(folder, name), name)
  const app = new Hono<Door>()
  const found = pathToFileURL(`${folder}/`)
  openSite(app, house.world, { widget: found, dashboard: found })

  for (const [path, text] of [
    ['/', 'index.html'],
    ['/widget.js', 'widget.js'],
    ['/assets/app.js', 'assets/app.js'],
  ] as const)
    expect(await (await app.request(path)).text()).toBe(text)
  await rm(folder, { recursive: true })
})
