import type { Account } from '@atavus/contract/account'
import { noLimits } from '../../accounts/testing/browser.ts'
import { lookInto } from '../../testing/database.ts'
import { type ScriptedModel, scripted } from '../../testing/model.ts'
import { type Owner, signUp } from '../../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'

/** An owner with a workspace, on a platform whose logs can be looked at. */
export interface Office {
  here: TestWorld
  base: string
  model: ScriptedModel
  sql: ReturnType<typeof lookInto>
  owner: Owner
  account: string
  workspace: string
  /** Moves the clock to so many milliseconds after the tests' moment. */
  after(milliseconds: number): void
  /** A page of a log, with all that has happened until now. */
  read<Page>(path: string, who?: Owner): Promise<Page>
  /** The secret of a new API key. */
  secretKey(): Promise<string>
  /** No entry yet, no limits, the tests' moment. */
  clear(): Promise<void>
  close(): Promise<void>
}

export async function openOffice(): Promise<Office> {
  const model = scripted('quote')
  const here = await testWorld({ models: { quote: model }, environment: { TRUSTED_PROXIES: '127.0.0.1' } })
  Object.assign(here.world.limits, noLimits)
  const sql = lookInto(here.address)
  const owner = await signUp(here)
  // It outlives the sweeps of these tests, and need not be proven anew.
  await sql`update sessions set expires_at = '2030-01-01', confirmed_at = ${testMoment}`
  const shown = (await (await owner.call('GET', '/v1/account')).json()) as Account
  const read = async <Page>(path: string, who = owner): Promise<Page> => {
    await here.world.logs.flush()
    const answer = await who.call('GET', path)
    if (answer.status !== 200) throw new Error(await answer.text())
    return (await answer.json()) as Page
  }
  return {
    here,
    base: await here.serve(),
    model,
    sql,
    owner,
    account: shown.id,
    workspace: shown.workspace?.id ?? '',
    after: milliseconds => here.at(new Date(Date.parse(testMoment) + milliseconds)),
    read,
    secretKey: async () => {
      const wish = { name: 'Our server', scopes: ['assistants:read'], days: null }
      const made = await owner.call('POST', '/v1/keys', wish)
      if (made.status !== 201) throw new Error(await made.text())
      return ((await made.json()) as { secret: string }).secret
    },
    clear: async () => {
      here.at(testMoment)
      Object.assign(here.world.limits, noLimits)
      await here.world.logs.flush()
      await sql`truncate api_log, security_log, audit_log`
    },
    close: async () => {
      await sql.end()
      await here.close()
    },
  }
}
