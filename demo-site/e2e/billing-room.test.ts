import type { Page } from '@playwright/test'
import { isAccessible } from './house/axe.ts'
import { expect, stayAtHome, test } from './house/billed.ts'
import { type Owner, signUp } from './house/owner.ts'
import { atStripe, billingOf, every, holds, present, take } from './house/till.ts'
import { watchOver } from './house/watch.ts'

test('a card that is declined leaves all as it was, and so does the way back', async ({ desk, stripe }) => {
  const paid = stripe.charges().length
  await desk.goto('/billing')
  const upgrade = desk.getByRole('button', { name: 'Upgrade to Starter' })
  await upgrade.click()
  await expect(desk).toHaveURL(new RegExp(`^${stripe.url}/c/pay/`))
  const checkout = desk.url()
  await atStripe(desk, stripe, 'Subscribe', 'Declined')
  await expect(desk.getByRole('alert')).toHaveText('Your card was declined.')
  await desk.getByRole('link', { name: 'Back' }).click()

  await expect(present(desk, 'Free')).toContainText('Free of charge.')
  await expect(desk.locator('.returning')).toHaveCount(0)
  await upgrade.click()
  await expect(desk, 'the page that is open already').toHaveURL(checkout)
  await desk.goBack()
  await expect(upgrade).toBeEnabled()
  await expect(present(desk, 'Free')).toBeVisible()
  expect(stripe.charges()).toHaveLength(paid)
  expect((await billingOf(desk)).subscription).toBeNull()
})

test('whoever comes back before Stripe tells anything is asked to wait, and then it holds', async ({
  desk,
  seen,
  stripe,
}) => {
  seen.expect(/status of 503/)
  await desk.goto('/billing')
  await desk.getByRole('button', { name: 'Upgrade to Starter' }).click()
  await expect(desk).toHaveURL(new RegExp(`^${stripe.url}/c/pay/`))
  stripe.delivery({ mode: 'held' })
  const silence = stripe.fault('GET /v1/subscriptions', 'status-500', { times: Number.POSITIVE_INFINITY })
  try {
    await atStripe(desk, stripe, 'Subscribe')
    const waiting = desk.getByRole('status').filter({ hasText: 'Stripe has not confirmed it yet.' })
    await expect(waiting).toBeVisible()
    await expect(present(desk, 'Free')).toBeVisible()
    silence.lift()
    await expect(desk.getByText('Thank you. Starter holds now.')).toBeVisible()
    await expect(present(desk, 'Starter')).toBeVisible()
    expect(stripe.held.length, 'Stripe was asked and has told nothing').toBeGreaterThan(0)
    for (const event of [...stripe.held])
      expect(await stripe.deliver(event, { times: 2 })).toEqual([200, 200])
    await holds(desk, 'Starter')
  } finally {
    silence.lift()
    stripe.delivery({ mode: 'at-once' })
  }
})

test('while Stripe is down the room still shows the plan and what is used of it', async ({
  desk,
  seen,
  stripe,
}) => {
  seen.expect(/status of 503/)
  await take(desk, stripe, 'Starter')
  const down = stripe.fault(/./, 'status-500', { times: Number.POSITIVE_INFINITY })
  try {
    await desk.reload()
    await expect(present(desk, 'Starter')).toContainText('€19.00 a month.')
    await expect(desk.getByText('0 of 3,000 messages')).toBeVisible()
    const invoices = desk.getByRole('region', { name: 'Invoices' })
    await expect(invoices.getByRole('alert')).toContainText('Stripe cannot be reached at the moment.')
    await desk.getByRole('button', { name: 'Change to Business' }).click()
    await expect(desk.getByRole('listitem', { name: 'Business' }).getByRole('alert')).toContainText(
      'The plan holds as it is',
    )
    await isAccessible(desk, 'a plan while Stripe is down')
    down.lift()
    await invoices.getByRole('button', { name: 'Try again' }).click()
    await expect(invoices.getByRole('row')).toHaveCount(2)
  } finally {
    down.lift()
  }
})

test('where prices cannot be read the plan stands alone, until they can', async ({ desk, seen }) => {
  seen.expect(/status of 503/)
  const refusal = { status: 503, json: { code: 'billing_unavailable', status: 503, retryAfter: 10 } }
  await desk.route('**/v1/billing/plans', route => route.fulfill(refusal))
  await desk.goto('/billing')
  await expect(desk.getByRole('region', { name: 'Plans' }).getByRole('alert')).toContainText(
    'The prices cannot be read at the moment.',
  )
  await expect(desk.getByRole('button', { name: /Upgrade/ })).toHaveCount(0)
  await isAccessible(desk, 'plans without prices')
  await desk.unroute('**/v1/billing/plans')
  await desk.getByRole('button', { name: 'Try again' }).click()
  await expect(desk.getByRole('button', { name: 'Upgrade to Starter' })).toBeVisible()
})

test('a viewer sees the plan and what is used, and can do nothing about it', async ({
  desk,
  buyer,
  stripe,
  browser,
  contextOptions,
  platform,
}) => {
  await take(desk, stripe, 'Starter')
  const guest = await signUp(platform.url)
  await buyer.call('POST', '/v1/invitations', { email: guest.email, role: 'viewer' })
  const context = await browser.newContext({ ...contextOptions, baseURL: platform.url })
  const watch = await watchOver(context)
  const verify = stayAtHome(context, platform.url)
  await context.addCookies(guest.cookies)
  const other = await context.newPage()
  await other.goto(await invitationOf(guest))
  await other.getByRole('button', { name: /^Join / }).click()
  await other.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Plan' }).click()

  await expect(present(other, 'Starter')).toContainText('Next payment on')
  await expect(other.getByText('0 of 3,000 messages')).toBeVisible()
  await expect(other.getByRole('listitem', { name: 'Business' })).toContainText('€79.00')
  await expect(other.getByRole('region', { name: 'Invoices' })).toHaveCount(0)
  await expect(other.getByRole('main').getByRole('button')).toHaveCount(0)
  for (const choice of await other.getByRole('group', { name: 'What happens then' }).getByRole('radio').all())
    await expect(choice).toBeDisabled()
  await isAccessible(other, 'a viewer’s plan')
  const doors: [string, string, unknown?][] = [
    ['PATCH', '/v1/billing', { atLimit: 'quote' }],
    ['POST', '/v1/billing/checkout', { plan: 'business', interval: 'month' }],
    ['POST', '/v1/billing/portal', { to: 'cancel' }],
    ['GET', '/v1/billing/invoices'],
  ]
  for (const [method, path, body] of doors)
    await expect(other.evaluate(statusOf, { method, path, body }), path).resolves.toBe(403)
  watch.expect(/status of 403/)
  await watch.verify()
  verify()
  await context.close()
})

test('what the plan does not allow is refused with the way to the plans', async ({ desk, buyer, seen }) => {
  seen.expect(/status of 403|dialog: confirm Your changes are not saved/)
  await buyer.call('POST', '/v1/assistants', {
    name: 'First',
    controllerName: 'Tea & Co',
    controllerContact: 'hello@tea.example',
  })
  await desk.goto('/assistants/new')
  await desk.getByLabel('Name of the assistant').fill('Second')
  await desk.getByLabel('Who is responsible for it').fill('Tea & Co')
  await desk.getByLabel('How visitors reach you').fill('hello@tea.example')
  await desk.getByRole('button', { name: 'Create assistant' }).click()
  const alert = desk.getByRole('alert').filter({ hasText: 'as many assistants as its plan allows' })
  await expect(alert).toBeVisible()
  await isAccessible(desk, 'a plan that is full')
  await alert.getByRole('link', { name: 'See the plans' }).click()
  await expect(present(desk, 'Free')).toBeVisible()
})

test('axe finds nothing before a plan is paid for and after, and no field of ours takes a card', async ({
  desk,
  stripe,
}) => {
  await desk.goto('/billing')
  await expect(desk.getByRole('button', { name: 'Upgrade to Starter' })).toBeVisible()
  await every(desk, 'By the year')
  await expect(desk.getByRole('listitem', { name: 'Starter' })).toContainText('€190.00 a year')
  await cardless(desk)
  await isAccessible(desk, 'a free plan')
  await every(desk, 'By the month')
  await desk.getByRole('button', { name: 'Upgrade to Business' }).click()
  await atStripe(desk, stripe, 'Subscribe')
  await expect(desk.getByText('Thank you. Business holds now.')).toBeVisible()
  await expect(desk.getByRole('row')).toHaveCount(2)
  await cardless(desk)
  await isAccessible(desk, 'a plan that is paid for')
})

test('axe finds nothing on a change that was chosen and on an end, and both can be taken back', async ({
  desk,
  stripe,
}) => {
  await take(desk, stripe, 'Business')
  await desk.getByRole('button', { name: 'Change to Starter' }).click()
  await atStripe(desk, stripe, 'Confirm')
  await expect(present(desk, 'Business')).toContainText(/On .+ it becomes Starter\./)
  await isAccessible(desk, 'a change that was chosen')
  await desk.getByRole('button', { name: 'End Business…' }).click()
  await expect(desk.getByRole('dialog', { name: 'End Business?' })).toBeVisible()
  await cardless(desk)
  await isAccessible(desk, 'before the end of a plan')
  await desk.getByRole('button', { name: 'Go on at Stripe' }).click()
  await atStripe(desk, stripe, 'Cancel subscription')
  await expect(present(desk, 'Business')).toContainText('then Free')
  await isAccessible(desk, 'a plan that was ended')

  await desk.getByRole('button', { name: 'Keep Business' }).click()
  await atStripe(desk, stripe, "Don't cancel")
  await desk.getByRole('link', { name: /^Return to/ }).click()
  await expect(present(desk, 'Business')).toContainText('Next payment on')
})

/** Nothing to write a number of a card into, for whoever looks and for a browser that fills in forms. */
async function cardless(desk: Page) {
  const fields = desk.locator('input, textarea, select')
  const described = await fields.evaluateAll(all =>
    all.map(field => {
      const { labels } = field as HTMLInputElement
      const label = [...(labels ?? [])].map(({ textContent }) => textContent).join(' ')
      return [field.getAttribute('type'), field.getAttribute('autocomplete'), field.id, label].join(' ')
    }),
  )
  expect(described.length).toBeGreaterThan(0)
  expect(described.filter(field => /cc-|card|cvc|iban|expir/i.test(field))).toEqual([])
  await expect(desk.locator('iframe, object, embed')).toHaveCount(0)
}

/** In the browser: what a door of ours answers, by its status. */
async function statusOf({ method, path, body }: { method: string; path: string; body?: unknown }) {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).status
}

/** The page that the link of an invitation's mail leads to; waits for it. */
async function invitationOf({ email, call }: Owner): Promise<string> {
  let link: string | undefined
  await expect(async () => {
    const { items } = await call<{ items: { to: string; text: string }[] }>('GET', '/v1/outbox')
    link =
      items.map(mail => mail.to === email && /\/invite#[\w-]{43}/.exec(mail.text)?.[0]).find(Boolean) ||
      undefined
    expect(link).toBeDefined()
  }).toPass()
  return link ?? ''
}
