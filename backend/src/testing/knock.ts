import { openapi } from '@atavus/contract/openapi'
import { isForExtensions, type Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { refusals } from '@atavus/contract/refusals'
import { expect } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { chromeOrigin } from '../devices/testing/device.ts'
import { pseudonym } from '../lib/ids.ts'
import { bodies } from './bodies.ts'
import { lookInto } from './database.ts'
import { scripted } from './model.ts'
import { billed, silentPayments } from './payments.ts'
import type { Schema } from './schema-values.ts'
import { signUp } from './shop.ts'
import { filled, furnish } from './tenants.ts'
import { testWorld } from './world.ts'

interface Described {
  operationId: string
  security: Record<string, string[]>[]
  parameters: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}

/** A door as the OpenAPI document describes it. */
export interface DescribedDoor extends Described {
  path: string
  method: string
  body: Schema | undefined
}

const own = 'http://localhost:4600'

/** Every door of the OpenAPI document. */
export const describedDoors: DescribedDoor[] = Object.entries(openapi(own).paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => {
    const described = operation as Described
    return { ...described, path, method, body: described.requestBody?.content['application/json'].schema }
  }),
)

interface Sent {
  body?: string
  headers?: Record<string, string>
  query?: string
  ids?: Record<string, string>
}

interface Answered {
  status: number
  problem: { code: string; status: number } | undefined
}

// What a schema makes may happen to be a workspace's name: these come from somebody whose things may go.
const ending = ['deleteWorkspace', 'deleteAccount', 'changeWorkspace', 'endSession', 'endOtherSessions']

/** A listening world with a furnished workspace, whose owner is an operator, so that every door is reached. */
export async function knockable() {
  const model = scripted('quote')
  const atavus = await testWorld({
    models: { quote: model },
    limits: noLimits,
    environment: billed,
    payments: silentPayments,
  })
  const base = await atavus.serve()
  const sql = lookInto(atavus.address)
  // With plans, so that their doors are there, and so large that none stands in the way.
  await sql`update plans set messages = null, tokens = null, assistants = null, seats = null, passages = null, remote = true`
  model.say('From the shop: two days.')
  const place = await furnish(atavus, base)
  const other = await signUp(atavus)
  await sql`insert into operators (account_id, added_at) values (${place.ids.account ?? ''}, ${atavus.world.now()})`
  await sql`update sessions set factor = true where account_id = ${place.ids.account ?? ''}`

  function credential({ security, operationId }: DescribedDoor): Record<string, string> {
    const [first] = security.flatMap(Object.keys)
    if (first === 'visitor') return place.visitor.headers
    if (first === 'key') return { authorization: `Bearer ${place.secret}` }
    if (first === 'device') return place.device
    const operation: Operation = operations[operationId as keyof typeof operations]
    if (first !== 'session') return { origin: isForExtensions(operation) ? chromeOrigin : own }
    return { cookie: (ending.includes(operationId) ? other : place.owner).cookie, origin: own }
  }

  /** Knocks with a credential that the door takes; an answer that streams is left to itself. */
  async function send(door: DescribedDoor, sent: Sent): Promise<Answered> {
    const known = bodies[door.operationId as keyof typeof bodies]
    const path = filled(door.path, sent.ids ?? {}, pseudonym()) + (sent.query ?? known?.query ?? '')
    const answer = await fetch(base + path, {
      method: door.method.toUpperCase(),
      headers: {
        'content-type': 'application/json',
        ...known?.headers,
        ...credential(door),
        ...sent.headers,
      },
      ...(sent.body !== undefined && { body: sent.body }),
    })
    const { status, headers } = answer
    if (headers.get('content-type') !== 'application/problem+json') {
      await answer.body?.cancel()
      return { status, problem: undefined }
    }
    return { status, problem: (await answer.json()) as Answered['problem'] }
  }

  return {
    atavus,
    base,
    sql,
    place,
    send,
    close: async () => {
      await sql.end()
      await atavus.close()
    },
  }
}

/** That nothing broke: no fault, and what was refused was refused by a code of the contract. */
export function expectWhole(door: DescribedDoor, sent: unknown, { status, problem }: Answered): void {
  const told = { door: door.operationId, sent, status, problem }
  expect(told, JSON.stringify(told)).toSatisfy(() => status < 500)
  if (status < 400) return
  expect(told).toSatisfy(() => problem !== undefined && problem.code in refusals)
  expect(problem?.status).toBe(status)
}
