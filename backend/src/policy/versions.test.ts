import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { policyPromises } from './promises.ts'
import { publishPolicy } from './publish.ts'

const ran = {
  ATAVUS_OPERATOR_NAME: 'Chat Ltd',
  ATAVUS_OPERATOR_ADDRESS: '1 Quay',
  ATAVUS_OPERATOR_CONTACT: 'privacy@chat.example',
  ATAVUS_OPERATOR_COUNTRY: 'Germany',
}
let here: TestWorld
/** The same installation after its settings changed. */
let moved: TestWorld
let rows: ReturnType<typeof lookInto>
let operator: string

beforeAll(async () => {
  here = await testWorld({ environment: ran })
  moved = await testWorld({
    beside: here,
    environment: { ...ran, ATAVUS_OPERATOR_NAME: 'Talk GmbH', ATAVUS_OPERATOR_CONTACT: 'post@talk.example' },
  })
  rows = lookInto(here.address)
  const { call } = await signUp(here)
  operator = ((await (await call('GET', '/v1/account')).json()) as { id: string }).id
})
afterAll(async () => {
  await rows.end()
  await moved.close()
  await here.close()
})

let minute = 0
const text = (words: string) => `# What we keep\n\n${words} [P4.2]\n\n# Contact\n\n{operator}, {contact}.`
async function publish(words: string, significant: boolean, { world, at } = here): Promise<string> {
  at(new Date(Date.parse(testMoment) + ++minute * 60_000))
  await publishPolicy(world, operator, { text: text(words), summary: 'A change.', significant })
  for (const one of [here, moved]) await one.world.policy.again()
  return world.policy.now().hash
}
const page = async (path: string, { app } = here) => (await app.request(path)).text()
const stateOf = async (id: string, { world }: TestWorld) =>
  (await policyPromises.find(one => one.id === id)?.check(world))?.state

test('P11.1 a version keeps the names that it was published with; who runs it now stands beneath, and the next one is due', async () => {
  const hash = await publish('Little.', true)
  const before = await page(`/privacy/${hash}`)
  expect(before).toContain('<p>Chat Ltd, privacy@chat.example.</p>')

  for (const path of ['/privacy', `/privacy/${hash}`]) {
    const html = await page(path, moved)
    expect(html).toContain('<p>Chat Ltd, privacy@chat.example.</p>')
    expect(html).toContain('For accounts: Talk GmbH, 1 Quay; post@talk.example.')
  }
  expect(await page('/privacy', moved)).toContain('is not as it was when this version was published')
  expect(await page('/privacy')).not.toContain('is not as it was')
  expect([await stateOf('P11.1', here), await stateOf('P11.1', moved)]).toEqual(['kept', 'attention'])

  const next = await publish('Little.', false, moved)
  expect(next).not.toBe(hash)
  expect(await stateOf('P11.1', moved)).toBe('kept')
  expect(await page('/privacy', moved)).toContain('<p>Talk GmbH, post@talk.example.</p>')
  expect(await page(`/privacy/${hash}`, moved)).toContain('<p>Chat Ltd, privacy@chat.example.</p>')
})

test('P11.1 anyone can get the bytes whose hash is a version’s address', async () => {
  const hash = await publish('Zwölf Büros, “quoted”.', false)
  for (const one of [hash, here.world.policy.all().at(-1)?.hash]) {
    const answer = await here.app.request(`/privacy/${one}.json`)
    expect(answer.headers.get('content-type')).toBe('application/json')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(one)
    expect(JSON.parse(bytes.toString()).operator.name).toBe('Chat Ltd')
    expect(await page(`/privacy/${one}`)).toContain(`href="/privacy/${one}.json"`)
  }
  expect((await here.app.request(`/privacy/${'0'.repeat(64)}.json`)).status).toBe(404)
})

test('P11.1 a version after which nothing significant changed says that its substance holds, with all that the law demands', async () => {
  const over = await publish('Something.', true)
  const agreed = await publish('Less.', true)
  const latest = await publish('Less!', false)
  expect(here.world.policy.now()).toMatchObject({ hash: latest, significant: agreed })

  const html = await page(`/privacy/${agreed}`)
  expect(html).toContain('The substance of this version still holds')
  expect(html).toContain(`latest wording is version ${here.world.policy.now().version}`)
  expect(html).not.toContain('holds no more')
  for (const path of [`/privacy/${agreed}`, `/privacy/${latest}`, '/privacy'])
    for (const part of ['responsible', 'register', 'processors', 'cookies'])
      expect(await page(path)).toContain(`<h2 id="${part}">`)
  const former = await page(`/privacy/${over}`)
  expect(former).toContain('holds no more')
  expect(former).toContain('href="/privacy#processors"')
})

test('P11.1 going back to former words is a new version at their old address', async () => {
  const former = await publish('One.', true)
  const between = await publish('Two.', true)
  const count = here.world.policy.all().length
  expect(await publish('One.', true)).toBe(former)

  expect(here.world.policy.all()).toHaveLength(count + 1)
  const html = await page(`/privacy/${former}`)
  expect(html).toContain('This is the version that holds')
  expect(html).toContain(`The same words as version ${count - 1}`)
  expect(await page(`/privacy/${between}`)).toContain('holds no more')
  await expect(publish('One.', false)).rejects.toMatchObject({ code: 'already_there' })
  expect(await stateOf('P11.1', here)).toBe('kept')
})

test('P11.1 a version from before names were kept says so, and the next one is due', async () => {
  const hash = createHash('sha256').update('{"title":"Old","chapters":[]}').digest()
  await rows`
    insert into policies (version, hash, content, summary, significant, published_at)
    select max(version) + 1, ${hash}, '{"title":"Old","chapters":[]}', '', false, ${testMoment} from policies
  `
  await here.world.policy.again()
  const html = await page(`/privacy/${hash.toString('hex')}`)
  expect(html).toContain('was not kept with this version')
  expect((await here.app.request(`/privacy/${hash.toString('hex')}.json`)).status).toBe(200)
  expect(await stateOf('P11.1', here)).toBe('kept')
})
