import { panelOn } from './house/panel.ts'
import { asked, expect, tabOf, test } from './house/test.ts'
import { enter, test as testInFirefox } from './house/test-firefox.ts'

const counting = Array.from({ length: 100 }, (_, at) => `word${at + 1} `)
const ours = ['Alt+Shift+O', 'Alt+Shift+S', 'Alt+Shift+U', 'Alt+Shift+H']
/** What a menu or a key tells the worker, which a test can say in its place. */
const inFront = `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => tab)`

test('the browser gives every act its key, and the settings show which', async ({ chromium, entered }) => {
  const given = await chromium.inWorker<{ shortcut: string }[]>('chrome.commands.getAll()')
  expect(given.map(({ shortcut }) => shortcut).sort()).toEqual([...ours].sort())
  const panel = await entered()
  await panel.button('Settings').click()
  for (const key of ours) await expect(panel.page.getByText(key, { exact: true })).toBeVisible()
  const opened = chromium.context.waitForEvent('page')
  await panel.button('Change the keys').click()
  await expect(await opened).toHaveURL('chrome://extensions/shortcuts')
})

test('a key asks about the selection, another one summarizes', async ({ chromium, site, entered }) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  const press = (key: string) =>
    chromium.inWorker(`${inFront}.then(tab => chrome.commands.onCommand.dispatch('${key}', tab))`)
  await press('selection')
  await expect(panel.page.getByText('Nothing is selected on the page.')).toBeVisible()
  await tabOf(chromium, site).locator('h1').selectText()
  await press('selection')
  await expect(panel.page.getByText('With your question: selection, 10 characters')).toBeVisible()
  await expect(panel.field).toBeFocused()
  await press('summarize')
  await expect(panel.sheet).toContainText('Summarize this page.')
  await expect(panel.sheet.locator('.passage').first()).toContainText('copper kettle')
})

test('what a menu asked for before anybody was signed in is there afterwards', async ({
  chromium,
  server,
  site,
}) => {
  const page = await chromium.visit(`${site.url}/order`)
  await chromium.press(page)
  const panel = panelOn(await chromium.panel())
  await page.locator('h1').selectText()
  await chromium.inWorker(
    `${inFront}.then(tab => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'explain', selectionText: 'Your order' }, tab))`,
  )
  await panel.enter(server.url)
  await expect(panel.sheet).toContainText('Explain this.')
  await expect(panel.sheet.locator('.passage')).toHaveText('Your order')
})

test('a menu opens a sheet of its own over one that is open, and waits for an answer on its way', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  const page = tabOf(chromium, site)
  const explain = async (selector: string) => {
    await page.locator(selector).first().selectText()
    await chromium.inWorker(
      `${inFront}.then(tab => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'explain', selectionText: '' }, tab))`,
    )
  }
  await panel.button('Without the page').click()
  server.answer = { words: counting, everyMs: 100 }
  await panel.ask('Count.')
  await expect(panel.answers.last()).toContainText('word2 ')
  await explain('h1')
  await expect(panel.sheet.locator('.passage')).toHaveText('Your order')
  await panel.page.getByLabel('I agree that what I share').check()
  await expect(panel.button('Send')).toBeDisabled()
  await explain('h2')
  await expect(panel.sheet.locator('.passage')).toHaveText('Delivery')
  await chromium.inWorker(`chrome.commands.onCommand.dispatch('stop', {})`)
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await expect.poll(() => asked(server).length).toBe(2)
  expect(JSON.stringify(asked(server)[1]!.body)).toContain('Delivery')
  expect(JSON.stringify(asked(server)[1]!.body)).not.toContain('Your order"')

  await panel.button('Stop answering').click()
  await panel.field.fill('A letter that is being written')
  await explain('h2')
  await expect(panel.sheet).toContainText('Explain this.')
  await chromium.press(page)
  await expect(panel.field).toHaveValue('A letter that is being written')
  await expect(panel.page.getByText('With your question: Your order at the kettle shop')).toBeVisible()
})

testInFirefox(
  'a key opens the page and the sidebar, asks, summarizes and stops',
  async ({ firefox: browser, server, site }) => {
    const tab = await browser.visit(`${site.url}/order`)
    await browser.key('O')
    await enter(browser, server.url)
    await browser.until(`panel.textContent.includes('With your question: Your order at the kettle shop')`)
    await browser.front(tab)
    await browser.inPage(tab, `getSelection().selectAllChildren(document.querySelector('h1'))`)
    await browser.key('S')
    await browser.until(`panel.textContent.includes('With your question: selection, 10 characters')`)
    await browser.key('U')
    await browser.until(`all('.sheet').length && panel.textContent.includes('Summarize this page.')`)
    await browser.until(`all('.passage').length`)
    server.answer = { words: counting, everyMs: 100 }
    await browser.touch('Send')
    await browser.until(`panel.textContent.includes('word2 ')`)
    await browser.key('H')
    await browser.until(`panel.textContent.includes('Stopped.')`)
    expect(server.calls.filter(({ path }) => path.endsWith('/stop'))).toHaveLength(1)
    await browser.click('Settings')
    for (const key of ours) await browser.until(`all('.part').some(one => one.textContent === '${key}')`)
  },
)

testInFirefox(
  'the menu has what fits the place where it is opened, and what is chosen is asked',
  async ({ firefox: browser, entered }) => {
    const tab = await entered()
    expect(await browser.menu(tab, 'footer')).toEqual(['Ask Atavus about this page'])
    await browser.choose('Ask Atavus about this page')
    await browser.until(`panel.textContent.includes('With your question: Your order at the kettle shop')`)
    expect(await browser.menu(tab, 'nav a')).toEqual(['Ask Atavus about this link'])
    await browser.choose('Ask Atavus about this link')
    await browser.until(`panel.textContent.includes('With your question: Home of the shop')`)
    await browser.inPage(tab, `getSelection().selectAllChildren(document.querySelector('h1'))`)
    expect(await browser.menu(tab, 'h1')).toEqual(['Ask Atavus about “Your order”', 'Explain “Your order”'])
    await browser.choose('Ask Atavus about “Your order”')
    await browser.until(`panel.textContent.includes('With your question: selection, 10 characters')`)
    await browser.menu(tab, 'h1')
    await browser.choose('Explain “Your order”')
    await browser.until(`all('.passage').length && all('.passage')[0].textContent === 'Your order'`)
  },
)
