import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { isAccessible } from './house/axe.ts'
import { expect, test } from './house/test.ts'

const first = 'seven loaves before dawn'
const second = 'eight loaves before dawn'
const third = 'nine loaves before dawn'

test('an account is opened by mail, guarded by a second factor, recovered by mail, and deleted', async ({
  page,
  browser,
  contextOptions,
  seen,
  platform,
}) => {
  test.slow()
  seen.expect(/status of 401/)
  const name = `anna-${process.pid}-${Date.now()}`
  const email = `${name}@shop.example`
  const { url } = platform

  await test.step('signs up, and opens the account with the mail in the outbox', async () => {
    await page.goto(`${url}/sign-up`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Username').fill(name)
    await page.getByLabel(/^Password/).fill(first)
    await page.getByLabel('I am 18 years old or older.').check()
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText(`We sent a mail to ${email}.`)).toBeVisible()
    await followMail(page, url, email, '/verify')
    await expect(page).toHaveURL(`${url}/verify`)
    await page.getByLabel('Password').fill(first)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('heading', { name: 'Put an assistant on your site' })).toBeVisible()
  })

  await test.step('ends a session in another browser', async () => {
    const elsewhere = await browser.newContext(contextOptions)
    const other = await elsewhere.newPage()
    await signIn(other, url, name, first)
    await expect(other.getByRole('heading', { name: 'Assistants' })).toBeVisible()
    await page.goto(`${url}/account/sessions`)
    await expect(page.locator('.session')).toHaveCount(2)
    await page.getByRole('button', { name: /^End the session with/ }).click()
    await expect(page.locator('.session')).toHaveCount(1)
    await other.reload()
    await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await elsewhere.close()
  })

  const { secret, recovery } = await test.step('sets up a second factor', async () => {
    await page.getByRole('link', { name: 'Second factor' }).click()
    await page.getByRole('button', { name: 'Set it up' }).click()
    await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible()
    const secret = (await page.locator('.secret-text code').textContent())?.replaceAll(' ', '') ?? ''
    await page.getByLabel('Code of your authenticator').fill(totp(secret))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your recovery codes' })
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(dialog, 'codes that are shown once are not lost by a key').toBeVisible()
    const recovery = await dialog.getByRole('listitem').allTextContents()
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    await expect(page.getByText('10 codes')).toBeVisible()
    return { secret, recovery }
  })

  await test.step('signs out, and in with a code', async () => {
    await signOut(page)
    await signIn(page, url, name, first)
    const field = page.getByLabel('Code of your authenticator')
    await expect(field).toBeFocused()
    await field.fill('000000')
    await field.press('Enter')
    await expect(page.getByText('That code is not right')).toBeVisible()
    // Each code counts once: the next one.
    await field.fill(totp(secret, 1))
    await field.press('Enter')
    await expect(page).toHaveURL(`${url}/assistants`)
  })

  await test.step('changes the password', async () => {
    await page.goto(`${url}/account/password`)
    await page.getByLabel('Present password').fill(first)
    await page.getByLabel('New password').fill(second)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect(page.getByText('Changed. Every other session has ended.')).toBeVisible()
  })

  await test.step('forgets it, and sets another one by mail', async () => {
    await signOut(page)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(page.getByText('If there is an account with this address')).toBeVisible()
    await followMail(page, url, email, '/reset')
    await expect(page).toHaveURL(`${url}/reset`)
    await page.getByLabel('New password').fill(third)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await expect(page.getByText('Your new password is set.')).toBeVisible()
    await fillIn(page, name, third)
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click()
    await page.getByLabel('Recovery code').fill(recovery[0] ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(`${url}/assistants`)
  })

  await test.step('reads what happened, and deletes the account', async () => {
    await page.goto(`${url}/account/activity`)
    await expect(page.getByRole('rowheader', { name: 'A recovery code was used' })).toBeVisible()
    await page.getByRole('link', { name: 'Delete', exact: true }).click()
    await page.getByLabel(name).check()
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('Your account is deleted.')).toBeVisible()
    expect(await page.context().cookies(url)).toEqual([])
    await fillIn(page, name, third)
    await expect(page.getByRole('alert').filter({ hasText: 'do not fit together' })).toBeVisible()
  })
})

test('a step that wants to know who is there asks for the password, and goes on', async ({
  page,
  context,
  seen,
  platform,
  owner,
}) => {
  seen.expect(/status of 403/)
  await context.addCookies(owner.cookies)
  await page.goto(`${platform.url}/account/email`)
  // The session is young: the backend is made to ask, as it would after a quarter of an hour.
  let proven = false
  await page.route('**/v1/account/email', route =>
    proven
      ? route.continue()
      : route.fulfill({ status: 403, json: { code: 'confirmation_required', status: 403 } }),
  )
  page.on('response', answer => {
    if (answer.url().endsWith('/v1/session/confirm') && answer.ok()) proven = true
  })
  await page.getByLabel('New e-mail address').fill(`other-${owner.email}`)
  await page.getByRole('button', { name: 'Send the link' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await isAccessible(page, 'the question who is there')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Send the link' })).toBeEnabled()
  await expect(page.locator('.alert')).toHaveCount(0)

  await page.getByRole('button', { name: 'Send the link' }).click()
  await dialog.getByLabel('Password').fill(owner.password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('The mail is on its way.')).toBeVisible()
})

for (const { tab, shown } of [
  { tab: 'profile', shown: 'Full name' },
  { tab: 'email', shown: 'We send a link to the new address.' },
  { tab: 'password', shown: 'Present password' },
  { tab: 'factor', shown: 'Set it up' },
  { tab: 'sessions', shown: 'This one' },
  { tab: 'activity', shown: 'The account was opened' },
  { tab: 'delete', shown: 'Workspaces that go along' },
])
  test(`axe finds nothing on the account’s ${tab}`, async ({ desk }) => {
    await desk.goto(`/account/${tab}`)
    await expect(desk.getByText(shown).first()).toBeVisible()
    await isAccessible(desk, tab)
  })

for (const { path, heading } of [
  { path: '/forgot', heading: 'Forgot your password?' },
  { path: '/reset#0123456789012345678901234567890123456789012', heading: 'A new password' },
  { path: '/verify#0123456789012345678901234567890123456789012', heading: 'Open your account' },
  { path: '/outbox', heading: 'Outbox' },
])
  test(`axe finds nothing on ${path.split('#')[0]}`, async ({ page, platform, owner }) => {
    expect(owner.email, 'somebody got a mail').toBeTruthy()
    await page.goto(platform.url + path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await isAccessible(page, path)
  })

async function signIn(page: Page, url: string, name: string, password: string) {
  await page.goto(`${url}/sign-in`)
  await fillIn(page, name, password)
}

async function fillIn(page: Page, name: string, password: string) {
  await page.getByLabel('E-mail or username').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function signOut(page: Page) {
  await page.locator('.account-button').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
}

/** Opens the outbox and follows the link of the newest mail to an address; it may be on its way still. */
async function followMail(page: Page, url: string, to: string, place: string) {
  await page.goto(`${url}/outbox`)
  const mails = page.getByRole('article').filter({ hasText: to })
  await mails
    .getByRole('link', { name: `${url}${place}#` })
    .first()
    .click()
}

/** What an authenticator shows for a base32 secret (RFC 6238), some steps of half a minute from now. */
function totp(secret: string, steps = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}
