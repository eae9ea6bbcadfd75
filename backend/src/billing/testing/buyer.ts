import type { Billing, Interval } from '@atavus/contract/billing'
import type { RefusalCode } from '@atavus/contract/refusals'
import { browser } from '../../accounts/testing/browser.ts'
import type { BilledWorld } from '../../testing/billed.ts'
import type { Owner } from '../../testing/shop.ts'
import type { TestWorld } from '../../testing/world.ts'

/** What a door answered: its page, or why not. */
export interface Answered {
  status: number
  url?: string
  code?: RefusalCode
  retryAfter?: number
}

/** Somebody with a workspace of their own who pays for plans, and what Stripe knows of them. */
export interface Buyer extends Owner {
  workspace: string
  email: string
  /** The same person at another process. */
  at(place: TestWorld): Buyer
  checkout(plan?: string, interval?: Interval): Promise<Answered>
  portal(wish: object): Promise<Answered>
  billing(): Promise<Billing>
  charges(): number[]
  sessions(): { id: string; status: string | null; url: string | null }[]
  /** Subscriptions that can cost something. */
  running(): { id: string; status: string; cancel_at_period_end: boolean }[]
}

interface Signed {
  email: string
  workspace: { id: string }
}

let buyers = 0

/** Signs somebody up. Their session is renewed whenever it has run out. */
export async function buyer(till: BilledWorld): Promise<Buyer> {
  buyers++
  const own = browser(till.atavus)
  const { workspace, email } = (await own.signUp(`buyer${buyers}`)) as Signed
  return at(till, own, { workspace: workspace.id, email }, till.atavus)
}

function at(
  till: BilledWorld,
  own: ReturnType<typeof browser>,
  { workspace, email }: Pick<Buyer, 'workspace' | 'email'>,
  { app }: Pick<TestWorld, 'app'>,
): Buyer {
  const { objects, charges } = till.stripe
  const send = async (method: string, path: string, body?: unknown) =>
    app.request(path, {
      method,
      headers: { cookie: own.cookie(), origin: 'http://localhost:4600', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  async function call(method: string, path: string, body?: unknown) {
    const answer = await send(method, path, body)
    if (answer.status !== 401) return answer
    await own.send('POST', '/v1/session/refresh')
    return send(method, path, body)
  }
  const asked = async (path: string, body: unknown): Promise<Answered> => {
    const answer = await call('POST', path, body)
    const { url, code, retryAfter } = (await answer.json()) as Answered
    return {
      status: answer.status,
      ...(url && { url }),
      ...(code && { code }),
      ...(retryAfter && { retryAfter }),
    }
  }
  // The double's things of everybody: those of this workspace's customers.
  const customers = () =>
    new Set(objects.customers.flatMap(({ id, metadata }) => (metadata.workspace === workspace ? [id] : [])))
  const isLive = ({ status }: { status: string }) => !/^(canceled|incomplete)/.test(status)
  return {
    cookie: own.cookie(),
    call,
    workspace,
    email,
    at: place => at(till, own, { workspace, email }, place),
    checkout: (plan = 'starter', interval = 'month') => asked('/v1/billing/checkout', { plan, interval }),
    portal: wish => asked('/v1/billing/portal', wish),
    billing: async () => (await (await call('GET', '/v1/billing')).json()) as Billing,
    charges: () => {
      const mine = customers()
      return charges().flatMap(({ customer, amount }) => (mine.has(customer) ? [amount] : []))
    },
    sessions: () => objects.sessions.filter(({ client_reference_id }) => client_reference_id === workspace),
    running: () => {
      const mine = customers()
      return objects.subscriptions.filter(one => mine.has(String(one.customer)) && isLive(one))
    },
  }
}
