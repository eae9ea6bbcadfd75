import { unlimited } from '../../chat/testing/talk.ts'
import { type BilledWorld, billedWorld } from '../../testing/billed.ts'
import type { Policy, StripeEvent } from '../../testing/stripe/books.ts'
import type { TestWorld } from '../../testing/world.ts'
import { type Life, lifeOf } from './subscription.ts'

/** Two processes of a platform, and Stripe, whose events come only when they are delivered by hand. */
export interface Post {
  here: BilledWorld
  there: TestWorld
  /** A new workspace, with a subscription if one is named. */
  life(plan?: string): Promise<Life>
  /** Lets time pass for all of them. */
  pass(ms: number): Promise<void>
  /** Until neither process has a job that is due. */
  work(): Promise<void>
  /** A minute later here alone: where a request to Stripe failed, it is made again. */
  again(): Promise<void>
  /** Takes events from those that wait, by any numbers. */
  taken(picks: number[]): StripeEvent[]
  /** Delivers events at once, each so often; every answer must be a good one. */
  deliver(events: StripeEvent[], times?: number): Promise<void>
  /** The workspace goes, and its customer: the next one finds Stripe as the first did. */
  leave(life: Life): Promise<void>
  faults(): unknown[]
  close(): Promise<void>
}

export async function openPost(afterRetries: Policy['afterRetries'] = 'cancel'): Promise<Post> {
  const here = await billedWorld({ limits: unlimited, double: { afterRetries } })
  const there = await here.another()
  const { stripe, atavus } = here
  const { held } = stripe
  stripe.delivery({ mode: 'held' })
  const work = async () => {
    await Promise.all([atavus.work(), there.work()])
  }
  return {
    here,
    there,
    life: async plan => {
      const life = await lifeOf(here)
      if (plan) await life.subscribe(plan, 'month')
      return life
    },
    pass: async ms => {
      const to = new Date(atavus.world.now().getTime() + ms)
      for (const one of [atavus, there]) one.at(to)
      await stripe.advance(to)
    },
    work,
    again: async () => {
      const to = new Date(atavus.world.now().getTime() + 60_000)
      for (const one of [atavus, there]) one.at(to)
      await work()
    },
    taken: picks => picks.flatMap(at => held.splice(at % Math.max(held.length, 1), 1)),
    deliver: async (events, times = 1) => {
      const answers = await Promise.all(events.map(event => stripe.deliver(event, { times })))
      if (answers.flat().some(status => status !== 200)) throw new Error(`answered ${answers.flat()}`)
    },
    leave: async ({ workspace }) => {
      await atavus.world.db.keeper(keeper => keeper`delete from workspaces where id = ${workspace}`)
      await work()
      held.length = 0
    },
    faults: () => [...atavus.faults, ...there.faults],
    close: async () => {
      await there.close()
      await here.close()
    },
  }
}
