import { createPublicKey, verify } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Conversations, NewAssistant } from '../../backend/contract/src/console.ts'
import { type Chat, chatOn } from './house/chat.ts'
import { counting } from './house/model.ts'
import type { Owner } from './house/owner.ts'
import { expect, test } from './house/test.ts'

const question = 'How much is delivery to Austria?'

test('the consent receipt can be read and taken along, and its signature holds', async ({
  page,
  platform,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await privacy(chat, 'My consent receipt')
  await expect(chat.panel.locator('.receipt')).toContainText('Fennel & Fjord GmbH')
  await expect(chat.panel.locator('.receipt')).toContainText(site.origin)
  const receipt = await saved(page, chat, 'Save as a file')
  const [header = '', payload = '', signature = ''] = receipt.split('.')
  const { kid, alg } = decoded(header)
  expect(alg).toBe('EdDSA')
  const { keys } = await (await fetch(`${platform.url}/.well-known/jwks.json`)).json()
  const jwk = keys.find((key: { kid: string }) => key.kid === kid)
  const content = Buffer.from(`${header}.${payload}`)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  expect(verify(null, content, key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(JSON.stringify(decoded(payload))).toContain(site.origin)
})

test('visitors take all their words along as JSON', async ({ page, site }) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await chat.button('Privacy').click()
  const data = JSON.parse(await saved(page, chat, /^Download my data/))
  expect(data.assistant).toBe('Fenn')
  expect(data.consents).toHaveLength(1)
  expect(data.conversations[0].messages[0]).toMatchObject({ role: 'visitor', text: question })
  expect(data.conversations[0].messages[1].text).toContain('€8.90')
})

test('P8.4 P8.1 visitors take a zip along, and with the code of their receipt find all of it on a page without the chat', async ({
  page,
  platform,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await chat.button('Privacy').click()
  const zip = await saved(page, chat, /^Download it as a zip/)
  expect(zip.startsWith('PK')).toBe(true)
  for (const name of ['data.json', 'messages.csv', 'schema.json']) expect(zip).toContain(name)
  await chat.panel.getByRole('button', { name: /^My consent receipt/ }).click()
  const code = /ATV(-\w{4}){5}/.exec((await chat.panel.locator('.receipt').textContent()) ?? '')?.[0] ?? ''

  await page.goto(`${platform.url}/your-data`)
  await page.getByLabel('Code of the receipt').fill(code.toLowerCase())
  await page.getByRole('button', { name: 'Show my data' }).click()
  await expect(page.locator('main')).toContainText(question)
  await page.getByRole('button', { name: 'Delete all my words' }).click()
  await expect(page.getByRole('status')).toContainText('Deleted: 1 conversations with 2 messages')
  await expect(page.locator('main')).not.toContainText(question)
})

test('P8.6 a visitor chooses anew without losing the conversation, or keeps to what was chosen', async ({
  page,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask(question)
  await chat.agree({ history: true })
  await chat.answered()
  await privacy(chat, 'Change my choices')
  await expect(chat.notice).toBeVisible()
  await chat.notice.getByRole('button', { name: 'No, thanks' }).click()
  await expect(chat.questions).toContainText([question])
  expect(await page.evaluate(() => localStorage.length)).toBe(1)

  await privacy(chat, 'Change my choices')
  await chat.agree()
  await expect(chat.field).toBeVisible()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await chat.ask('And to Germany?')
  await chat.answered()
  await expect(chat.notice).toHaveCount(0)
  await expect(chat.questions).toHaveCount(2)
})

test('who withdraws is handed the receipt whose code leads back to what was kept', async ({ page, site }) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await privacy(chat, 'Withdraw my consent')
  await chat.panel.locator('[name=also]').setChecked(false)
  await chat.button('Withdraw').click()
  const receipt = await saved(page, chat, 'Save the receipt of your consent, with its code')
  expect(decoded(receipt.split('.')[1] ?? '').code).toMatch(/^ATV(-\w{4}){5}$/)
})

test('conversations that a visitor deletes are gone from the chat and from the owner’s log', async ({
  page,
  owner,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  expect((await log(owner, site.assistant.id)).items).toHaveLength(1)
  await privacy(chat, 'Delete my conversations')
  await chat.button('Cancel').click()
  expect((await log(owner, site.assistant.id)).items).toHaveLength(1)
  await chat.panel.getByRole('button', { name: /^Delete my conversations/ }).click()
  await chat.button('Delete').click()
  const status = chat.panel.getByRole('status')
  await expect(status).toContainText('Deleted: 2 messages.')
  await expect(status).toBeInViewport({ ratio: 1 })
  expect((await log(owner, site.assistant.id)).items).toEqual([])
  await chat.button('Back').click()
  await expect(chat.questions).toHaveCount(0)
  await chat.ask('Is it still you?')
  await chat.answered()
  await expect(chat.notice).toHaveCount(0)
})

for (const { also, left } of [
  { also: true, left: 0 },
  { also: false, left: 1 },
])
  test(`a visitor who withdraws and ${also ? 'deletes' : 'keeps'} the conversations leaves ${left} in the log and is asked anew`, async ({
    page,
    owner,
    site,
  }) => {
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.converse(question)
    await privacy(chat, 'Withdraw my consent')
    await chat.panel.locator('[name=also]').setChecked(also)
    await chat.button('Withdraw').click()
    await expect(chat.panel.getByRole('status')).toContainText('Your consent is withdrawn.')
    expect((await log(owner, site.assistant.id)).items).toHaveLength(left)
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    await chat.button('Back').click()
    await expect(chat.questions).toHaveCount(0)
    await chat.ask('Once more')
    await expect(chat.notice).toBeVisible()
    await chat.agree()
    await chat.answered()
  })

test('nothing outlives the tab unless the visitor asks for it', async ({ page, context, site }) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  const other = await context.newPage()
  await other.goto(site.origin)
  const second = chatOn(other)
  await second.ask('Do you know me?')
  await expect(second.notice).toBeVisible()
  await expect(second.questions).toHaveCount(0)
})

test('whoever lets the device keep the history finds it in a new tab, until they take that back', async ({
  page,
  context,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask(question)
  await chat.agree({ history: true })
  await chat.answered()
  await page.close()
  const later = await context.newPage()
  await later.goto(site.origin)
  const again = chatOn(later)
  await expect(again.panel, 'a new tab begins closed').toBeHidden()
  await again.open()
  await expect(again.questions).toContainText([question])
  await again.button('Privacy').click()
  await again.button('Forget when the tab closes').click()
  expect(await later.evaluate(() => localStorage.length)).toBe(0)
})

test('a new conversation begins empty, and the former one does not come back by itself', async ({
  page,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await chat.button('New conversation').click()
  await expect(chat.questions).toHaveCount(0)
  await page.reload()
  await expect(chat.field).toBeVisible()
  await expect(chat.questions).toHaveCount(0)
})

test.describe('with a model that takes its time', () => {
  const assistant: Partial<NewAssistant> = { model: 'ollama', quoteFallback: false }
  test.use({ assistant, knows: [] })

  test('withdrawing cuts the answer that is being written', async ({ page, platform, site }) => {
    platform.upstream.play(counting(400, 40).script)
    const before = platform.upstream.requests.length
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.ask('Count for me')
    await chat.agree()
    await expect(chat.answers).toContainText('word5 ')
    await privacy(chat, 'Withdraw my consent')
    await chat.button('Withdraw').click()
    await expect(chat.panel.getByRole('status')).toContainText('Your consent is withdrawn.')
    expect(await platform.upstream.requests[before]?.ended).toBe('broken')
  })
})

async function privacy(chat: Chat, entry: string) {
  await chat.button('Privacy').click()
  await chat.panel.getByRole('button', { name: new RegExp(`^${entry}`) }).click()
}

async function saved(page: Page, chat: Chat, button: string | RegExp): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    chat.panel.getByRole('button', { name: button }).click(),
  ])
  return readFile(await file.path(), 'utf8')
}

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

const log = (owner: Owner, assistant: string) =>
  owner.call<ReturnType<typeof Conversations.parse>>('GET', `/v1/conversations?assistant=${assistant}`)
