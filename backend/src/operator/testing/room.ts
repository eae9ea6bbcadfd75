import type { Account } from '@atavus/contract/account'
import type { AuditLog } from '@atavus/contract/logs'
import type { Problem } from '@atavus/contract/refusals'
import type { z } from 'zod'
import { noLimits } from '../../accounts/testing/browser.ts'
import { conversationOf, talk, whole } from '../../chat/testing/talk.ts'
import { lookInto } from '../../testing/database.ts'
import { scripted } from '../../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'

/** Somebody who has signed up, with what is known of them. */
export interface Person extends Owner {
  id: string
  email: string
  username: string
  workspace: string
}

type Acts = z.infer<typeof AuditLog>['items']

/** A platform with an operator. */
export interface Room {
  here: TestWorld
  sql: ReturnType<typeof lookInto>
  operator: Person
  person(): Promise<Person>
  /** Makes somebody an operator whose session has shown a second factor, just now. */
  appoint(person: Person): Promise<void>
  suspend(what: 'workspaces' | 'accounts', id: string, suspended: boolean, reason: string): Promise<Response>
  open(workspace: string, reason?: string): Promise<Response>
  /** A visitor asks the shop of an owner; gives the conversation. */
  asked(owner: Person, text: string): Promise<string>
  /** What operators did. */
  acts(): Promise<Acts>
  close(): Promise<void>
}

export async function openRoom(): Promise<Room> {
  const model = scripted('quote')
  const here = await testWorld({ models: { quote: model }, limits: noLimits })
  const base = await here.serve()
  const sql = lookInto(here.address)
  const person = async () => {
    const one = await signUp(here)
    const { id, email, username, workspace } = await got<Account>(one.call('GET', '/v1/account'))
    return { ...one, id, email, username, workspace: workspace?.id ?? '' }
  }
  const appoint = async ({ id }: Person) => {
    await sql`insert into operators (account_id, added_at) values (${id}, ${testMoment}) on conflict do nothing`
    await sql`update sessions set factor = true, confirmed_at = ${here.world.now()} where account_id = ${id}`
  }
  const operator = await person()
  await appoint(operator)
  return {
    here,
    sql,
    operator,
    person,
    appoint,
    suspend: (what, id, suspended, reason) =>
      operator.call('PATCH', `/v1/operator/${what}/${id}`, { suspended, reason }),
    open: (workspace, reason = 'Asked by the owner to look') =>
      operator.call('POST', `/v1/operator/workspaces/${workspace}/access`, { reason }),
    asked: async (owner, text) => {
      const { key } = await assistantOf(owner)
      model.say('Yes.')
      return conversationOf(await whole(talk(base, await visit(here, key), text).send()))
    },
    acts: () => auditLog(operator, '/v1/operator/logs/audit'),
    close: async () => {
      await sql.end()
      await here.close()
    },
  }
}

/** The body of an answer that must be one. */
export async function got<Body>(answer: Promise<Response>): Promise<Body> {
  const response = await answer
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Body
}

/** The code of a refusal; the status of an answer that is none. */
export async function refusal(answer: Promise<Response>): Promise<string> {
  const response = await answer
  return response.ok ? `${response.status}` : ((await response.json()) as Problem).code
}

/** What an owner reads of who did what in their workspace. */
export const auditLog = async (who: Person, path = '/v1/logs/audit'): Promise<Acts> =>
  (await got<z.infer<typeof AuditLog>>(who.call('GET', path))).items
