import { expect, test } from './house/test.ts'

const access = '__Host-atavus'
const refresh = '__Host-atavus-refresh'

test('a session goes on by itself when its short token is gone, and ends with the long one', async ({
  page,
  context,
  seen,
  platform,
  owner,
}) => {
  seen.expect(/status of 401/)
  await page.goto(`${platform.url}/sign-in`)
  await page.getByLabel('E-mail or username').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Assistants' })).toBeVisible()
  const before = await context.cookies(platform.url)
  expect(before.map(({ name }) => name).sort()).toEqual([access, refresh])
  for (const cookie of before)
    expect(cookie).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
      domain: 'localhost',
    })
  expect(await page.evaluate(() => document.cookie)).toBe('')

  await context.clearCookies({ name: access })
  await page.goto(`${platform.url}/conversations`)
  await expect(page.getByRole('heading', { name: 'Conversations', level: 1 })).toBeVisible()
  const after = await context.cookies(platform.url)
  const value = (cookies: typeof before, name: string) => cookies.find(cookie => cookie.name === name)?.value
  expect(value(after, access)).toBeTruthy()
  expect(value(after, refresh)).not.toBe(value(before, refresh))

  await context.clearCookies()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a wrong password is told without telling whether the name exists', async ({
  page,
  seen,
  platform,
  owner,
}) => {
  seen.expect(/status of 401/)
  await page.goto(`${platform.url}/sign-in`)
  for (const name of [owner.username, 'nobody-of-that-name']) {
    await page.getByLabel('E-mail or username').fill(name)
    await page.getByLabel('Password').fill('not the right password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toContainText('Name and password do not fit together.')
    await page.reload()
  }
})

test('no other site may show the dashboard in a frame, and its pages have the strictest policy', async ({
  page,
  seen,
  platform,
}) => {
  seen.expect(/frame-ancestors|refused to connect|Framing/i)
  const answer = await page.request.get(`${platform.url}/sign-in`)
  const policy = answer.headers()['content-security-policy'] ?? ''
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(rule)
  await page.goto(`${platform.shop}/try`)
  await page.evaluate(address => {
    const frame = document.createElement('iframe')
    frame.src = address
    document.body.append(frame)
  }, `${platform.url}/sign-in`)
  await expect.poll(() => page.frames().map(frame => frame.url())).toContain('chrome-error://chromewebdata/')
})

test('what another site sends in the owner’s name is refused, and their session does not go along', async ({
  page,
  context,
  seen,
  platform,
  owner,
  site,
}) => {
  seen.expect(/status of 403/)
  await context.addCookies(owner.cookies)
  await page.goto(platform.shop)
  const address = `${platform.url}/v1/assistants/${site.assistant.id}/preview`
  const [answer] = await Promise.all([
    page.waitForResponse(address),
    page.evaluate(to => void fetch(to, { method: 'POST', mode: 'no-cors', credentials: 'include' }), address),
  ])
  expect(answer.status()).toBe(403)
  expect((await answer.request().allHeaders()).cookie).toBeUndefined()
})
