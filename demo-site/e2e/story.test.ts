import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'
import { chatOn, wordsOf } from './house/chat.ts'
import { expect, test } from './house/test.ts'
import { watchOver } from './house/watch.ts'

const question = 'How much is delivery to Austria?'

test('a visitor asks, agrees and is answered; the owner finds the conversation, takes it along and deletes it', async ({
  page,
  seen,
  browser,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/en/products/alder-bag`)
  await chat.open()
  await expect(chat.panel).toContainText('Hello, I am Fenn')
  await chat.ask(question)

  await expect(chat.notice).toContainText('Fenn is an automated assistant, not a person.')
  await expect(chat.notice).toContainText('Fennel & Fjord GmbH, Hamburg')
  await expect(chat.notice).toContainText('deleted after 30 days')
  expect(seen.requests.filter(address => /\/v1\/chat\/(consents|messages)/.test(address))).toEqual([])
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await chat.button('Agree and send').click()
  await expect(chat.notice, 'without the age nothing is sent').toBeVisible()
  await chat.agree()

  await expect(chat.questions).toContainText([question])
  await chat.answered()
  const answer = chat.answers.first()
  await expect(answer).toContainText('€8.90')
  const source = answer.locator('.sources a').first()
  await expect(source).toHaveAttribute('href', `${platform.shop}/en/delivery`)
  await expect(answer.locator('.whereabouts')).toContainText('on our server')
  await expect(answer.locator('.whereabouts')).toContainText(/deleted on .+ \d{4}/)
  const said = await wordsOf(answer)

  await source.click()
  await expect(page).toHaveURL(`${platform.shop}/en/delivery`)
  await expect(chat.panel).toBeVisible()
  await expect(chat.questions).toContainText([question])
  expect(await wordsOf(chat.answers.first())).toBe(said)

  const context = await browser.newContext({ baseURL: platform.url })
  const watch = await watchOver(context)
  const desk = await context.newPage()
  await desk.goto(platform.signInLink())
  await expect(desk.getByRole('heading', { name: 'Assistants' })).toBeVisible()
  expect(desk.url()).not.toContain('#')
  await desk.getByRole('link', { name: 'Conversations' }).click()
  await desk.getByRole('link', { name: question }).first().click()
  const logged = desk.getByRole('list', { name: 'What was said' })
  await expect(logged.locator('.message.visitor')).toContainText(question)
  expect(plain(await wordsOf(logged.locator('.message.assistant')))).toBe(plain(said))
  const sources = await logged
    .locator('.sources a')
    .evaluateAll(links => links.map(link => (link as HTMLAnchorElement).href))
  expect(sources).toContain(`${platform.shop}/en/delivery`)
  const address = desk.url()
  // Other conversations in the log may begin with the same question.
  const listed = desk.locator(`a[href="${new URL(address).pathname}"]`)

  await desk.getByRole('link', { name: 'All conversations' }).click()
  await expect(listed).toHaveCount(1)
  const csv = await text(
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: 'Export CSV' }).click(),
  )
  expect(csv.split('\r\n')[0]).toBe('conversation,assistant,origin,at,role,text,end,sources,thumb,deleted_at')
  expect(csv).toContain(question)
  expect(csv).toContain('€8.90')
  const json = await text(
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: 'Export JSON' }).click(),
  )
  expect(JSON.stringify(JSON.parse(json))).toContain(question)

  await desk.goto(address)
  await desk.getByRole('button', { name: 'Delete…' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expect(desk).toHaveURL(/\/conversations$/)
  await expect(desk.locator('main')).toContainText('Conversations')
  await expect(listed).toHaveCount(0)
  await page.reload()
  await expect(chat.panel).toBeVisible()
  await expect(chat.questions).toHaveCount(0)

  const stranger = await browser.newContext({ baseURL: platform.url })
  const again = await stranger.newPage()
  await again.goto(platform.signInLink())
  await expect(again.getByRole('alert')).toContainText('This link has been used already')
  await stranger.close()
  await watch.verify()
  await context.close()
  expect(platform.log()).not.toContain('Austria')
})

/** The same words, however lines and spaces were laid out. */
const plain = (words: string) => words.replace(/\s+/g, ' ').trim()

async function text(download: Promise<Download>, click: Promise<void>): Promise<string> {
  const [file] = await Promise.all([download, click])
  return readFile(await file.path(), 'utf8')
}
