import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueJob } from '../jobs/queue.ts'
import { mailsTo } from '../testing/mail.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let atavus: TestWorld

beforeAll(async () => {
  atavus = await testWorld()
})
afterAll(() => atavus.close())

async function accountOf(owner: Owner) {
  return (await (await owner.call('GET', '/v1/account')).json()) as {
    email: string
    username: string
    workspace: { id: string }
  }
}

/** Signs in with a browser that prefers a language. */
const signIn = (name: string, language: string) =>
  atavus.app.request('/v1/session', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: 'http://localhost:4600',
      'accept-language': language,
    },
    body: JSON.stringify({ name, password: 'a kettle sings at noon' }),
  })

test('owners are told in the language of the browser that they signed in with last', async () => {
  const { email, username, workspace } = await accountOf(await signUp(atavus))
  const tell = () =>
    atavus.world.db.tenant(workspace.id, tenant => {
      const subject = {
        mail: 'owners',
        workspace: workspace.id,
        notice: 'suspended',
        language: 'en',
      } as const
      return queueJob(tenant, { kind: 'mail', subject })
    })
  const newest = async () => (await mailsTo(atavus, email))[0]?.subject

  await tell()
  expect(await newest()).toBe('Your workspace was suspended')
  expect((await signIn(username, 'de-AT,en;q=0.5')).status).toBe(200)
  atavus.at('2026-11-20T12:01:00Z')
  await tell()
  expect(await newest()).toBe('Ihr Arbeitsbereich wurde gesperrt')
})
