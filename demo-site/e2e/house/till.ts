import type { BrowserContext, Page } from '@playwright/test'
import type { Billing } from '../../../backend/contract/src/billing.ts'
import type { StripeDouble } from '../../../backend/src/testing/stripe/double.ts'
import { expect } from './test.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How the workspace's plan stands, as our own door tells whoever is signed in on a page of ours. */
export function billingOf(page: Page): Promise<ReturnType<typeof Billing.parse>> {
  return page.evaluate(async () => (await fetch('/v1/billing')).json())
}

/** Waits until a plan holds; what Stripe tells takes a moment. */
export async function holds(page: Page, plan: string) {
  await expect.poll(async () => (await billingOf(page)).plan.name).toBe(plan)
}

/** The part of the room that says which plan holds, and how it stands. */
export const present = (page: Page, plan: string) => page.getByRole('region', { name: plan, exact: true })

/** What is said about the plan above every room. */
export const notice = (page: Page) => page.locator('.plan-notice')

/** The invoices that are listed, the newest first. */
export const invoices = (page: Page) =>
  page.getByRole('table', { name: 'Invoices, newest first' }).locator('tbody').getByRole('row')

/** Has the plans shown as they are paid by the month or by the year. */
export const every = (page: Page, interval: string) =>
  page.locator('label').filter({ hasText: interval }).click()

/** Takes a plan, from our room to Stripe's page and back. */
export async function take(page: Page, stripe: StripeDouble, plan: string) {
  await page.goto('/billing')
  await page.getByRole('button', { name: `Upgrade to ${plan}` }).click()
  await atStripe(page, stripe, 'Subscribe')
  await expect(page.getByText(`Thank you. ${plan} holds now.`)).toBeVisible()
}

/** Opens the outbox; gives how to wait for the one mail to an address with a subject, and with words where several have it. */
export async function mailsOf(context: BrowserContext, url: string, email: string) {
  const outbox = await context.newPage()
  await outbox.goto(`${url}/outbox`)
  return (subject: string, words = subject) =>
    expect(
      outbox
        .getByRole('article')
        .filter({ hasText: email })
        .filter({ has: outbox.getByRole('heading', { name: subject }) })
        .filter({ hasText: words }),
    ).toHaveCount(1)
}

/** Lets days pass at Stripe. */
export const pass = (stripe: StripeDouble, days: number) =>
  stripe.advance(new Date(stripe.now().getTime() + days * dayMs))

/** Lets time pass at Stripe until the paid period is over and the next one's invoice, which waits an hour, is due. */
export function passPeriod(stripe: StripeDouble) {
  const ends = stripe.objects.subscriptions.at(-1)?.items.data[0]?.current_period_end ?? 0
  return stripe.advance(new Date(ends * 1000 + 2 * hourMs))
}

/** Presses the one button of a page of Stripe's, after choosing a card by how it behaves where there is a choice. */
export async function atStripe(page: Page, stripe: StripeDouble, button: string, card?: string) {
  await expect(page).toHaveURL(new RegExp(`^${stripe.url}/`))
  if (card) await page.getByRole('radio', { name: card, exact: true }).check()
  await page.getByRole('button', { name: button }).click()
}

/** What a page of Stripe's says is due now, as it is written there. */
export async function dueToday(page: Page): Promise<string> {
  const line = await page.getByText('Amount due today').textContent()
  return line?.replace('Amount due today: ', '') ?? ''
}

/** An amount in cents as it is written: `€1,234.50`. */
export const euros = (cents: number) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: 'eur' }).format(cents / 100)

/** Counts what somebody presses in a tab, on our pages and on others. */
export async function countClicks(page: Page): Promise<{ count: number }> {
  const clicks = { count: 0 }
  await page.exposeFunction('clicked', () => {
    clicks.count++
  })
  const listen = () =>
    document.addEventListener('click', ({ isTrusted }) => {
      if (isTrusted) Reflect.get(window, 'clicked')()
    })
  await page.addInitScript(listen)
  await page.evaluate(listen)
  return clicks
}
