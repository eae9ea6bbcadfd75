import { Hono } from 'hono'
import { z } from 'zod'
import { body, type Door, problemResponse } from '../../lib/door.ts'
import { pseudonym } from '../../lib/ids.ts'
import { Refusal } from '../../lib/refusal.ts'
import { lookInto } from '../../testing/database.ts'
import { type Owner, signUp } from '../../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { idempotent } from '../idempotent.ts'

/** A house with one door behind the gate, where notes are left, for callers that say themselves who they are. */
export interface House {
  here: TestWorld
  rows: ReturnType<typeof lookInto>
  owner: Owner
  /** Another workspace than the owner's. */
  other: string
  caller: string
  /** What has been done, one by one. */
  done: unknown[]
  /** What the next requests are answered with. */
  answer: (nth: number) => Promise<Response> | Response
  /** All as at first, but for what the database holds. */
  reset(): void
  request(path: string, init: RequestInit): Promise<Response>
  send(
    key: string | undefined,
    text: string,
    more?: { path?: string; [header: string]: string },
  ): Promise<Response>
  /** Moves the clock to so many seconds after the test's moment. */
  later(seconds: number): void
  close(): Promise<void>
}

const Note = z.strictObject({ text: z.string() })

export async function openHouse(): Promise<House> {
  const here = await testWorld()
  const rows = lookInto(here.address)
  const owner = await signUp(here)
  const workspace = await workspaceOf(owner)
  const app = new Hono<Door>()
  const house: House = {
    here,
    rows,
    owner,
    other: await workspaceOf(await signUp(here)),
    caller: pseudonym(),
    done: [],
    answer: usual,
    reset: () => {
      here.at(testMoment)
      house.done = []
      house.answer = usual
    },
    request: async (path, init) => app.request(path, init),
    send: async (key, text, { path = '/notes', ...headers } = {}) =>
      app.request(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== undefined && { 'idempotency-key': key }),
          ...headers,
        },
        body: JSON.stringify({ text }),
      }),
    later: seconds => here.at(new Date(Date.parse(testMoment) + seconds * 1000)),
    close: async () => {
      await rows.end()
      await here.close()
    },
  }
  app.onError(error => problemResponse(error instanceof Refusal ? error : new Refusal('broken')))
  const as = async (c: Parameters<ReturnType<typeof idempotent>>[0], next: () => Promise<void>) => {
    const of = { workspace: c.req.header('x-workspace') ?? workspace, name: 'A key', rights: [] }
    c.set('principal', { kind: 'key', key: c.req.header('x-caller') ?? house.caller, ...of })
    await next()
  }
  app.on('POST', ['/notes', '/notes/:note'], as, idempotent(here.world), async c => {
    const note = await body(c, Note)
    house.done.push(note)
    return house.answer(house.done.length)
  })
  return house
}

const usual = (nth: number) => Response.json({ nth, words: 'straße' }, { status: 201 })

async function workspaceOf(of: Owner): Promise<string> {
  const account = (await (await of.call('GET', '/v1/account')).json()) as { workspace: { id: string } }
  return account.workspace.id
}

/** All of an answer that its caller sees again. */
export const seen = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('content-type'),
  text: await response.text(),
})

export const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
