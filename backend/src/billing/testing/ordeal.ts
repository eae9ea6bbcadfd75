import { expect } from 'vitest'
import { noLimits } from '../../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, planOf } from '../../testing/billed.ts'
import { mailsTo } from '../../testing/mail.ts'
import { billed } from '../../testing/payments.ts'
import { PageRefusal } from '../../testing/stripe/checkout.ts'
import { reconcile } from '../reconcile.ts'
import { type Buyer, buyer } from './buyer.ts'
import { mortal, sleeper } from './mortal.ts'

/** What somebody does, told so that it can be begun again at any moment. */
export interface Story {
  /** Before anything can go wrong. */
  before?(till: BilledWorld, one: Buyer, later: (minutes: number) => Promise<void>): Promise<void>
  /** Clicks here and at Stripe, where they see how it stands. */
  act(till: BilledWorld, one: Buyer): Promise<void>
}

/** How it goes on after the process has died. */
export type Sequel =
  /** The person clicks again, and Stripe's webhooks come to another process. */
  | 'clicks'
  /** They only wait for the webhooks. */
  | 'waits'
  /** No webhook ever comes, and they only wait. */
  | 'unheard'

/** What came of it: what was charged, and the plan that holds. */
export interface Outcome {
  one: Buyer
  /** What the process did before it died, by name. */
  done: string[]
  died: boolean
  /** The plan that held as long as nobody did anything more. */
  meanwhile: string
  plan: string
  next: string | null
  ends: boolean
  charges: number[]
  running: number
  /** Mails about it. */
  told: number
}

/** What a page of Stripe's does not do any more is not done; the person reads why. */
export function onPage(act: () => unknown): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof PageRefusal)) throw error
  }
}

const minuteMs = 60_000

/** Two processes of one installation: in one the stories begin and can break off, in the other they go on. */
export async function openOrdeal() {
  const till = await billedWorld({ limits: noLimits })
  const victim = await mortal(till, { limits: noLimits })
  const survivor = sleeper(till.atavus)
  const door = `${await victim.process.serve()}/webhooks/stripe`
  till.stripe.deliverTo(door, billed.STRIPE_WEBHOOK_SECRET, [
    'customer.subscription.*',
    'checkout.session.completed',
  ])

  async function later(minutes: number) {
    const moment = new Date(till.atavus.world.now().getTime() + minutes * minuteMs)
    victim.process.at(moment)
    await till.until(moment)
  }

  /** Lets a story break off after so many effects, or one of a name, and go on; never without either. */
  async function endure(
    { before, act }: Story,
    sequel: Sequel,
    effects?: number,
    after?: string,
  ): Promise<Outcome> {
    const one = await buyer(till)
    await before?.(till, one, later)
    victim.live()
    await victim.process.work()
    till.stripe.delivery({ mode: sequel === 'unheard' ? 'held' : 'at-once' })
    await survivor.sleep()
    victim.live(effects, after)
    await begin(act, one).catch(error => {
      if (!victim.isDead()) throw error
    })
    const died = victim.isDead()
    const outcome = { one, done: [...victim.done()], died }
    victim.die()
    await till.stripe.settle()
    survivor.wake()
    const meanwhile = await planOf(one)
    await goOn(sequel, act, one)
    return { ...outcome, meanwhile, ...(await standing(one)) }
  }

  async function begin(act: Story['act'], one: Buyer): Promise<void> {
    await act(till, one.at(victim.process))
    await till.stripe.settle()
    await victim.process.work()
  }

  async function goOn(sequel: Sequel, act: Story['act'], one: Buyer): Promise<void> {
    if (sequel === 'clicks') await act(till, one)
    // Stripe tries again after five minutes; what the dead process had taken on is free again before.
    await later(6)
    if (sequel !== 'unheard') return
    till.stripe.held.length = 0
    till.stripe.delivery({ mode: 'at-once' })
    await later(70)
    await reconcile(till.atavus.world)
    await later(11)
  }

  async function standing(one: Buyer) {
    const { plan, subscription } = await one.billing()
    return {
      plan: plan.id,
      next: subscription?.next?.plan.id ?? null,
      ends: Boolean(subscription?.endsAt),
      charges: one.charges(),
      running: one.running().length,
      told: (await mailsTo(till.atavus, one.email)).filter(({ text }) => text.includes('/billing')).length,
    }
  }

  return {
    till,
    endure,
    /** A month later, in two steps so that everybody's session lives: the plan that holds, and all that was charged. */
    async aMonthLater(outcomes: Outcome[]) {
      for (const days of [20, 12]) {
        await later(days * 24 * 60)
        for (const { one } of outcomes) await one.billing()
      }
      return Promise.all(
        outcomes.map(async ({ one }) => ({ plan: (await one.billing()).plan.id, charges: one.charges() })),
      )
    },
    /** The story undisturbed, then broken off after each effect in turn, until it is over before that. */
    async everywhere(story: Story, sequel: Sequel, check: (outcome: Outcome, whole: Outcome) => void) {
      const whole = await endure(story, sequel)
      const broken: Outcome[] = []
      const breakOff = async (effects?: number, after?: string) => {
        const outcome = await endure(story, sequel, effects, after)
        check(outcome, whole)
        broken.push(outcome)
      }
      for (let effects = 1; effects <= whole.done.length || broken.at(-1)?.died; effects++)
        await breakOff(effects)
      // What goes on at once comes in no fixed order: an effect that was the last in none of these is named.
      const missed = () => {
        const last = new Set(broken.map(({ done }) => done.at(-1)))
        return [...new Set(whole.done)].filter(name => !last.has(name))
      }
      for (const name of missed()) await breakOff(undefined, name)
      expect(missed()).toEqual([])
      return broken
    },
    close: async () => {
      victim.live()
      await victim.process.close()
      await till.close()
    },
  }
}
