import { createHmac } from 'node:crypto'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { chatOn, wordsOf } from './house/chat.ts'
import type { Owner, OwnSite } from './house/owner.ts'
import { expect, test } from './house/test.ts'
import { watchOver } from './house/watch.ts'

type Named = typeof window & { atavus: { open(): void; identify(who: string | null): void } }

/** What the server of the owner's site would sign about its user. */
async function signing(owner: Owner, { assistant }: OwnSite) {
  const { secret } = await owner.call<{ secret: string }>('POST', `/v1/assistants/${assistant.id}/identity`)
  const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return (sub: string) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { sub, aud: assistant.key, iat: now, exp: now + 600 }
    const text = `${coded({ alg: 'HS256', typ: 'JWT' })}.${coded(claims)}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
}

async function identify(page: Page, who: string | null) {
  await expect(chatOn(page).host.locator('.layer')).toBeAttached()
  await page.evaluate(who => (window as Named).atavus.identify(who), who)
}
const stored = (page: Page) =>
  page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]))

/** Another device: a browser that shares nothing with the first. */
async function onOther(browser: Browser, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext(options)
  const watch = await watchOver(context)
  await use(await context.newPage())
  await watch.verify()
  await context.close()
}

test('a conversation follows its person to another device, and no one else', async ({
  page,
  browser,
  contextOptions,
  owner,
  site,
}) => {
  const sign = await signing(owner, site)
  await page.goto(site.origin)
  await identify(page, sign('anna'))
  expect(await stored(page)).toBe('[[],[]]')
  await chatOn(page).converse('How much is delivery to Austria?')

  await onOther(browser, contextOptions, async page => {
    const chat = chatOn(page)
    await page.goto(site.origin)
    await identify(page, sign('anna'))
    await chat.converse('And to Germany?')
    await expect(chat.questions).toHaveText([/delivery to Austria/, /And to Germany/])
    await page.reload()
    await identify(page, sign('anna'))
    await expect(chat.questions).toHaveCount(2)
  })
  await onOther(browser, contextOptions, async page => {
    const chat = chatOn(page)
    await page.goto(site.origin)
    await identify(page, sign('berta'))
    await chat.converse('And to Germany?')
    await expect(chat.questions).toHaveText([/And to Germany/])
  })
})

test('on one device the next person finds nothing, and whoever signs out leaves nothing', async ({
  page,
  owner,
  site,
}) => {
  const sign = await signing(owner, site)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await identify(page, sign('anna'))
  await chat.ask('How much is delivery to Austria?')
  await chat.agree({ history: true })
  await chat.answered()
  const answer = await wordsOf(chat.answers.last())
  expect(await stored(page)).toContain('token')

  await identify(page, sign('berta'))
  await expect(chat.questions).toHaveCount(0)
  expect(await chat.panel.textContent()).not.toContain(answer.slice(0, 20))
  expect(await stored(page)).toBe('[[],[]]')
  await chat.converse('And to Germany?')
  await expect(chat.questions).toHaveCount(1)

  await identify(page, null)
  await expect(chat.questions).toHaveCount(0)
  expect(await stored(page)).toBe('[[],[]]')
})

test('whoever signs out on a page where the chat was not opened leaves nothing either', async ({
  page,
  owner,
  site,
}) => {
  const sign = await signing(owner, site)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await identify(page, sign('anna'))
  await chat.ask('How much is delivery to Austria?')
  await chat.agree({ history: true })
  await chat.answered()
  await chat.button('Close chat').click()
  await page.reload()
  await identify(page, null)
  expect(await stored(page)).toBe('[[],[]]')
  await chat.open()
  await expect(chat.questions).toHaveCount(0)
})

test('a word about the visitor that cannot be taken is said, and nobody is chatted with', async ({
  page,
  seen,
  owner,
  site,
}) => {
  seen.expect(/status of 401/)
  const sign = await signing(owner, site)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await identify(page, `${sign('anna').slice(0, -3)}abc`)
  await chat.ask('How much is delivery to Austria?')
  await chat.agree()
  await expect(chat.notice.getByRole('alert')).toContainText('Your sign-in could not be confirmed.')
  await expect(chat.answers).toHaveCount(0)
  expect(await stored(page)).toBe('[[],[]]')
})

test('the tag may say it, too', async ({ page, owner, site }) => {
  const sign = await signing(owner, site)
  // As if the site's server had written it into the tag.
  await page.addInitScript(who => {
    const write = () => document.querySelector('script[data-key]')?.setAttribute('data-identity', who)
    new MutationObserver(write).observe(document, { childList: true, subtree: true })
  }, sign('anna'))
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse('How much is delivery to Austria?')
  const token = JSON.parse(JSON.parse(await stored(page))[0][0][1]).visitor.token
  expect(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())).toMatchObject({
    idn: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})
