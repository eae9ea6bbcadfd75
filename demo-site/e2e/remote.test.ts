import type { Page } from '@playwright/test'
import type { NewAssistant } from '../../backend/contract/src/console.ts'
import { type Chat, chatOn, wordsOf } from './house/chat.ts'
import { saying, sayingBack } from './house/model.ts'
import type { Platform } from './house/platform.ts'
import { expect, test } from './house/test.ts'

const question =
  'Hi, my name is Anna Kowalska, please write to anna.kowalska@mailbox.example. How long is delivery to Austria?'
const seeds = ['Anna', 'Kowalska', 'anna.kowalska', 'mailbox.example']
const remote: Partial<NewAssistant> = { model: 'deepseek', quoteFallback: false }

/** Playwright's workers each have a platform of their own, but its tests share the upstream. */
function arrivals({ upstream }: Platform) {
  const before = upstream.requests.length
  const since = () => upstream.requests.slice(before)
  return {
    deepseek: () => since().filter(({ path }) => path.endsWith('/chat/completions')),
    bodies: () =>
      since()
        .filter(({ path }) => path.endsWith('/chat/completions'))
        .map(({ body }) => body)
        .join('\n'),
  }
}

const answerOf = (chat: Chat) => chat.answers.last()
const sentOf = (chat: Chat) => answerOf(chat).locator('details.sent')

test('the owner turns DeepSeek on; a visitor who agrees is answered with their own words, and they never arrive there', async ({
  page,
  platform,
  desk,
  site,
}) => {
  await desk.goto(`/assistants/${site.assistant.id}/settings`)
  await expect(desk.getByText(/^Last check: today, .+ planted identifiers, none arrived\.$/)).toBeVisible()
  await desk.getByLabel('DeepSeek, a language model of another company').check()
  await expect(desk.getByText('go to DeepSeek in China')).toBeVisible()
  await desk.getByRole('button', { name: 'Add a country' }).click()
  await desk.getByLabel('Country 1', { exact: true }).selectOption('Austria')
  await desk.getByRole('button', { name: 'Save changes' }).click()
  await expect(desk.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()
  await desk.reload()
  await expect(desk.getByLabel('Country 1', { exact: true })).toHaveValue('AT')

  platform.upstream.play(sayingBack('Dear {PERSON}, two days. We write to {EMAIL}.'))
  const arrived = arrivals(platform)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask(question)
  await expect(chat.notice).toContainText('DeepSeek in China')
  await expect(chat.notice.locator('.choice button')).toHaveText([
    'No, thanks',
    'Agree, without DeepSeek',
    'Agree, with DeepSeek',
  ])
  await chat.button('Agree, without DeepSeek').click()
  await expect(chat.notice, 'without the age nothing is sent').toBeVisible()
  await chat.agree()
  await chat.answered()
  expect(await wordsOf(answerOf(chat))).toBe(
    'Dear Anna Kowalska, two days. We write to anna.kowalska@mailbox.example.',
  )
  await expect(answerOf(chat).locator('.whereabouts')).toContainText(
    'Answered by DeepSeek, outside our server',
  )
  expect(arrived.deepseek()).toHaveLength(1)
  for (const seed of seeds) expect(arrived.bodies()).not.toContain(seed)

  await sentOf(chat).getByText('What was sent to DeepSeek').click()
  await expect(sentOf(chat)).toContainText('DeepSeek, China')
  await expect(sentOf(chat)).toContainText(/my name is \[PERSON_\d+\], please write to \[EMAIL_\d+\]/)
  await expect(sentOf(chat)).toContainText(/1\sname/)
  await expect(sentOf(chat)).toContainText(/1\se-mail address/)
  for (const seed of seeds) await expect(sentOf(chat)).not.toContainText(seed)

  await page.reload()
  await expect(sentOf(chat), 'it is there after a reload too').toContainText('What was sent to DeepSeek')
  await readsThePrompt(desk, site.assistant.id, arrived.bodies())
})

/** The owner finds the whole prompt in the log, with what its placeholders stand for. */
async function readsThePrompt(desk: Page, assistant: string, arrived: string) {
  await desk.goto(`/conversations?assistant=${assistant}`)
  await desk.getByRole('table').getByRole('link').first().click()
  await expect(desk.locator('.message.assistant')).toContainText('Words went to DeepSeek, China.')
  await desk.getByRole('button', { name: 'Everything that was sent' }).click()
  const dialog = desk.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: 'Visitor' })).toBeVisible()
  const shown = await dialog.locator('.sent-words').allTextContents()
  // Part by part, and then the request as it left.
  const parts = JSON.parse(arrived).messages.map(({ content }: { content: string }) => content)
  expect(shown).toEqual([...parts, arrived])
  const row = dialog.getByRole('row').filter({ hasText: 'Anna Kowalska' })
  await expect(row).toContainText(/\[PERSON_\d+\]/)
  await desk.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(desk.getByRole('button', { name: 'Everything that was sent' })).toBeFocused()
}

test.describe('with DeepSeek', () => {
  test.use({ assistant: { ...remote, localFallback: true } })

  test('a visitor who agrees without it is answered on the server, and nothing arrives there', async ({
    page,
    platform,
    site,
  }) => {
    platform.upstream.play(saying('From here.'))
    const arrived = arrivals(platform)
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.ask(question)
    await chat.notice.locator('[name=adult]').check()
    await chat.button('Agree, without DeepSeek').click()
    await chat.answered()
    expect(await wordsOf(answerOf(chat))).toBe('From here.')
    await expect(answerOf(chat).locator('.whereabouts')).toContainText(
      'Answered by a model on our server · as you chose',
    )
    await expect(sentOf(chat)).toHaveCount(0)
    expect(arrived.deepseek()).toEqual([])
    await chat.button('Privacy').click()
    await chat.panel.getByRole('button', { name: /^My consent receipt/ }).click()
    await expect(chat.panel.locator('.receipt')).toContainText('Recipient: DeepSeek, China' + 'No')
  })

  test.describe('and a browser that asks for privacy', () => {
    test.use({ extraHTTPHeaders: { 'Sec-GPC': '1' } })
    test.beforeEach(({ page }) =>
      page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })),
    )

    test('plain agreeing keeps the words here, and says so', async ({ page, platform, site }) => {
      platform.upstream.play(saying('From here.'))
      const arrived = arrivals(platform)
      const chat = chatOn(page)
      await page.goto(site.origin)
      await chat.ask(question)
      await expect(chat.notice).toContainText(
        'Your browser asks not to share your data: it stays on our server unless you choose “Agree, with DeepSeek”.',
      )
      await chat.agree()
      await chat.answered()
      await expect(answerOf(chat).locator('.whereabouts')).toContainText('as you chose')
      expect(arrived.deepseek()).toEqual([])
    })

    test('who says otherwise in the chat is answered by DeepSeek', async ({ page, platform, site }) => {
      platform.upstream.play(saying('From there.'))
      const arrived = arrivals(platform)
      const chat = chatOn(page)
      await page.goto(site.origin)
      await chat.ask(question)
      await chat.notice.locator('[name=adult]').check()
      await chat.button('Agree, with DeepSeek').click()
      await chat.answered()
      await expect(answerOf(chat).locator('.whereabouts')).toContainText('Answered by DeepSeek')
      expect(arrived.deepseek()).toHaveLength(1)
    })
  })
})

test.describe('with DeepSeek alone', () => {
  test.use({ assistant: { ...remote, localFallback: false } })

  test('a question that cannot be made safe is not sent, and comes back to be put in other words', async ({
    page,
    platform,
    site,
  }) => {
    const arrived = arrivals(platform)
    const unsafe = 'My iban is 12 and then 34 and then 56 and then 78, is that enough?'
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.ask(unsafe)
    await chat.agree()
    await chat.answered()
    await expect(answerOf(chat)).toContainText('Nothing was sent')
    await expect(chat.button('Ask again')).toHaveCount(0)
    expect(arrived.deepseek()).toEqual([])
    await chat.button('Rephrase').click()
    await expect(chat.field).toHaveValue(unsafe)
    await expect(chat.field).toBeFocused()

    platform.upstream.play(saying('Yes, it is.'))
    await chat.ask('Is my account enough?')
    await expect(chat.answers).toHaveCount(2)
    await chat.answered()
    expect(await wordsOf(answerOf(chat))).toBe('Yes, it is.')
    expect(arrived.deepseek()).toHaveLength(1)
  })
})

test('the owner confirms the site’s own contact data and sees what would be sent of a text', async ({
  desk,
  owner,
  site,
}) => {
  const text = 'Our shop is reached at hello@shop.example, and not at +49 30 901820.'
  await owner.call('POST', `/v1/assistants/${site.assistant.id}/documents`, {
    title: 'How to reach us',
    url: null,
    language: 'en',
    text,
  })
  await desk.goto(`/assistants/${site.assistant.id}/leaves`)
  await desk.getByRole('button', { name: 'Keep readable: hello@shop.example' }).click()
  await expect(
    desk.getByRole('status').filter({ hasText: 'hello@shop.example stays readable.' }),
  ).toBeVisible()
  await desk.getByLabel('Add one by hand').fill('Fennel & Fjord, Hamburg')
  await desk.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(desk.getByRole('button', { name: 'Remove: Fennel & Fjord, Hamburg' })).toBeVisible()
  await desk.getByLabel('A text').fill(text)
  await desk.getByRole('button', { name: 'Show what would be sent' }).click()
  await expect(desk.locator('.sent-words')).toContainText('hello@shop.example')
  await expect(desk.locator('.sent-words mark')).toHaveText([/^\[PHONE_\d+\]$/])
  await expect(desk.getByRole('row').filter({ hasText: '+49 30 901820' })).toContainText('Phone number')
  await desk.getByRole('button', { name: 'Remove: hello@shop.example' }).click()
  await expect(desk.getByRole('status').filter({ hasText: 'is replaced from now on' })).toBeVisible()
  await desk.reload()
  await expect(desk.getByRole('button', { name: /^Remove: / })).toHaveCount(1)
})
