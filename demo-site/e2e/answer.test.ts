import { chatOn, wordsOf } from './house/chat.ts'
import { expect, test } from './house/test.ts'

test('a suggested question is one tap away from the notice, and then from its answer', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.open()
  await chat.button('How much is delivery to Austria?').click()
  await expect(chat.notice).toBeVisible()
  await chat.agree()
  await chat.answered()
  await expect(chat.questions).toContainText('How much is delivery to Austria?')
  await expect(chat.answers).toContainText('€8.90')
})

test('an answer can be copied, and a cited number leads to its source', async ({
  page,
  context,
  platform,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: platform.shop })
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.converse('How do I wash the Lofoten sweater?')
  await chat.button('Copy answer').click()
  await expect(chat.button('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const sentence = 'wool programme at 30 °C'
  expect(copied).toContain(sentence)
  expect(await wordsOf(chat.answers)).toContain(sentence)
  const source = await chat.answers.locator('.sources a').first().getAttribute('href')
  await chat.answers.locator('.markdown .cite a').first().click()
  await expect(page).toHaveURL(source ?? '')
  await expect(chat.answers).toHaveCount(1)
})

test('a question may have several lines, and one that is too long is not sent', async ({
  page,
  seen,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.open()
  await chat.field.fill('x'.repeat(4001))
  await expect(chat.panel).toContainText('1 characters too many')
  await expect(chat.button('Send')).toBeDisabled()
  await chat.field.press('Enter')
  await expect(chat.notice).toHaveCount(0)
  await chat.converse('How much is\ndelivery to Austria?')
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.answers).toContainText('€8.90')
  expect(seen.requests.filter(address => address.endsWith('/v1/chat/messages'))).toHaveLength(1)
})

test('what is typed while the answer comes is not lost', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.ask('How much is delivery to Austria?')
  await chat.agree()
  await chat.field.fill('And how long')
  await chat.answered()
  await expect(chat.field).toHaveValue('And how long')
  await chat.field.press('Enter')
  await expect(chat.questions).toHaveCount(2)
})
