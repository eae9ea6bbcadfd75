import { createHmac } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { isAccessible } from './house/axe.ts'
import { chatOn } from './house/chat.ts'
import { type Owner, signUp } from './house/owner.ts'
import { expect, test } from './house/test.ts'
import { watchOver } from './house/watch.ts'

const question = 'How much is delivery to Austria?'

/** For what asks who holds the session. */
const prove = (owner: Owner) => owner.call('POST', '/v1/session/confirm', { password: owner.password })

test('whoever is invited as a viewer joins, reads, and finds nothing to change or delete', async ({
  page,
  browser,
  contextOptions,
  platform,
  desk,
  site,
}) => {
  await page.goto(site.origin)
  await chatOn(page).converse(question)
  const guest = await signUp(platform.url)
  await desk.goto('/team')
  await desk.getByLabel('E-mail address').fill(guest.email)
  await desk.getByRole('radio', { name: 'Viewer' }).check()
  await desk.getByRole('button', { name: 'Send invitation' }).click()
  await expect(desk.getByText(`An invitation is on its way to ${guest.email}.`)).toBeVisible()

  const context = await browser.newContext({ ...contextOptions, baseURL: platform.url })
  const watch = await watchOver(context)
  await context.addCookies(guest.cookies)
  const other = await context.newPage()
  await other.goto(await invitationOf(guest))
  await other.getByRole('button', { name: /^Join / }).click()
  await expect(other.getByRole('heading', { name: 'Assistants' })).toBeVisible()
  const nav = other.getByRole('navigation', { name: 'Main' })
  await expect(nav.getByRole('link')).toHaveText(['Assistants', 'Conversations', 'Usage', 'Team'])
  for (const path of [
    '/team',
    `/assistants/${site.assistant.id}/settings`,
    `/assistants/${site.assistant.id}/knowledge`,
    `/assistants/${site.assistant.id}/keys`,
    `/conversations?assistant=${site.assistant.id}`,
  ]) {
    await other.goto(path)
    await expect(other.locator('.loaded .loaded, .loaded table').first()).toBeVisible()
    await expect(changing(other), path).toHaveCount(0)
  }
  await other.getByRole('link', { name: question }).click()
  await expect(other.locator('.transcript')).toBeVisible()
  await expect(changing(other)).toHaveCount(0)
  await watch.verify()
  await context.close()

  await desk.reload()
  await desk.getByRole('button', { name: `Remove ${guest.username} from the workspace?` }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(desk.getByRole('table').getByText(guest.username).first()).toBeHidden()
})

test('a key is shown once, opens what it may, and nothing while it is switched off', async ({
  desk,
  owner,
  platform,
}) => {
  await prove(owner)
  const name = `Stock ${Date.now()}`
  await desk.goto('/keys')
  await desk.getByRole('button', { name: 'Make a key' }).click()
  const form = desk.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name').fill(name)
  await form.getByRole('button', { name: 'Make a key' }).click()
  await expect(form).toContainText('Tick one thing at least.')
  await form.getByLabel('See assistants').check()
  await form.getByRole('button', { name: 'Make a key' }).click()
  const secret = await keep(desk, `Secret of “${name}”`)

  const ask = (path: string) => fetch(platform.url + path, { headers: { authorization: `Bearer ${secret}` } })
  expect((await ask('/v1/assistants')).status).toBe(200)
  expect((await ask('/v1/conversations')).status).toBe(403)
  const entry = desk.getByRole('article', { name })
  await entry.getByRole('button', { name: `Switch off “${name}”` }).click()
  await expect(entry).toContainText('Switched off')
  const refused = await ask('/v1/assistants')
  expect([refused.status, (await refused.json()).code]).toEqual([401, 'key_disabled'])
  await entry.getByRole('button', { name: `Switch on “${name}”` }).click()
  await expect(entry).not.toContainText('Switched off')
  expect((await ask('/v1/assistants')).status).toBe(200)
  await expect(desk.getByText(secret)).toHaveCount(0)
})

test('a webhook’s test arrives, signed with the secret that was shown', async ({ desk, owner, platform }) => {
  await prove(owner)
  const path = `/told/${Date.now()}`
  await desk.goto('/webhooks')
  await desk.getByRole('button', { name: 'Add a webhook' }).click()
  const form = desk.getByRole('dialog', { name: 'New webhook' })
  await form.getByLabel('Address').fill(platform.hooks.url + path)
  await form.getByLabel('A conversation ended').check()
  await form.getByRole('button', { name: 'Add a webhook' }).click()
  const secret = await keep(desk, 'Signing secret')
  await desk.getByRole('button', { name: `Send a test: ${platform.hooks.url}${path}` }).click()
  await expect(desk.getByRole('row').filter({ hasText: 'test' })).toContainText('Arrived')

  const received = platform.hooks.requests.find(request => request.path === path)
  expect(received?.method).toBe('POST')
  const { headers, body } = received!
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const signature = createHmac('sha256', key).update(signed).digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${signature}`)
})

test('a question is in the day’s usage and found by its words, and what was made is in the log with who made it', async ({
  page,
  desk,
  owner,
  site,
}) => {
  await page.goto(site.origin)
  await chatOn(page).converse(question)
  await desk.goto(`/usage?assistant=${site.assistant.id}`)
  await expect(desk.locator('.figure-choice').filter({ hasText: 'Messages' })).toContainText('1')
  await desk.getByText('The numbers as a table').click()
  await expect(desk.getByRole('table').getByRole('row').nth(1).getByRole('cell').first()).toHaveText('1')

  await desk.goto('/conversations')
  await desk.getByLabel('Assistant').selectOption(site.assistant.id)
  await desk.getByLabel('Search').fill('umbrella')
  await desk.getByRole('button', { name: 'Filter' }).click()
  await expect(desk.getByRole('heading', { name: 'Nothing fits' })).toBeVisible()
  await desk.getByLabel('Search').fill('delivery')
  await desk.getByRole('button', { name: 'Filter' }).click()
  await expect(desk).toHaveURL(/search=delivery/)
  await expect(desk.getByRole('table').getByRole('link')).toHaveText([question])

  await desk.goto('/logs/changes')
  const made = desk.getByRole('row').filter({ hasText: site.assistant.id })
  await expect(made.filter({ hasText: 'Assistant made' })).toContainText(owner.username)
})

for (const { path, shown } of [
  { path: '/team', shown: 'Open invitations' },
  { path: '/keys', shown: 'API keys' },
  { path: '/webhooks', shown: 'Webhooks' },
  { path: '/usage?days=30', shown: 'Last 30 days' },
  { path: '/logs/requests', shown: 'Until the answer began' },
  { path: '/logs/security', shown: 'Logs' },
  { path: '/logs/changes', shown: 'Assistant made' },
])
  test(`axe finds nothing on ${path}`, async ({ desk, owner, site }) => {
    await prove(owner)
    expect(site.assistant.id).toBeTruthy()
    await owner.call('POST', '/v1/keys', { name: `Axe on ${path}`, scopes: ['chat'], days: 30 })
    await desk.goto(path)
    await expect(desk.getByText(shown).first()).toBeVisible()
    await expect(desk.locator('.waiting')).toHaveCount(0)
    await isAccessible(desk, path)
  })

test('axe finds nothing on an assistant’s keys', async ({ desk, site }) => {
  await desk.goto(`/assistants/${site.assistant.id}/keys`)
  await expect(desk.getByRole('article')).toHaveCount(1)
  await isAccessible(desk, 'an assistant’s keys')
})

test('axe finds nothing on what a role may do, on a new key, and on a webhook', async ({
  desk,
  owner,
  platform,
}) => {
  test.slow()
  await prove(owner)
  await desk.goto('/team')
  await desk.getByText('What each role may do').click()
  await isAccessible(desk, 'what a role may do')
  await desk.goto('/keys')
  await desk.getByRole('button', { name: 'Make a key' }).click()
  await expect(desk.getByRole('dialog')).toBeVisible()
  await isAccessible(desk, 'a new key')
  const url = `${platform.hooks.url}/axe`
  const { webhook } = await owner.call<{ webhook: { id: string } }>('POST', '/v1/webhooks', {
    url,
    events: ['budget.reached'],
  })
  await owner.call('POST', `/v1/webhooks/${webhook.id}/test`)
  await desk.goto(`/webhooks/${webhook.id}`)
  await desk.getByText('Show what is sent').click()
  await isAccessible(desk, 'a webhook')
})

/** Reads a secret that is shown once, which Escape does not take away, and says to have kept it. */
async function keep(page: Page, title: string): Promise<string> {
  const dialog = page.getByRole('dialog', { name: title })
  await expect(dialog).toContainText('This is shown once only.')
  await page.keyboard.press('Escape')
  const secret = await dialog.getByRole('textbox').inputValue()
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await expect(dialog).toHaveCount(0)
  return secret
}

/** Everything that would change, delete or invite; all that one may do is leave. */
function changing(page: Page): Locator {
  return page
    .getByRole('main')
    .getByRole('button', { name: /delete|remove|role|save|invit|switch|rename|make|add|change/i })
}

/** The page that the link of an invitation's mail leads to. */
async function invitationOf({ email, call }: Owner): Promise<string> {
  const { items } = await call<{ items: { to: string; text: string }[] }>('GET', '/v1/outbox')
  const links = items.map(mail => mail.to === email && /\/invite#[\w-]{43}/.exec(mail.text)?.[0])
  return links.find(link => link) || '/no-invitation'
}
