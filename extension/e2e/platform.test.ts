import { expect, test } from '@playwright/test'
import { counting, saying, sayingBack } from '../../demo-site/e2e/house/model.ts'
import { type Owner, type OwnSite, openSite as openShop, signUp } from '../../demo-site/e2e/house/owner.ts'
import { openPlatform, type Platform } from '../../demo-site/e2e/house/platform.ts'
import { type Chromium, openChromium } from './house/chromium.ts'
import { type Firefox, openFirefox } from './house/firefox.ts'
import { type Panel, panelOn } from './house/panel.ts'
import { openSite } from './house/site.ts'

let platform: Platform
let owner: Owner
let shop: OwnSite
let site: Awaited<ReturnType<typeof openSite>>

test.beforeAll(async () => {
  test.setTimeout(180_000)
  platform = await openPlatform()
  owner = await signUp(platform.url)
  shop = await openShop(owner, platform.url, { name: 'Fenn', model: 'ollama', quoteFallback: false }, [
    'delivery',
  ])
  site = await openSite()
})
test.afterAll(async () => {
  site.close()
  await shop.close()
  await platform.close()
})

/** Presses the icon over the page, agrees, and signs in at the platform's own page, as somebody does who has an account. */
async function enteredIn(browser: Chromium): Promise<Panel> {
  await browser.context.addCookies(owner.cookies)
  const page = await browser.visit(`${site.url}/order`)
  await browser.press(page)
  const panel = panelOn(await browser.panel())
  const opened = browser.context.waitForEvent('page')
  await panel.enter(platform.url)
  const door = await opened
  const code = await panel.page.locator('.code').textContent()
  await expect(door.getByText(code ?? 'no code')).toBeVisible()
  await door.getByLabel('My browser’s panel shows this code.').check()
  await door.getByRole('button', { name: 'Allow this browser' }).click()
  await expect(panel.field).toBeVisible()
  await door.close()
  await page.bringToFront()
  return panel
}

/** Says yes to the notice, where one is shown: a yes of before holds. */
async function agree(panel: Panel) {
  const notice = panel.page.locator('form.notice')
  await expect(notice.or(panel.answers.last())).toBeVisible()
  if (!(await notice.isVisible())) return
  await notice.locator('[name=adult]').check()
  await notice.locator('button[type=submit]').click()
}

test.describe('in Chromium', () => {
  let browser: Chromium
  test.beforeEach(async () => {
    browser = await openChromium()
  })
  test.afterEach(() => browser.close())

  test('the platform lets the browser in, answers about a page, and holds exactly what stood on the sheet', async () => {
    const panel = await enteredIn(browser)
    platform.upstream.play(sayingBack('Write to {EMAIL} within three days [1].'))
    const before = platform.upstream.requests.length
    await panel.ask('Whom do I ask about delivery?')
    await expect(panel.sheet.getByText('Nobody but you can read it there')).toBeVisible()
    await panel.page.getByLabel('I agree that what I share').check()
    const shown = await panel.sheet.locator('.passage').allTextContents()
    await panel.button('Send').click()
    await agree(panel)
    await panel.answered()
    await expect(panel.answers.last().locator('.markdown')).toContainText(
      'Write to anna.k@posteo.de within three days',
    )

    const arrived = platform.upstream.requests.slice(before).map(({ body }) => body)
    for (const secret of ['anna.k', '901820', 'Mustermann', 'HIDDEN'])
      expect(arrived.join()).not.toContain(secret)
    const held = await own<{ items: { id: string }[] }>(browser, '/conversations')
    const conversation = await own<{ messages: { shared: { passages: { text: string }[] }[] }[] }>(
      browser,
      `/conversations/${held.items[0]!.id}`,
    )
    expect(conversation.messages[0]!.shared[0]!.passages.map(({ text }) => text)).toEqual(shown)

    const log = await owner.call<{ items: unknown[] }>('GET', '/v1/conversations')
    expect(log.items, 'it is nobody else’s').toEqual([])
  })

  test('for a model elsewhere the server replaces what the browser has replaced, and both come back', async () => {
    const remote = await openShop(
      owner,
      platform.url,
      { name: 'Rill', model: 'deepseek', quoteFallback: false },
      [],
    )
    try {
      const panel = await enteredIn(browser)
      await panel.page.getByLabel('Assistant').selectOption('Rill')
      platform.upstream.play(sayingBack('Write to {EMAIL}.'))
      const before = platform.upstream.requests.length
      await panel.ask('Whom do I ask about delivery?')
      await panel.page.getByLabel('I agree that what I share').check()
      const shown = (await panel.sheet.locator('.passage').allTextContents()).join()
      const ours = shown.match(/\[[A-Z]+_\d+\]/g) ?? []
      await panel.button('Send').click()
      await panel.page.locator('form.notice [name=adult]').check()
      await panel.page.getByRole('button', { name: /with DeepSeek/ }).click()
      await panel.answered()
      await expect(panel.answers.last().locator('.markdown')).toHaveText('Write to anna.k@posteo.de.')
      const arrived = platform.upstream.requests
        .slice(before)
        .map(({ body }) => body)
        .join()
      for (const secret of [/anna\.k/, /901820/, /Mustermann/]) expect(arrived).not.toMatch(secret)
      // The model is told by other numbers what is an address and who is a person.
      expect(ours.length).toBeGreaterThan(2)
      for (const placeholder of ours) expect(arrived).not.toContain(placeholder)
      for (const own of [/\[EMAIL_\d+\]/, /\[PERSON_\d+\]/]) expect(arrived).toMatch(own)
    } finally {
      await remote.close()
    }
  })

  test('the worker ends and the panel is closed in the middle of an answer, and no word is lost', async () => {
    const panel = await enteredIn(browser)
    await panel.button('Without the page').click()
    const { script, whole } = counting(80, 50)
    platform.upstream.play(script)
    await panel.ask('Count for me')
    await agree(panel)
    await expect(panel.answers.last()).toContainText('word5 ')
    await browser.killWorker()
    await expect(panel.answers.last()).toContainText('word15 ')
    await browser.closePanel()
    const page = browser.context.pages().find(one => one.url().startsWith(site.url))!
    await browser.press(page)
    const again = panelOn(await browser.panel())
    await again.answered()
    await expect(again.answers.last().locator('.markdown')).toHaveText(whole)
  })

  test('history finds, exports, shares and deletes; what was shared of a site is deleted', async () => {
    const panel = await enteredIn(browser)
    platform.upstream.play(saying('Copper keeps the heat.'))
    await panel.ask('Why are kettles made of copper?')
    await panel.page.getByLabel('I agree that what I share').check()
    await panel.button('Send').click()
    await agree(panel)
    await panel.answered()
    await panel.button('Settings').click()
    const shared = panel.page.locator('li.entry').filter({ hasText: site.url })
    await expect(shared).toBeVisible()
    await shared.getByRole('button', { name: 'Delete' }).click()
    await expect(shared).toHaveCount(0)
    await panel.page.getByLabel('How long your conversations are kept').selectOption('7 days')
    await expect.poll(() => own(browser, '/settings')).toEqual({ days: 7 })
    await panel.button('Back').click()

    await panel.button('History').click()
    await panel.page.getByRole('searchbox').fill('copper')
    const row = panel.page.locator('button.entry').filter({ hasText: 'Why are kettles' })
    await expect(row).toHaveCount(1)
    await row.click()
    const saved = panel.page.waitForEvent('download')
    await panel.button('Save as Markdown').click()
    expect((await saved).suggestedFilename()).toBe('Why are kettles made of copper.md')
    await expect(panel.page.getByText('Shared, it can be read by nobody else.')).toBeVisible()
    await panel.button('Share with the workspace').click()
    await expect(panel.button('No longer share')).toBeVisible()
    await panel.button('Open').click()
    await panel.ask('And of iron?')
    await expect(
      panel.sheet.getByText('You share this conversation. Shared, it can be read by'),
    ).toBeVisible()
    await panel.button('Cancel').last().click()
    await panel.button('History').click()
    await panel.page.getByRole('searchbox').fill('copper')
    await row.click()
    await panel.button('No longer share').click()
    await panel.button('Delete').click()
    await panel.page.locator('form.confirm').getByRole('button', { name: 'Delete' }).click()
    await expect(row).toHaveCount(0)
  })

  test('ended among the sessions of the account, the panel is out', async () => {
    const panel = await enteredIn(browser)
    await panel.button('Without the page').click()
    const { items } = await owner.call<{ items: { id: string; device: string | null }[] }>(
      'GET',
      '/v1/account/sessions',
    )
    const devices = items.filter(({ device }) => device === 'Chrome on Linux')
    for (const { id } of devices) await owner.call('DELETE', `/v1/account/sessions/${id}`)
    expect(devices.length).toBeGreaterThan(0)
    await panel.button('History').click()
    await expect(panel.page.getByText('You are signed out here.')).toBeVisible()
    const left = await browser.inWorker<string>(
      'Promise.all([chrome.storage.local.get(), chrome.storage.session.get()]).then(all => JSON.stringify(all))',
    )
    expect(left).not.toContain(owner.username)
  })
})

test.describe('in Firefox', () => {
  let browser: Firefox
  test.beforeEach(async () => {
    browser = await openFirefox()
  })
  test.afterEach(() => browser.close())

  test('the platform lets the browser in and answers about a page', async () => {
    await browser.visit(`${site.url}/order`)
    await browser.press()
    await browser.until(`all('[name=agree]').length`)
    await browser.inPanel(`void all('[name=agree]')[0].click()`)
    await browser.click('Continue')
    await browser.fill('[name=server]', platform.url)
    await browser.click('Sign in')
    await browser.until(`all('.code').length`)
    const request = await browser.inPanel<string>(
      `browser.storage.session.get('signing-in').then(found => found['signing-in'].request)`,
    )
    await owner.call('POST', `/v1/device-requests/${request}/allow`)
    await browser.until(`panel.textContent.includes('With your question')`)
    platform.upstream.play(sayingBack('Write to {EMAIL} within three days.'))
    await browser.fill('textarea', 'Whom do I ask about delivery?')
    await browser.click('Send')
    await browser.until(`all('.passage').length`)
    await browser.touch('Send')
    await browser.until(`all('form.notice').length || all('.answer[aria-busy=false]').length`)
    await browser.inPanel(
      `void (all('form.notice').length && (all('[name=adult]')[0].click(), all('form.notice button[type=submit]')[0].click()))`,
    )
    await browser.until(`all('.answer[aria-busy=false]').length`)
    expect(await browser.inPanel(`all('.answer .markdown')[0].textContent`)).toContain(
      'Write to anna.k@posteo.de',
    )
    expect(platform.log(), 'an extension’s id tells one browser from all others').not.toContain(browser.uuid)
  })
})

/** What the account holds of its own, asked with the browser's token. */
function own<T>(browser: Chromium, path: string): Promise<T> {
  return browser.inWorker<T>(`chrome.storage.session.get().then(async all => {
    const access = all[Object.keys(all).find(name => name.startsWith('access:'))]
    const answer = await fetch('${platform.url}/v1/own${path}', { headers: { authorization: 'Bearer ' + access.token } })
    return answer.json()
  })`)
}
