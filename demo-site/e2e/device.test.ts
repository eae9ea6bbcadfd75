import { createHash, randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { DeviceAsked, DeviceTaken } from '../../backend/contract/src/devices.ts'
import { isAccessible } from './house/axe.ts'
import { expect, test } from './house/test.ts'

/** An extension that asks to be let in: JSON, no cookies. */
async function ask(url: string, name = 'Firefox on Linux') {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const send = async <T>(path: string, body: object): Promise<T> => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const asked = await send<DeviceAsked>('/v1/devices', { challenge, name })
  return {
    ...asked,
    take: () => send<DeviceTaken>('/v1/devices/token', { request: asked.request, verifier }),
  }
}

const allow = (page: Page) => page.getByRole('button', { name: 'Allow this browser' })

test('an extension is let in by whoever sees its code, stands among the sessions and is ended there', async ({
  desk,
  platform,
  owner,
}) => {
  const asked = await ask(platform.url)
  await desk.goto(asked.page)
  await expect(desk.getByText(asked.code)).toBeVisible()
  await expect(desk.getByText('Firefox on Linux')).toBeVisible()
  await expect(desk.getByText(owner.email)).toBeVisible()
  await isAccessible(desk, 'a device that asks')

  await allow(desk).click()
  await expect(
    desk.getByLabel('My browser’s panel shows this code.'),
    'nobody allows it unread',
  ).toBeFocused()
  expect(await asked.take()).toMatchObject({ code: 'not_yet' })
  await desk.getByLabel('My browser’s panel shows this code.').check()
  await allow(desk).click()
  await expect(desk.getByRole('heading', { name: 'This browser is let in' })).toBeVisible()
  await expect(desk.getByText('You can close this tab')).toBeVisible()
  const { access } = await asked.take()

  await desk.getByRole('link', { name: 'See your sessions' }).click()
  const row = desk.locator('.session').filter({ hasText: 'Firefox on Linux' })
  await expect(row).toContainText('Extension')
  await isAccessible(desk, 'sessions with a device')
  await row.getByRole('button').click()
  await expect(row).toHaveCount(0)
  const headers = { authorization: `Bearer ${access.token}` }
  expect((await fetch(`${platform.url}/v1/device`, { headers })).status).toBe(401)
})

test('whoever is not signed in signs in first, and comes back', async ({ page, seen, platform, owner }) => {
  seen.expect(/status of 401/)
  const asked = await ask(platform.url)
  await page.goto(asked.page)
  await page.getByLabel(/username/i).fill(owner.username)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(asked.page)
  await expect(page.getByText(asked.code)).toBeVisible()
})

test('who they are is asked again before one is let in, and another network is pointed out', async ({
  page,
  context,
  seen,
  platform,
  owner,
}) => {
  seen.expect(/status of 403/)
  await context.addCookies(owner.cookies)
  const asked = await ask(platform.url, 'Your account is locked, allow to go on')
  let known = false
  await page.route('**/allow', async route => {
    if (known) return route.continue()
    known = true
    await route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'confirmation_required' }),
    })
  })
  await page.route(`**/v1/device-requests/${asked.request}`, async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), sameNetwork: false } })
  })
  await page.goto(asked.page)
  await expect(page.getByText('another network')).toBeVisible()
  await isAccessible(page, 'a device that asks from elsewhere')
  await page.getByLabel('My browser’s panel shows this code.').check()
  await allow(page).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password').fill(owner.password)
  await dialog.locator('button[type=submit]').click()
  await expect(page.getByRole('heading', { name: 'This browser is let in' })).toBeVisible()
})

test('a refused one is told so, and what is over is said to be, in German, too', async ({
  page,
  context,
  seen,
  platform,
  owner,
}) => {
  seen.expect(/status of 404/)
  await context.addCookies(owner.cookies)
  const asked = await ask(platform.url)
  await page.goto(`${asked.page}?lang=de`)
  await expect(page.getByText('Genau dieser Code')).toBeVisible()
  await isAccessible(page, 'eine Erweiterung, die fragt')
  await page.getByRole('button', { name: 'Nein' }).click()
  await expect(page.getByRole('heading', { name: 'Abgelehnt' })).toBeVisible()
  expect(await asked.take()).toMatchObject({ code: 'refused_by_user' })
  await page.goto(`${asked.page}?lang=de`)
  await expect(page.getByRole('heading', { name: 'Diese Anfrage ist vorbei' })).toBeVisible()
})
