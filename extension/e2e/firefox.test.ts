import type { Firefox } from './house/firefox.ts'
import { asked, askedWith, expect } from './house/test.ts'
import { test } from './house/test-firefox.ts'

/** What a sheet shows, as it would be sent. */
const passages = (browser: Firefox) =>
  browser.inPanel<string[]>(`all('.passage').map(one => one.textContent)`)

test('of a page exactly what stands on the sheet is sent, and the answer has its values back', async ({
  firefox: browser,
  server,
  entered,
}) => {
  await entered()
  await browser.until(`panel.textContent.includes('With your question: Your order at the kettle shop')`)
  await browser.fill('textarea', 'Whom do I ask about delivery?')
  await browser.click('Send')
  await browser.until(`all('.passage').length`)
  expect(asked(server), 'nothing leaves before the sheet was seen').toEqual([])
  const shown = await passages(browser)
  const [email = ''] = /\[EMAIL_\d+\]/.exec(shown.join()) ?? []
  server.answer = { words: ['Write to ', email.slice(0, 7), email.slice(7), '.'], everyMs: 20, passage: 2 }
  await browser.touch('Send')
  await browser.until(`all('.answer[aria-busy=false]').length`)
  const { context } = askedWith(asked(server)[0]!)
  expect(context[0]!.passages.map(({ text }) => text)).toEqual(shown)
  for (const secret of ['anna.k', '901820', 'Mustermann', 'HIDDEN'])
    expect(JSON.stringify(asked(server))).not.toContain(secret)
  expect(await browser.inPanel(`all('.answer .markdown')[0].textContent`)).toBe('Write to anna.k@posteo.de.')
  expect(asked(server)[0]).toMatchObject({ origin: `moz-extension://${browser.uuid}`, cookie: '' })
})

test('the background page ends in the middle of an answer, and nothing is lost', async ({
  firefox: browser,
  server,
  entered,
}) => {
  await entered()
  await browser.click('Without the page')
  const words = Array.from({ length: 40 }, (_, at) => `word${at + 1} `)
  server.answer = { words, everyMs: 50 }
  await browser.fill('textarea', 'Count.')
  await browser.click('Send')
  await browser.until(`panel.textContent.includes('word5 ')`)
  await browser.killWorker()
  await browser.until(`all('.answer[aria-busy=false]').length`)
  expect(await browser.inPanel(`all('.answer .markdown')[0].textContent`)).toBe(words.join('').trim())
})

test('a sidebar that was closed in the middle of an answer shows the whole of it when it is opened again', async ({
  firefox: browser,
  server,
  entered,
}) => {
  await entered()
  await browser.click('Without the page')
  const words = Array.from({ length: 40 }, (_, at) => `word${at + 1} `)
  server.answer = { words, everyMs: 60 }
  await browser.fill('textarea', 'Count.')
  await browser.click('Send')
  await browser.until(`panel.textContent.includes('word5 ')`)
  await browser.inBrowser(`void SidebarController.hide()`)
  await expect.poll(() => browser.inPanel('Boolean(view)')).toBe(false)
  await browser.press()
  await browser.until(`all('.answer[aria-busy=false]').length`)
  expect(await browser.inPanel(`all('.answer .markdown')[0].textContent`)).toBe(words.join('').trim())
  expect(asked(server)).toHaveLength(1)
})

test('a page that the press was not over is not read', async ({ firefox: browser, site, entered }) => {
  await entered()
  await browser.click('Without the page')
  await browser.visit(`${site.url}/sign-in`)
  await browser.click('Use this page')
  await browser.until(`panel.textContent.includes('click the icon of Atavus in the toolbar')`)
  await browser.press()
  await browser.until(`panel.textContent.includes('With your question: Sign in')`)
})

test('a site that was opened for good is read without a press, until it is taken back', async ({
  firefox: browser,
  site,
  entered,
}) => {
  await entered()
  await browser.until(`panel.textContent.includes('With your question: ')`)
  await browser.fill('textarea', 'What did I order?')
  await browser.click('Send')
  await browser.until(`all('.what .choice').length`)
  await browser.inPanel(`void all('.what .choice')[0].scrollIntoView({ block: 'center' })`)
  await browser.touch('Always allow on localhost')
  await browser.until(`!panel.textContent.includes('Always allow on')`)
  await browser.click('Cancel')
  await browser.click('Without the page')
  await browser.click('Settings')
  await browser.click('Back')
  await browser.until(`all('textarea').length`)
  expect(await browser.inPanel('panel.textContent'), 'a press counts once').not.toContain(
    'With your question',
  )
  await browser.visit(`${site.url}/order`)
  await browser.click('Use this page')
  await browser.until(`panel.textContent.includes('With your question: Your order at the kettle shop')`)
  await browser.click('Settings')
  await browser.until(`panel.textContent.includes('Sites that are always open')`)
  await browser.click('Remove')
  await browser.until(`!panel.textContent.includes('Sites that are always open')`)
  await browser.click('Back')
  await browser.until(`panel.textContent.includes('With your question: Your order at the kettle shop')`)
  await browser.click('Without the page')
  await browser.visit(`${site.url}/order`)
  await browser.click('Use this page')
  await browser.until(`panel.textContent.includes('click the icon of Atavus in the toolbar')`)
})

test('what runs in a tab for us cannot look at what is kept here', async ({ firefox: browser, entered }) => {
  await entered()
  await browser.press()
  await browser.until(`panel.textContent.includes('With your question: ')`)
  const kept = `(async () => {
    const [{ id }] = await view.browser.tabs.query({ active: true, currentWindow: true })
    const look = async () => {
      const areas = [browser.storage.local, browser.storage.session]
      const found = await Promise.all(areas.map(async area => area?.get().catch(() => null)))
      return JSON.stringify([found, (await indexedDB.databases()).map(({ name }) => name)])
    }
    return (await view.browser.scripting.executeScript({ target: { tabId: id }, func: look }))[0].result
  })()`
  const seen = await browser.inPanel<string>(kept)
  for (const ours of ['refresh', 'nora', 'access', 'atavus']) expect(seen).not.toContain(ours)
})
