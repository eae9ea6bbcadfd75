import { isAccessible } from './house/axe.ts'
import { chatOn } from './house/chat.ts'
import { saying } from './house/model.ts'
import { expect, test } from './house/test.ts'

const question = 'How much is delivery to Austria?'

for (const { path, heading } of [
  { path: '/sign-in', heading: 'Sign in' },
  { path: '/sign-up', heading: 'Create an account' },
  { path: '/sign-in/link', heading: 'Signing you in' },
  { path: '/privacy', heading: '' },
])
  test(`axe finds nothing on ${path}`, async ({ page, platform }) => {
    await page.goto(platform.url + path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await isAccessible(page, path)
  })

for (const { path, shown } of [
  { path: '/assistants', shown: 'Fenn' },
  { path: '/assistants/new', shown: 'New assistant' },
  { path: '/nowhere', shown: 'Nothing here' },
])
  test(`axe finds nothing on ${path} of somebody signed in`, async ({ desk, site }) => {
    await desk.goto(path)
    await expect(desk.getByRole('heading', { name: shown }).first()).toBeVisible()
    expect(site.assistant.name).toBe('Fenn')
    await isAccessible(desk, path)
  })

for (const { tab, shown } of [
  { tab: 'settings', shown: 'What visitors agree to' },
  { tab: 'embed', shown: 'Script tag' },
])
  test(`axe finds nothing on an assistant’s ${tab}`, async ({ desk, site }) => {
    await desk.goto(`/assistants/${site.assistant.id}/${tab}`)
    await expect(desk.getByRole('heading', { name: shown, exact: true })).toBeVisible()
    await isAccessible(desk, tab)
  })

test('axe finds nothing on the knowledge and on one document', async ({ desk, site }) => {
  await desk.goto(`/assistants/${site.assistant.id}/knowledge`)
  await expect(desk.getByRole('table')).toBeVisible()
  await isAccessible(desk, 'knowledge')
  await desk.getByRole('table').getByRole('link').first().click()
  await expect(desk.locator('textarea[name=text]')).toBeVisible()
  await isAccessible(desk, 'document')
})

test('axe finds nothing on the preview', async ({ desk, site }) => {
  await desk.goto(`/assistants/${site.assistant.id}/preview`)
  await expect(desk.locator('.atavus-chat textarea')).toBeVisible()
  await isAccessible(desk, 'preview')
})

test.describe('with DeepSeek', () => {
  test.use({ assistant: { model: 'deepseek', regions: ['AT'], publicContacts: ['hello@shop.example'] } })

  test('axe finds nothing on its settings, on what leaves, and on a text that was tried', async ({
    desk,
    site,
  }) => {
    await desk.goto(`/assistants/${site.assistant.id}/settings`)
    await expect(desk.getByLabel('Country 1', { exact: true })).toBeVisible()
    await isAccessible(desk, 'settings with DeepSeek')
    await desk.goto(`/assistants/${site.assistant.id}/leaves`)
    await expect(desk.getByRole('button', { name: 'Remove: hello@shop.example' })).toBeVisible()
    await desk.getByLabel('A text').fill('I am ill. Write to anna.kowalska@mailbox.example')
    await desk.getByRole('button', { name: 'Show what would be sent' }).click()
    await expect(desk.getByRole('table')).toBeVisible()
    await isAccessible(desk, 'what leaves')
  })

  test('axe finds nothing on everything that was sent', async ({ page, desk, platform, site }) => {
    platform.upstream.play(saying('Two days.'))
    await page.goto(site.origin)
    await chatOn(page).converse(`I am Anna Kowalska, anna.kowalska@mailbox.example. ${question}`)
    await desk.goto(`/conversations?assistant=${site.assistant.id}`)
    await desk.getByRole('table').getByRole('link').first().click()
    await desk.getByRole('button', { name: 'Everything that was sent' }).click()
    await expect(desk.getByRole('dialog').getByRole('table')).toBeVisible()
    await isAccessible(desk, 'everything that was sent')
  })
})

test('axe finds nothing on the log', async ({ page, desk, site }) => {
  await page.goto(site.origin)
  await chatOn(page).converse(question)
  await desk.goto(`/conversations?assistant=${site.assistant.id}`)
  await expect(desk.getByRole('table')).toBeVisible()
  await isAccessible(desk, 'log')
})

test('axe finds nothing on a conversation, on the question before it is deleted, and on the account’s menu', async ({
  page,
  desk,
  site,
}) => {
  await page.goto(site.origin)
  await chatOn(page).converse(question)
  await desk.goto(`/conversations?assistant=${site.assistant.id}`)
  await desk.getByRole('link', { name: question }).click()
  await expect(desk.locator('.transcript')).toBeVisible()
  await isAccessible(desk, 'conversation')
  await desk.getByRole('button', { name: 'Delete…' }).click()
  await expect(desk.getByRole('dialog')).toBeVisible()
  await isAccessible(desk, 'deletion')
  await desk.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await desk.locator('.account-button').click()
  await expect(desk.locator('#account-menu')).toBeVisible()
  await isAccessible(desk, 'account')
})
