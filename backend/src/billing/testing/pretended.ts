import { unlimited } from '../../chat/testing/talk.ts'
import type { Mail } from '../../mail/mailer.ts'
import { lookInto } from '../../testing/database.ts'
import { billed, silentPayments } from '../../testing/payments.ts'
import { type Owner, signUp } from '../../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { type HeldCustomer, type HeldSubscription, type Payments, PaymentsFault } from '../payments.ts'
import { customerOf } from './held.ts'

/** What takes the place of Stripe where only what it answers matters. */
export interface Pretended extends Payments {
  live: boolean
  /** What it fails with while that is set. */
  fails: PaymentsFault | undefined
  holds: Map<string, HeldCustomer>
  /** Customers that were asked for. */
  asked: string[]
  /** Customers and checkouts that were ended, in the order of being so. */
  ended: string[]
  /** Waited for before an answer that is ready is given. */
  pause: () => Promise<void>
}

function pretendedPayments(): Pretended {
  const payments: Pretended = {
    ...silentPayments,
    fails: undefined,
    holds: new Map(),
    asked: [],
    ended: [],
    pause: async () => {},
    customer: async id => {
      payments.asked.push(id)
      const { fails } = payments
      const held = payments.holds.get(id)
      await payments.pause()
      if (fails) throw fails
      if (!held) throw new PaymentsFault('missing', 'resource_missing')
      return held
    },
    endCheckout: async id => end(id, 'ended' as const),
    deleteCustomer: async id => end(id, undefined),
  }
  async function end<Answer>(id: string, answer: Answer): Promise<Answer> {
    if (payments.fails) throw payments.fails
    payments.ended.push(id)
    return answer
  }
  return payments
}

/** A workspace that is Stripe's customer. */
export interface Subscriber {
  owner: Owner
  workspace: string
  customer: string
  /** Stripe holds from now on that this is the customer's subscription, or that there is none. */
  holds(...subscriptions: HeldSubscription[]): void
  row(): Promise<Record<string, unknown>>
  /** Subjects of the mails about plans to its owner, the oldest first. */
  told(): Promise<string[]>
  planInForce(): Promise<string>
}

export interface Pretence {
  atavus: TestWorld
  payments: Pretended
  sql: ReturnType<typeof lookInto>
  subscriber(): Promise<Subscriber>
  /** Lets the clock show a moment so many days after the usual one, once all is done that is due: no job is under way. */
  after(days: number): Promise<void>
  close(): Promise<void>
}

/** A world with plans, and with what takes the place of Stripe. */
export async function pretence(): Promise<Pretence> {
  const payments = pretendedPayments()
  const atavus = await testWorld({ environment: billed, payments, limits: unlimited })
  const sql = lookInto(atavus.address)
  const mails = overheard(atavus)
  return {
    atavus,
    payments,
    sql,
    subscriber: () => subscriber({ atavus, payments, sql, mails }),
    after: async days => {
      await atavus.work()
      atavus.at(new Date(Date.parse(testMoment) + days * 86_400_000))
    },
    close: async () => {
      await sql.end()
      await atavus.close()
    },
  }
}

/** Every mail that is sent, whenever; the outbox keeps them for a day. */
function overheard({ world }: TestWorld): Mail[] {
  const mails: Mail[] = []
  const { mailer } = world
  world.mailer = {
    ...mailer,
    send: async mail => {
      await mailer.send(mail)
      mails.push(mail)
    },
  }
  return mails
}

let customers = 0

async function subscriber({
  atavus,
  payments,
  sql,
  mails,
}: Pick<Pretence, 'atavus' | 'payments' | 'sql'> & { mails: Mail[] }): Promise<Subscriber> {
  const owner = await signUp(atavus)
  const account = await (await owner.call('GET', '/v1/account')).json()
  const workspace: string = account.workspace.id
  const customer = `cus_${++customers}`
  await sql`
    insert into subscriptions (workspace_id, live, customer, created_at)
    values (${workspace}, ${payments.live}, ${customer}, ${atavus.world.now()})
  `
  return {
    owner,
    workspace,
    customer,
    holds: (...subscriptions) => void payments.holds.set(customer, customerOf(...subscriptions)),
    row: async () => (await sql`select * from subscriptions where workspace_id = ${workspace}`)[0] ?? {},
    told: async () => {
      await atavus.work()
      return mails
        .filter(({ to, subject }) => to === account.email && isOfPlan(subject))
        .map(({ subject }) => subject)
    },
    planInForce: async () => {
      const [plan] = await atavus.world.db.tenant(
        workspace,
        tenant => tenant<{ id: string }[]>`select id from plan_of_workspace()`,
      )
      return plan?.id ?? ''
    },
  }
}

const isOfPlan = (subject: string): boolean => /plan/i.test(subject)
