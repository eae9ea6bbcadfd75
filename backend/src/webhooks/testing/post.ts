import { unlimited } from '../../chat/testing/talk.ts'
import type { EgressLimits } from '../../egress/exchange.ts'
import { createGate } from '../../egress/gate.ts'
import { pseudonym } from '../../lib/ids.ts'
import { lookInto } from '../../testing/database.ts'
import { startUpstream, type Upstream } from '../../testing/upstream.ts'
import { type TestOptions, type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { happened } from '../happened.ts'

/** A backend, two endpoints that it may reach, and every row at hand. */
export interface Post {
  atavus: TestWorld
  sql: ReturnType<typeof lookInto>
  receiver: Upstream
  elsewhere: Upstream
  /** What lets another process reach them, too. */
  environment: Record<string, string>
  /** The addresses that the gate was asked for. */
  asked: string[]
  /** From now on who waits for an endpoint that says nothing waits no longer than this. */
  hurry(milliseconds: number): void
  /** Sets the clock to so many seconds after the first moment. */
  later(seconds: number): void
  workspaceOf(webhook: string): Promise<string>
  /** Tells the workspace of a webhook of a question that could not be answered; gives the question's id. */
  unanswered(webhook: string): Promise<string>
  /** The first moment again, nothing told and nobody listening. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Nobody listens here, though it may be reached. */
export const closedPort = '127.0.0.1:1'

/** Every name stands for a private address. */
export async function openPost(options: TestOptions = {}): Promise<Post> {
  const [receiver, elsewhere] = [await startUpstream({ steps: [] }), await startUpstream({ steps: [] })]
  const allow = [receiver.host, elsewhere.host, closedPort]
  const resolve = async () => [{ address: '10.0.0.7', family: 4 }]
  const gate = createGate({ allow, resolve, record: () => {} })
  const asked: string[] = []
  let patience: Partial<EgressLimits> = {}
  const environment = { ...options.environment, ATAVUS_EGRESS_ALLOW: allow.join() }
  const atavus = await testWorld({
    limits: unlimited,
    gate: {
      ...gate,
      request: (purpose, request) => {
        asked.push(String(request.url))
        return gate.request(purpose, { ...request, limits: { ...request.limits, ...patience } })
      },
    },
    ...options,
    environment,
  })
  const sql = lookInto(atavus.address)
  const later = (seconds: number) => atavus.at(new Date(Date.parse(testMoment) + seconds * 1000))

  async function workspaceOf(webhook: string) {
    const [row] = await sql<{ id: string }[]>`select workspace_id as id from webhooks where id = ${webhook}`
    return row?.id ?? ''
  }

  return {
    atavus,
    sql,
    receiver,
    elsewhere,
    environment,
    asked,
    hurry: ms => {
      patience = { firstByteMs: ms, totalMs: ms }
    },
    later,
    workspaceOf,
    unanswered: async webhook => {
      const message = pseudonym()
      await atavus.world.db.tenant(await workspaceOf(webhook), tenant =>
        happened(tenant, 'question.unanswered', { message }),
      )
      return message
    },
    clear: async () => {
      await sql`delete from webhooks`
      await atavus.work()
      later(0)
      patience = {}
      asked.length = 0
      for (const { play, requests } of [receiver, elsewhere]) {
        play({ steps: [] })
        requests.length = 0
      }
    },
    close: async () => {
      await sql.end()
      await atavus.close()
      gate.close()
      await receiver.close()
      await elsewhere.close()
    },
  }
}
