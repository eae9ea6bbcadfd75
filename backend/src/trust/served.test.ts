import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { promises } from './promises.ts'
import { keepServed } from './served.ts'

let here: TestWorld
let production: TestWorld

beforeAll(async () => {
  here = await testWorld()
  production = await testWorld({
    environment: {
      ATAVUS_URL: 'https://chat.example',
      TRUSTED_PROXIES: '10.0.0.0/8',
      ATAVUS_OPERATOR_NAME: 'Chat Ltd',
      ATAVUS_OPERATOR_ADDRESS: '1 Quay',
      ATAVUS_OPERATOR_CONTACT: 'privacy@chat.example',
      ATAVUS_OPERATOR_COUNTRY: 'Germany',
    },
  })
})
afterAll(async () => {
  await here.close()
  await production.close()
})

const stateOf = async (id: string, { world }: TestWorld) =>
  (await promises.find(one => one.id === id)?.check(world))?.state
/** The state while pages that say so are served in the place of ours. */
async function serving(id: string, platform: TestWorld, html: string, headers: Record<string, string>) {
  const { world, app } = platform
  keepServed(
    world.settings,
    new Hono().get('*', c => c.html(html, 200, headers)),
  )
  return stateOf(id, platform).finally(() => keepServed(world.settings, app))
}
const away = (attributes: string, text: string) =>
  `<p><a href="https://else.example/" ${attributes}>${text}</a></p>`
const careful = { 'Referrer-Policy': 'no-referrer' }
const hello = '<p>Hello.</p>'

test.each([
  ['a link out without a mark', away('rel="noopener noreferrer"', 'Elsewhere'), careful],
  ['a link out that takes its opener along', away('rel="noreferrer"', 'Elsewhere ↗'), careful],
  ['a page that tells where somebody came from', hello, {}],
])('P10.1 turns red by %s', async (_, html, headers) => {
  expect(await serving('P10.1', here, html, headers)).toBe('broken')
  // Links are those of a build; where there is none, nobody has looked at them.
  expect(['kept', 'attention']).toContain(await stateOf('P10.1', here))
})

test('P1.10 turns red by a page that sets a cookie', async () => {
  expect(await serving('P1.10', here, hello, { 'Set-Cookie': 'seen=1' })).toBe('broken')
  expect(await stateOf('P1.10', here)).toBe('kept')
})

test('P10.1 a marked link out, and one that stays, are as they should be', async () => {
  const html = `${away('rel="noopener noreferrer external"', 'Elsewhere ↗')}<a href="/privacy">Policy</a>`
  expect(await serving('P10.1', here, html, careful)).toBe(await stateOf('P10.1', here))
})

test.each([
  ['lets its scripts come from elsewhere', "default-src 'none'; script-src https://else.example"],
  ['says nothing of where it loads from', ''],
])('P7.2 turns red by a page that %s', async (_, policy) => {
  expect(await serving('P7.2', here, hello, { 'Content-Security-Policy': policy })).toBe('broken')
  expect(await stateOf('P7.2', here)).toBe('kept')
})

test('P6.3 in production it is seen that plain HTTP is refused and HSTS sent', async () => {
  const year = { 'Strict-Transport-Security': 'max-age=31536000' }
  expect(await stateOf('P6.3', here)).toBe('unused')
  expect(await stateOf('P6.3', production)).toBe('kept')
  // Whoever comes by plain HTTP is answered.
  expect(await serving('P6.3', production, hello, year)).toBe('broken')
})

test('P6.3 turns red without HSTS, and needs a look where nobody can come by HTTPS', async () => {
  const { settings } = production.world
  const { trustedProxies } = settings
  const short = new Hono().get('*', c =>
    c.req.header('x-forwarded-proto') === 'https' ? c.html(hello) : c.text('no', 403),
  )
  keepServed(settings, short)
  expect(await stateOf('P6.3', production)).toBe('broken')
  keepServed(settings, production.app)
  Object.assign(settings, { trustedProxies: [] })
  expect(await stateOf('P6.3', production)).toBe('attention')
  Object.assign(settings, { trustedProxies })
})
