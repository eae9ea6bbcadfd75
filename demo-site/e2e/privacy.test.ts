import { isAccessible } from './house/axe.ts'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

for (const { path, heading } of [
  { path: '/trust', heading: 'Promises kept' },
  { path: '/privacy/versions', heading: 'Versions' },
  { path: '/requests', heading: 'Ask what is held about you' },
])
  test(`axe finds nothing on ${path}, which needs no script`, async ({ page, platform }) => {
    await page.goto(platform.url + path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    expect(await page.locator('script').count()).toBe(0)
    await isAccessible(page, path)
  })

for (const { part, shown } of [
  { part: 'requests', shown: 'Nobody has asked yet' },
  { part: 'left', shown: 'Every request that left' },
  { part: 'retention', shown: 'Kept for' },
  { part: 'holds', shown: 'Nothing is held' },
  { part: 'breaches', shown: 'No breach touches your workspace' },
])
  test(`axe finds nothing on the privacy room’s ${part}`, async ({ desk, site }) => {
    expect(site.assistant.name).toBe('Fenn')
    await desk.goto(`/data/${part}`)
    await expect(desk.getByText(shown).first()).toBeVisible()
    await isAccessible(desk, part)
  })

test('axe finds nothing on what is held about somebody, with a table of it open', async ({ desk }) => {
  await desk.goto('/account/data')
  await desk.getByText('accounts', { exact: true }).click()
  await expect(desk.getByText('until the account is deleted')).toBeVisible()
  await isAccessible(desk, 'own data')
})

test('a request by the form comes to the owner, who answers it; the person reads the answer', async ({
  page,
  platform,
  desk,
  site,
}) => {
  await page.goto(`${platform.url}/requests`)
  await page.getByLabel('What it is about').selectOption('rectification')
  await page.getByLabel('Which site').fill(site.origin)
  await page.getByLabel('Your e-mail address').fill('someone@example.org')
  await page.getByLabel('In your words').fill('My name is written wrong.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()

  await expect
    .poll(async () => {
      await page.goto(`${platform.url}/outbox`)
      return page.getByText('Confirm your request').count()
    })
    .toBeGreaterThan(0)
  const link = /\/requests\/confirm\?token=[\w-]+/.exec((await page.locator('main').textContent()) ?? '')?.[0]
  await page.goto(platform.url + link)
  await page.getByRole('button', { name: 'Yes, I sent it' }).click()
  await expect(page.getByRole('heading', { name: 'Your request is open' })).toBeVisible()

  await desk.goto('/data/requests')
  await expect(desk.getByText('My name is written wrong.')).toBeVisible()
  await isAccessible(desk, 'a request')
  await desk.getByRole('button', { name: 'Answer', exact: true }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('done').check()
  await dialog.getByLabel('Your answer').fill('It is corrected now.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(desk.getByText('It is corrected now.')).toBeVisible()
  await expect
    .poll(async () => {
      await page.goto(`${platform.url}/outbox`)
      return page.getByText('It is corrected now.').count()
    })
    .toBeGreaterThan(0)
})

test('an owner finds that a child wrote, and deletes everything of it in one step', async ({
  page,
  desk,
  site,
}) => {
  await page.goto(site.origin)
  await chatOn(page).converse('I am nine. How much is delivery to Austria?')

  await desk.goto('/conversations')
  await desk.getByText('I am nine.').first().click()
  await desk.getByRole('button', { name: 'A child wrote this…' }).click()
  await isAccessible(desk, 'before a child’s data goes')
  await desk.getByRole('button', { name: 'Delete everything at once' }).click()
  await expect(desk.getByRole('link', { name: 'Download the receipt' })).toBeVisible()
  await desk.getByRole('button', { name: 'Close' }).click()
  await expect(desk).toHaveURL(/\/conversations$/)
  await expect(desk.getByText('I am nine.')).toHaveCount(0)
})
