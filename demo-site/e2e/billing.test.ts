import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { serveShop } from '../server.ts'
import { isAccessible } from './house/axe.ts'
import { expect, test } from './house/billed.ts'
import { chatOn } from './house/chat.ts'
import { saying } from './house/model.ts'
import { smallPlans } from './house/plans.ts'
import {
  atStripe,
  countClicks,
  dueToday,
  euros,
  every,
  holds,
  invoices,
  mailsOf,
  notice,
  pass,
  passPeriod,
  present,
} from './house/till.ts'
import { watchOver } from './house/watch.ts'

test.use({ plans: smallPlans })

const question = 'How much is delivery to Austria?'
const written = 'It costs €8.90 to have it sent to Austria.'
const spent = 'This assistant has reached its limit for this month.'

test('an owner grows out of the free plan, pays, changes, falls behind, pays again, ends it and goes', async ({
  page,
  context,
  browser,
  contextOptions,
  seen,
  platform,
  stripe,
}) => {
  test.setTimeout(180_000)
  seen.expect(/status of 401/)
  const { url } = platform
  const name = `grower-${process.pid}-${Date.now()}`
  const email = `${name}@tea.example`
  const [elsewhere, mailer] = [
    await browser.newContext(contextOptions),
    await browser.newContext(contextOptions),
  ]
  const watch = await watchOver(elsewhere)
  watch.expect(/status of 429/)
  const visitor = await elsewhere.newPage()
  const chat = chatOn(visitor)
  platform.upstream.play(saying(written))
  const ask = async (words: string) => {
    const answers = await chat.answers.count()
    await chat.ask(words)
    await expect(chat.answers).toHaveCount(answers + 1)
    await chat.answered()
  }
  const refused = async (words: string) => {
    const answers = await chat.answers.count()
    await chat.ask(words)
    await expect(chat.panel).toContainText(spent)
    await expect(chat.answers).toHaveCount(answers)
  }

  await test.step('signs up, and has the outbox open beside', async () => {
    await page.goto('/sign-up')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Username').fill(name)
    await page.getByLabel(/^Password/).fill('a kettle sings at noon')
    await page.getByLabel('I am 18 years old or older.').check()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('link', { name: 'Open the outbox' }).click()
    const mail = page.getByRole('article').filter({ hasText: email })
    await mail.getByRole('link', { name: '/verify#' }).click()
    await page.getByLabel('Password').fill('a kettle sings at noon')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('heading', { name: 'Put an assistant on your site' })).toBeVisible()
  })
  // In a window of its own: a browser gives a tab that is covered by another one a picture a second.
  const told = await mailsOf(mailer, url, email)

  const shop = await test.step('puts an assistant on a site', async () => {
    await page.getByRole('link', { name: 'Start with the name' }).click()
    await page.getByLabel('Name of the assistant').fill('Steep')
    await page.getByLabel('Who is responsible for it').fill('Tea & Co')
    await page.getByLabel('How visitors reach you').fill('hello@tea.example')
    await page.getByRole('button', { name: 'Create assistant' }).click()
    await page.getByRole('link', { name: 'Add a document' }).click()
    await page.getByLabel('Title').fill('Delivery')
    await page
      .getByRole('textbox', { name: /^Text/ })
      .fill('# Delivery\n\nDelivery to Austria takes two days and costs €8.90. Delivery to Norway costs €14.')
    await page.getByRole('button', { name: 'Add document' }).click()
    await page.getByRole('link', { name: 'Embed' }).click()
    const tag = await page.getByText('data-key=').first().textContent()
    const key = /data-key="([^"]+)"/.exec(tag ?? '')?.[1] ?? ''
    const shop = await serveShop({ atavusUrl: url, key, port: 0, host: '127.0.0.1' })
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Ollama, a language model on our server').check()
    await page.getByRole('button', { name: 'Add a site' }).click()
    await page.getByLabel('Site 1', { exact: true }).fill(shop.shop)
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()
    return shop
  })

  await test.step('a visitor asks as long as the plan reaches, and the owner is warned in time', async () => {
    await visitor.goto(shop.shop)
    await chat.converse(question)
    await expect(chat.answers.last()).toContainText(written)
    for (const words of ['To Norway?', 'To Oslo?', 'To Graz?']) await ask(words)
    await told('Four fifths of your plan’s month are used')
    await page.goto('/assistants')
    await expect(notice(page)).toContainText('80% of this month’s messages are used.')
    await page.getByRole('button', { name: 'Hide this notice' }).click()
    await expect(notice(page)).toHaveCount(0)

    await ask('To Linz?')
    await told('Your plan’s month is used up')
    await refused('And to Wels?')
    await page.reload()
    await expect(notice(page)).toContainText('Visitors get no answers until')
  })

  await test.step('has the rest of the month answered by quoting, and takes that back', async () => {
    await notice(page).getByRole('link', { name: 'To the plan' }).click()
    await expect(present(page, 'Free')).toBeVisible()
    await expect(page.getByText('5 of 5 messages')).toBeVisible()
    await expect(notice(page)).toHaveCount(0)
    await choose(page, 'Answer by quoting')
    await ask(question)
    await expect(chat.answers.last()).toContainText('takes two days and costs €8.90')
    await choose(page, 'Stop answering')
    await refused('And to Wels?')
    await page.reload()
    await expect(page.getByText('1 message was answered by quoting after the limit.')).toBeVisible()
    await isAccessible(page, 'a plan that is used up')
  })

  await test.step('upgrades with two clicks, and the visitor is answered at once', async () => {
    const clicks = await countClicks(page)
    await page.getByRole('button', { name: 'Upgrade to Starter' }).click()
    await expect(page.getByText('€12.90 per month')).toBeVisible()
    await atStripe(page, stripe, 'Subscribe')
    await expect(page.getByText('Thank you. Starter holds now.')).toBeVisible()
    expect(clicks.count, 'clicks from the room to the plan').toBe(2)
    await expect(page).toHaveURL(`${url}/billing`)
    await expect(present(page, 'Starter')).toBeVisible()
    await ask('And to Wels now?')
    await expect(chat.answers.last()).toContainText(written)
    await told('Your plan has begun')
  })

  await test.step('finds the invoice, with its amount to the cent, and opens it', async () => {
    await expect(invoices(page)).toHaveCount(1)
    await expect(invoices(page).first()).toContainText('€12.90')
    await expect(invoices(page).first()).toContainText('Paid')
    const opened = context.waitForEvent('page')
    await invoices(page)
      .first()
      .getByRole('link', { name: /^Invoice/ })
      .click()
    const invoice = await opened
    await expect(invoice.getByText('Amount due: €0.00. Status: paid.')).toBeVisible()
    await invoice.close()
    const pdf = await invoices(page).first().getByRole('link', { name: /^PDF/ }).getAttribute('href')
    const answer = await fetch(pdf ?? '')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(await answer.text()).toContain('12.90 EUR')
  })

  await test.step('takes a larger plan by the year, and pays what was shown before', async () => {
    await pass(stripe, 10)
    await every(page, 'By the year')
    await page.getByRole('button', { name: 'Change to Business' }).click()
    await expect(page.getByText('The change takes effect now.')).toBeVisible()
    const due = await dueToday(page)
    await atStripe(page, stripe, 'Confirm')
    await expect(page.getByText('This is how it stands at Stripe.')).toBeVisible()
    await expect(present(page, 'Business')).toContainText('€499.00 a year.')
    expect(due).toBe(euros(stripe.charges().at(-1)?.amount ?? 0))
    expect(stripe.charges()).toHaveLength(2)
    expect(stripe.charges()[1]?.amount, 'less what was not used of the month').toBeLessThan(49_900)
    await expect(invoices(page).first()).toContainText(due)
    await told('Your plan was changed', 'Business')
  })

  await test.step('chooses a smaller one, which comes when the year is over', async () => {
    await every(page, 'By the month')
    await page.getByRole('button', { name: 'Change to Starter' }).click()
    await expect(page.getByText(/^The change takes effect on/)).toBeVisible()
    expect(await dueToday(page)).toBe('€0.00')
    await atStripe(page, stripe, 'Confirm')
    await expect(present(page, 'Business')).toContainText(
      /it becomes Starter\. From .+ it is paid by the month\./,
    )
    expect(stripe.charges()).toHaveLength(2)
    await passPeriod(stripe)
    await holds(page, 'Starter')
    await page.reload()
    await expect(present(page, 'Starter')).toContainText('€12.90 a month.')
    await told('Your plan was changed', 'Starter')
    expect(
      stripe
        .charges()
        .map(({ amount }) => amount)
        .at(-1),
    ).toBe(1290)
  })

  await test.step('a payment fails: mail, banner and time to mend it, while visitors are answered', async () => {
    stripe.card(stripe.objects.customers[0]?.id ?? '', 'declined')
    await passPeriod(stripe)
    await told('A payment for your plan failed')
    await page.goto('/assistants')
    await expect(notice(page)).toContainText(/A payment failed\. Starter holds until \d+ \w+ \d{4}\./)
    await expect(page.getByRole('button', { name: 'Hide this notice' })).toHaveCount(0)
    await isAccessible(page, 'a payment failed')
    await ask('Do you still answer?')
    await page.getByRole('link', { name: 'To the plan' }).click()
    await expect(present(page, 'Starter')).toContainText('A payment failed.')
    await expect(invoices(page).first()).toContainText('Open')
    await isAccessible(page, 'a plan that is not paid')
  })

  await test.step('hands in another card at the portal, and is in order again', async () => {
    const paid = stripe.charges().length
    await page.getByRole('button', { name: 'Pay or change the card' }).click()
    await atStripe(page, stripe, 'Save', 'Works')
    await expect(page.getByText('Thank you. Nothing is open at Stripe.')).toBeVisible()
    await expect(present(page, 'Starter')).toContainText('Next payment on')
    await expect(invoices(page).first()).toContainText('Paid')
    expect(stripe.charges()).toHaveLength(paid + 1)
    await told('Your plan is paid again')
  })

  await test.step('ends the plan with a copy of the conversations; then the free one holds, and all is there', async () => {
    await page.getByRole('button', { name: 'End Starter…' }).click()
    const dialog = page.getByRole('dialog', { name: 'End Starter?' })
    await expect(dialog).toContainText('Nothing is deleted.')
    const download = page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'Export CSV' }).click()
    expect(await readFile(await (await download).path(), 'utf8')).toContain(question)
    await dialog.getByRole('button', { name: 'Go on at Stripe' }).click()
    await atStripe(page, stripe, 'Cancel subscription')
    await expect(page.getByText(/^Starter was ended\. It holds until/)).toBeVisible()
    await told('Your plan was cancelled')
    await holds(page, 'Starter')
    const paid = stripe.charges().length
    await passPeriod(stripe)
    await holds(page, 'Free')
    await told('Your plan has ended')
    expect(stripe.charges()).toHaveLength(paid)
    await page.reload()
    await expect(present(page, 'Free')).toContainText('Free of charge.')
    await refused('Is that all?')
    await page.getByRole('link', { name: 'Conversations' }).click()
    await expect(page.getByRole('link', { name: question })).toBeVisible()
    await page.getByRole('link', { name: 'Assistants' }).click()
    await page.getByRole('link', { name: 'Steep' }).first().click()
    await page.getByRole('link', { name: 'Knowledge' }).click()
    await expect(page.getByRole('link', { name: 'Delivery' })).toBeVisible()
  })

  await test.step('deletes the workspace, and with it the customer; nothing is charged ever after', async () => {
    await page.getByRole('link', { name: 'Team' }).click()
    await page.getByRole('button', { name: 'Delete workspace…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('every conversation, here and for the visitors')
    await expect(dialog).toContainText('The customer record at Stripe is deleted.')
    await expect(dialog).toContainText('as long as tax law demands (in Germany eight years)')
    await isAccessible(page, 'what goes with a workspace')
    const [, workspace = ''] = /“(.+)”/.exec((await dialog.getByRole('heading').textContent()) ?? '') ?? []
    await dialog.getByRole('textbox').fill(workspace)
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toHaveCount(0)
    await expect.poll(() => stripe.objects.customers.length).toBe(0)
    const paid = stripe.charges().length
    await pass(stripe, 400)
    expect(stripe.charges()).toHaveLength(paid)
  })

  expect(stripe.deliveries.filter(({ status }) => status !== 200)).toEqual([])
  expect(platform.log()).not.toMatch(/"event":"fault"|sk_test_|whsec_|tea\.example/)
  await watch.verify()
  await Promise.all([elsewhere.close(), mailer.close(), shop.close()])
})

async function choose(page: Page, label: string) {
  await page.getByLabel(label).check()
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()
}
