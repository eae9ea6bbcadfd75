import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reconcile } from '../billing/reconcile.ts'
import { standingAtStripe } from './testing/at-stripe.ts'
import { openPost, type Post } from './testing/post.ts'
import type { Life } from './testing/subscription.ts'

// Attack 20: what Stripe's webhook tells comes late, twice, in any order, or never.

const hourMs = 3_600_000
const plan = fc.constantFrom('starter', 'business')
const interval = fc.constantFrom('month' as const, 'year' as const)
const card = fc.constantFrom('good' as const, 'fails-later' as const)
const of = <Act extends string>(act: Act) => fc.constant(act)
const picks = fc.array(fc.nat(), { maxLength: 6 })

/** What may happen at Stripe. */
const acts = [
  fc.record({ act: of('subscribe'), plan, interval, card }),
  fc.record({ act: of('change'), plan, interval }),
  fc.record({ act: fc.constantFrom('cancel' as const, 'keep' as const, 'end' as const, 'leave' as const) }),
  fc.record({ act: of('card'), card }),
  fc.record({ act: of('fail') }),
  fc.record({ act: of('pass'), hours: fc.constantFrom(1, 30, 4 * 24, 13.5 * 24, 31 * 24) }),
] as const
/** What may become of its events meanwhile. */
const ways = [
  fc.record({ act: of('deliver'), picks, times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: of('work') }),
] as const
/** Nothing is held back for once, and all that is due is done. */
const rest = fc.record({ act: of('rest') })
/** What may become of them for good, and a look at everything all the same. */
const losses = [fc.record({ act: of('drop'), picks }), fc.record({ act: of('compare') })] as const

type Given<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never
type Step = Given<(typeof acts)[number] | (typeof ways)[number] | (typeof losses)[number] | typeof rest>

const post: Partial<Record<'cancel' | 'unpaid', Post>> = {}

beforeAll(async () => {
  post.cancel = await openPost('cancel')
  post.unpaid = await openPost('unpaid')
})
afterAll(async () => {
  await post.cancel?.close()
  await post.unpaid?.close()
})

async function take(at: Post, life: Life, step: Step): Promise<unknown> {
  switch (step.act) {
    case 'subscribe':
      return life.subscribe(step.plan, step.interval, step.card)
    case 'change':
      return life.change(step.plan, step.interval)
    case 'card':
      return life.card(step.card)
    case 'pass':
      return at.pass(step.hours * hourMs)
    case 'deliver':
      return at.deliver(at.taken(step.picks), step.times)
    case 'drop':
      return at.taken(step.picks)
    case 'work':
      return undefined
    case 'rest':
      return restWith(at, life)
    case 'compare':
      return compareWith(at, life)
    case 'fail':
      life.card('fails-later')
      return at.pass(31 * 24 * hourMs)
    default:
      return life[step.act]()
  }
}

/** Delivers what is held, some at once and each twice, and looks whether all is as Stripe has it. */
async function restWith(at: Post, life: Life): Promise<void> {
  while (at.here.stripe.held.length) await at.deliver(at.taken([1, 0, 5, 2]), 2)
  await at.work()
  await at.again()
  await expectStripesState(at, life)
}

/** What is held is lost; then it is looked as the platform does in time, and whether all is as Stripe has it. */
async function compareWith(at: Post, life: Life): Promise<void> {
  // Who asked before all this happened has the answer by now: no asking takes six hours, as it would seem to here.
  await at.work()
  await at.pass(6 * hourMs)
  at.here.stripe.held.length = 0
  await reconcile(at.here.atavus.world)
  await at.work()
  await at.again()
  await expectStripesState(at, life)
}

/** Takes the steps; where one says so, the jobs are being done while the next ones are taken. */
async function live(at: Post, life: Life, steps: Step[]): Promise<void> {
  const working: Promise<void>[] = []
  for (const step of steps) {
    if (step.act === 'work') working.push(at.work())
    await take(at, life, step)
  }
  await Promise.all(working)
}

async function expectStripesState({ here: { atavus, stripe } }: Post, { workspace, standing }: Life) {
  expect(await standing()).toEqual(standingAtStripe(stripe, workspace, atavus.world.now()))
}

test('however events come, doubled and in whatever order, all ends in the state that Stripe holds', async () => {
  const at = post.cancel as Post
  const steps = fc.array(fc.oneof(...acts, ...ways, rest), { minLength: 4, maxLength: 16 })
  await fc.assert(
    fc.asyncProperty(steps, async steps => {
      const life = await at.life('starter')
      await live(at, life, steps)
      await restWith(at, life)
      await at.leave(life)
    }),
    { numRuns: 15 },
  )
  expect(at.faults()).toEqual([])
})

test('whatever events are lost, all ends in the state that Stripe holds once it is compared', async () => {
  const at = post.unpaid as Post
  const steps = fc.array(fc.oneof(...acts, ...ways, ...losses), { minLength: 4, maxLength: 16 })
  await fc.assert(
    fc.asyncProperty(steps, async steps => {
      const life = await at.life('starter')
      await live(at, life, steps)
      await compareWith(at, life)
      await at.leave(life)
    }),
    { numRuns: 15 },
  )
  expect(at.faults()).toEqual([])
})
