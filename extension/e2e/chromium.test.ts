import { expect, test } from '@playwright/test'
import { type Chromium, openChromium } from './house/chromium.ts'
import { type Panel, panelOn } from './house/panel.ts'
import { type Played, playServer } from './house/server.ts'
import { openSite } from './house/site.ts'

let browser: Chromium
let server: Played
let site: Awaited<ReturnType<typeof openSite>>

test.beforeEach(async () => {
  ;[browser, server, site] = await Promise.all([openChromium(), playServer(), openSite()])
})
test.afterEach(async () => {
  await browser.close()
  await server.close()
  site.close()
})

/** Opens the panel over a page with a press on the icon, and signs in. */
async function entered(path = '/order'): Promise<Panel> {
  const page = await browser.visit(site.url + path)
  await browser.press(page)
  const panel = panelOn(await browser.panel())
  await panel.enter(server.url)
  await expect(panel.field).toBeVisible()
  await page.bringToFront()
  return panel
}

test('from the first page to the first answer', async () => {
  server.consented = false
  const panel = await entered()
  await panel.button('Without the page').click()
  await panel.ask('Are you there?')
  await panel.page.getByLabel('I am 18 or older').check()
  await panel.button('I agree').click()
  await panel.answered()
  await expect(panel.answers).toContainText('Yes.')
  expect(server.calls.filter(({ path }) => path.endsWith('/messages'))).toMatchObject([
    { body: { text: 'Are you there?' }, cookie: '', token: expect.stringMatching(/^Bearer /) },
  ])
})

/** What the server was asked, in order. */
const asked = () => server.calls.filter(({ path, method }) => method === 'POST' && path.endsWith('/messages'))

test('of a page exactly what stands on the sheet is sent, and the answer has its values back', async () => {
  const panel = await entered()
  await expect(panel.page.getByText('With your question: Your order at the kettle shop')).toBeVisible()
  await panel.ask('Whom do I ask about delivery?')
  await expect(panel.sheet).toBeVisible()
  expect(asked(), 'nothing leaves before the sheet was seen').toEqual([])
  await panel.page.getByLabel('I agree that what I share').check()

  const shown = await panel.sheet.locator('.passage').allTextContents()
  const [email = ''] = /\[EMAIL_\d+\]/.exec(shown.join()) ?? []
  server.answer = { words: ['Write to ', email.slice(0, 7), email.slice(7), '.'], everyMs: 20, passage: 2 }
  await panel.button('Send').click()
  await panel.answered()

  const [{ body } = { body: {} }] = asked()
  const { text, context } = body as unknown as { text: string; context: { passages: { text: string }[] }[] }
  expect(text).toBe('Whom do I ask about delivery?')
  expect(context).toMatchObject([
    { kind: 'page', origin: site.url, url: `${site.url}/order`, title: 'Your order at the kettle shop' },
  ])
  expect(context[0]!.passages.map(({ text }) => text)).toEqual(shown)
  const sent = JSON.stringify(body)
  for (const secret of ['anna.k', '901820', 'HIDDEN', 'Home of the shop', 'Imprint'])
    expect(sent).not.toContain(secret)
  await expect(panel.answers.last().locator('.markdown')).toHaveText('Write to anna.k@posteo.de.')
})

test('a value that is switched goes as it is, and a passage that is left out does not go', async () => {
  const panel = await entered()
  await panel.ask('Whom do I ask, and what is the account for payment?')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.sheet.locator('.values .value').filter({ hasText: 'anna.k@posteo.de' }).click()
  const passages = panel.sheet.locator('.passages > li')
  await passages.filter({ hasText: 'Account' }).getByRole('checkbox').uncheck()
  await panel.button('Send').click()
  await panel.answered()
  const sent = JSON.stringify(asked()[0]!.body)
  expect(sent).toContain('anna.k@posteo.de')
  expect(sent).not.toContain('901820')
  expect(sent).not.toContain('IBAN')
})

test('a page that was not opened by a press is not read', async () => {
  const panel = await entered()
  await panel.button('Without the page').click()
  const other = await browser.visit(`${site.url.replace('localhost', '127.0.0.1')}/order`)
  await other.bringToFront()
  await panel.button('Use this page').click()
  await expect(panel.page.getByText('click the icon of Atavus in the toolbar')).toBeVisible()
  await browser.press(other)
  await expect(panel.page.getByText('With your question: Your order')).toBeVisible()
})

test('a page that asks for a password is shared only after a second yes', async () => {
  const panel = await entered('/sign-in')
  await panel.ask('What is this?')
  await panel.page.getByLabel('I agree that what I share').check()
  await expect(panel.page.getByText('This page asks for a password.')).toBeVisible()
  await panel.button('Send').click()
  await expect(panel.sheet).toBeVisible()
  expect(asked()).toEqual([])
  await panel.page.getByLabel('Share it all the same').check()
  await panel.button('Send').click()
  await panel.answered()
  expect(asked()).toHaveLength(1)
})

const counting = Array.from({ length: 40 }, (_, at) => `word${at + 1} `)

test('the worker ends in the middle of an answer, and nothing is lost', async () => {
  const panel = await entered()
  await panel.button('Without the page').click()
  server.answer = { words: counting, everyMs: 50 }
  await panel.ask('Count.')
  await expect(panel.answers.last()).toContainText('word5 ')
  await browser.killWorker()
  await panel.answered()
  await expect(panel.answers.last().locator('.markdown')).toHaveText(counting.join('').trim())
})

test('a panel that was closed in the middle of an answer shows the whole of it when it is opened again', async () => {
  const panel = await entered()
  await panel.button('Without the page').click()
  server.answer = { words: counting, everyMs: 60 }
  await panel.ask('Count.')
  await expect(panel.answers.last()).toContainText('word5 ')
  await browser.closePanel()
  const [page] = browser.context.pages().filter(one => one.url().startsWith(site.url))
  await browser.press(page!)
  const again = panelOn(await browser.panel())
  await again.answered()
  await expect(again.answers.last().locator('.markdown')).toHaveText(counting.join('').trim())
  expect(asked()).toHaveLength(1)
})

test('an answer is stopped at the server, in the panel and by the key', async () => {
  const panel = await entered()
  await panel.button('Without the page').click()
  server.answer = { words: counting, everyMs: 100 }
  await panel.ask('Count.')
  await expect(panel.answers.last()).toContainText('word2 ')
  await panel.button('Stop answering').click()
  await expect(panel.answers.last()).toContainText('Stopped.')
  await panel.ask('Once more.')
  const second = panel.answers.nth(1)
  await expect(second).toContainText('word2 ')
  await browser.inWorker(`chrome.commands.onCommand.dispatch('stop', {})`)
  await expect(second).toContainText('Stopped.')
  expect(server.calls.filter(({ path }) => path.endsWith('/stop'))).toHaveLength(2)
})

test('a draft outlives the panel, and a server that is away is said', async () => {
  const panel = await entered()
  await panel.field.fill('A long thought that is not finished')
  await expect
    .poll(() => browser.inWorker('chrome.storage.local.get().then(all => JSON.stringify(all))'))
    .toContain('not finished')
  await server.close()
  await browser.closePanel()
  const [page] = browser.context.pages().filter(one => one.url().startsWith(site.url))
  await browser.press(page!)
  const again = panelOn(await browser.panel())
  await expect(again.field).toHaveValue('A long thought that is not finished')
  await expect(again.page.getByText('The server cannot be reached just now.')).toBeVisible()
})

test('a page finds nothing of us, whatever it tries', async () => {
  const panel = await entered()
  await expect(panel.page.getByText('With your question')).toBeVisible()
  const [page] = browser.context.pages().filter(one => one.url().startsWith(site.url))
  const found = await page!.evaluate(async id => {
    const reach = (path: string) =>
      fetch(`chrome-extension://${id}/${path}`).then(
        () => true,
        () => false,
      )
    const files = await Promise.all(
      ['manifest.json', 'src/panel/panel.html', 'icons/16.png', 'src/page/injected.js'].map(reach),
    )
    const runtime = Reflect.get(window, 'chrome')?.runtime
    window.postMessage({ atavus: 'read' }, '*')
    document.dispatchEvent(new CustomEvent('atavus', { detail: 'read' }))
    await new Promise(resolve => setTimeout(resolve, 300))
    return {
      files,
      runtime: typeof runtime?.sendMessage,
      ours: Object.keys(window).filter(key => /atavus/i.test(key)),
      heard: Reflect.get(window, 'messages'),
      markup: /atavus|chrome-extension/i.test(document.documentElement.outerHTML),
    }
  }, browser.id)
  expect(found).toEqual({
    files: [false, false, false, false],
    runtime: 'undefined',
    ours: [],
    heard: [{ atavus: 'read' }],
    markup: false,
  })
})

test('a citation leads to its passage in the page that was shared', async () => {
  const panel = await entered()
  server.answer = { words: ['By bicycle [1].'], everyMs: 5, passage: 2 }
  await panel.ask('How is the kettle delivered?')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await panel.answered()
  await panel.answers.locator('.sources a').click()
  const [page] = browser.context.pages().filter(one => one.url().startsWith(site.url))
  await expect
    .poll(() => page!.evaluate(() => String(getSelection())))
    .toContain('delivered within three days')
})

test('a site that is never to be shared is guarded from then on', async () => {
  const panel = await entered()
  await panel.ask('What is this?')
  await panel.button('Never for localhost').click()
  await expect(panel.field).toHaveValue('What is this?')
  await panel.button('Send').click()
  await expect(panel.page.getByText('You have blocked this site.')).toBeVisible()
  await expect(panel.page.getByLabel('Share it all the same')).toBeVisible()
})

test('an answer is put at the cursor of the page’s field, and nothing is sent off', async () => {
  const panel = await entered()
  const [page] = browser.context.pages().filter(one => one.url().startsWith(site.url))
  await panel.button('Without the page').click()
  server.answer = { words: ['**Dear** shop,\n\nthank you.'], everyMs: 5 }
  await panel.ask('Write a reply.')
  await panel.answered()
  await panel.button('Put into the page’s field').click()
  await expect(panel.page.getByText('Click into a field of the page first.')).toBeVisible()
  for (const [field, expected] of [
    ['#text', 'Dear shop,\nthank you.'],
    ['#line', 'Dear shop, thank you.'],
    ['#rich', 'Dear shop,\nthank you.'],
  ] as const) {
    await page!.locator(field).focus()
    await page!.locator(field).press('Control+A')
    await panel.button('Put into the page’s field').click()
    await expect(panel.page.getByText('Nothing was sent off.')).toBeVisible()
    const found = await page!.evaluate(selector => {
      const element = document.querySelector(selector)!
      // biome-ignore lint/performance/useDomNodeTextContent: lines are what is looked at
      return 'value' in element ? String(element.value) : (element as HTMLElement).innerText
    }, field)
    expect(found.replace(/\n+/g, '\n')).toBe(expected)
  }
  expect(await page!.evaluate(() => Reflect.get(window, 'submitted'))).toBeUndefined()
})

test('a prompt shares what it needs, and one’s own is typed by its name', async () => {
  const panel = await entered()
  await panel.button('Without the page').click()
  await panel.field.fill('/s')
  await panel.button('/summarize').click()
  await expect(panel.field).toHaveValue('/summarize ')
  await panel.ask('/summarize Only the prices.')
  await expect(panel.sheet).toContainText('Summarize this page. Only the prices.')
  await panel.button('Cancel').first().click()
  await panel.button('Settings').click()
  await panel.page.getByLabel('Name', { exact: true }).fill('short')
  await panel.page.getByLabel('Text', { exact: true }).fill('In one sentence: {input}')
  await panel.page.locator('form.line').filter({ hasText: 'Add' }).getByRole('button').first().click()
  await panel.button('Back').click()
  await panel.button('Without the page').click()
  await panel.ask('/short why copper?')
  await panel.answered()
  expect(asked().at(-1)!.body).toMatchObject({ text: 'In one sentence: why copper?' })
})

test('a menu asks about the selection, and about a link', async () => {
  const panel = await entered()
  await panel.button('Without the page').click()
  const [page] = browser.context.pages().filter(one => one.url().startsWith(site.url))
  const tab = `chrome.tabs.query({ active: true, lastFocusedWindow: true })`
  await page!.locator('h1').selectText()
  await browser.inWorker(
    `${tab}.then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'explain', selectionText: 'Your order' }, tab))`,
  )
  await expect(panel.sheet).toBeVisible()
  await expect(panel.sheet.locator('.passage')).toHaveText('Your order')
  await expect(panel.sheet).toContainText('Explain this.')
})

test('signing out forgets everything', async () => {
  const panel = await entered()
  await panel.field.fill('A draft')
  await panel.button('Settings').click()
  await panel.button('Sign out').click()
  await panel.page.locator('form.confirm').getByRole('button', { name: 'Sign out' }).click()
  await expect(panel.button('Sign in')).toBeVisible()
  const left = await browser.inWorker<string>(
    'Promise.all([chrome.storage.local.get(), chrome.storage.session.get()]).then(all => JSON.stringify(all))',
  )
  for (const gone of ['nora', 'refresh', 'access', 'draft', 'Helper']) expect(left).not.toContain(gone)
  expect(server.calls.some(({ path }) => path === '/v1/devices/end')).toBe(true)
})
