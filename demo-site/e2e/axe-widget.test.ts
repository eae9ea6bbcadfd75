import { isAccessible } from './house/axe.ts'
import { type Chat, chatOn } from './house/chat.ts'
import { counting, saying } from './house/model.ts'
import { expect, test } from './house/test.ts'

const within = 'atavus-chat'
const right = (chat: Chat, name: RegExp) => chat.panel.getByRole('button', { name })

test('axe finds nothing on the closed and on the empty chat', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/en/delivery`)
  await expect(chat.bubble).toBeVisible()
  await isAccessible(page, 'page with the closed chat')
  await chat.open()
  await isAccessible(page, 'empty chat', { within })
})

test('axe finds nothing on the notice and on an answer', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.ask('How much is delivery to Austria?')
  await expect(chat.notice).toBeVisible()
  await isAccessible(page, 'notice', { within })
  await chat.agree()
  await chat.answered()
  await isAccessible(page, 'answer', { within })
})

test('axe finds nothing on the privacy menu and what unfolds in it', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.converse('How much is delivery to Austria?')
  await chat.button('Privacy').click()
  await right(chat, /^My consent receipt/).click()
  await expect(chat.panel.locator('.receipt')).toBeVisible()
  await isAccessible(page, 'receipt', { within })
  await right(chat, /^Withdraw my consent/).click()
  await isAccessible(page, 'withdrawal', { within })
})

test('axe finds nothing on a chat that is refused', async ({ page, seen, platform }) => {
  seen.expect(/status of 403|CORS policy|ERR_FAILED/)
  const chat = chatOn(page)
  await page.goto(platform.refused)
  await chat.bubble.click()
  await expect(chat.panel.getByRole('alert')).toBeVisible()
  await isAccessible(page, 'refused', { within })
})

test.describe('with DeepSeek', () => {
  test.use({ assistant: { model: 'deepseek', quoteFallback: false } })

  test('axe finds nothing on the notice with its three buttons, nor on what was sent', async ({
    page,
    platform,
    site,
  }) => {
    platform.upstream.play(saying('Two days.'))
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.ask('I am Anna Kowalska, anna.kowalska@mailbox.example. How much is delivery to Austria?')
    await expect(chat.button('Agree, without DeepSeek')).toBeVisible()
    await isAccessible(page, 'notice with DeepSeek', { within })
    await chat.agree()
    await chat.answered()
    await chat.panel.getByText('What was sent to DeepSeek').click()
    await isAccessible(page, 'what was sent', { within })
  })
})

test.describe('with a model', () => {
  test.use({ assistant: { model: 'ollama', quoteFallback: false }, knows: [] })

  test('axe finds nothing while an answer is written, nor when it was stopped or failed', async ({
    page,
    platform,
    site,
  }) => {
    platform.upstream.play(counting(2000, 40).script)
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.ask('Count for me')
    await chat.agree()
    await expect(chat.answers).toContainText('word3 ')
    await isAccessible(page, 'answering', { within })
    await chat.button('Stop answering').click()
    await chat.answered()
    platform.upstream.play({ status: 429, steps: [] })
    await chat.button('Ask again').click()
    await expect(chat.answers).toHaveCount(2)
    await chat.answered()
    await isAccessible(page, 'stopped and failed', { within })
  })
})
