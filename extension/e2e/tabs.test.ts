import { type Panel, panelOn } from './house/panel.ts'
import { asked, askedWith, expect, tabOf, test } from './house/test.ts'
import { test as testInFirefox } from './house/test-firefox.ts'

const unreadable = 'The browser does not let extensions read this page.'
const pdf = 'PDF files cannot be read yet.'

/** Asks about the page, and agrees to what the sheet asks. */
async function askAbout(panel: Panel, question = 'How is the kettle delivered?') {
  await panel.ask(question)
  await panel.page.getByLabel('I agree that what I share').check()
  await expect(panel.sheet.locator('.passage').first()).toBeVisible()
}
const sentOf = ({ body }: { body: object }) => JSON.stringify(body)

test('a sheet keeps what was read when its page goes elsewhere, and the source is opened anew', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  const page = tabOf(chromium, site)
  await askAbout(panel)
  const shown = await panel.sheet.locator('.passage').allTextContents()
  await page.goto(`${site.url}/sign-in`)
  await chromium.killWorker()
  await expect(panel.sheet.locator('.passage')).toHaveText(shown)
  server.answer = { words: ['By bicycle [1].'], everyMs: 5, passage: 2 }
  await panel.button('Send').click()
  await panel.answered()
  const { context } = askedWith(asked(server)[0]!)
  expect(context[0]!.passages.map(({ text }) => text)).toEqual(shown)
  await expect(panel.page.getByText('With your question'), 'the page that was left').toHaveCount(0)
  const opened = chromium.context.waitForEvent('page')
  await panel.answers.locator('.sources a').click()
  await expect(await opened).toHaveURL(`${site.url}/order`)
})

test('a tab that is closed takes along what was attached, and leaves an open sheet', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  const other = await chromium.visit(`${site.url}/fields`)
  await chromium.press(other)
  await expect(panel.page.getByText('With your question: Write to the shop')).toBeVisible()
  await panel.ask('When does the shop answer?')
  await expect(panel.sheet).toBeVisible()
  await other.close()
  await expect(panel.sheet.locator('.passage').first()).toContainText('answers within a day')
  await panel.button('Cancel').first().click()
  await expect(panel.field).toHaveValue('When does the shop answer?')
  await expect(panel.page.getByText('With your question')).toHaveCount(0)
  await expect(panel.button('Use this page')).toBeVisible()
  expect(asked(server)).toEqual([])
})

test('a source that the page has no longer is said to be gone', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  const page = tabOf(chromium, site)
  server.answer = { words: ['By bicycle [1].'], everyMs: 5, passage: 2 }
  await askAbout(panel)
  await panel.button('Send').click()
  await panel.answered()
  // Hidden words lead nowhere, and are no place to jump to.
  await page.evaluate(`document.querySelector('main').style.display = 'none'`)
  await panel.answers.locator('.sources a').click()
  await expect(panel.page.getByText('The passage is no longer to be found on the page.')).toBeVisible()
  await page.evaluate(`document.querySelector('main').style.display = ''`)
  await panel.answers.locator('.sources a').click()
  await expect.poll(() => page.evaluate('String(getSelection())')).toContain('within three days')
  await expect(panel.page.getByText('no longer to be found')).toHaveCount(0)
})

test('a source is found in five million characters', async ({ chromium, server, site, entered }) => {
  const panel = await entered('/vast')
  const page = tabOf(chromium, site)
  await expect(panel.page.getByText('With your question: Vast')).toBeVisible()
  await askAbout(panel, 'What is paragraph 2345 about?')
  server.answer = { words: ['Kettles [1].'], everyMs: 5 }
  const first = (await panel.sheet.locator('.passage').first().textContent()) ?? ''
  expect(first).toContain('Paragraph 2345 ')
  await panel.button('Send').click()
  await panel.answered()
  const [passage] = askedWith(asked(server)[0]!).context[0]!.passages
  server.answer = { words: ['Kettles [1].'], everyMs: 5, passage: passage!.number }
  await askAgain(panel)
  await panel.answers.last().locator('.sources a').click()
  await expect.poll(() => page.evaluate('String(getSelection())')).toContain('copper kettle')
})

async function askAgain(panel: Panel) {
  await panel.ask('What is paragraph 2345 about?')
  await expect(panel.sheet.locator('.passage').first()).toBeVisible()
  await panel.button('Send').click()
  await expect(panel.answers).toHaveCount(2)
  await panel.answered()
}

test('two windows have a panel each, and what is asked in one stays there', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const first = await entered()
  const other = await chromium.visitApart(`${site.url}/fields`)
  await chromium.press(other)
  const panels = await chromium.panels(2)
  const titles = async (panel: Panel) => panel.page.locator('.attached').allTextContents()
  const both = panels.map(panelOn)
  await expect
    .poll(async () => (await Promise.all(both.map(titles))).flat().sort())
    .toEqual(['With your question: Write to the shop', 'With your question: Your order at the kettle shop'])
  const apart = (await titles(both[0]!))[0]?.includes('Write to the shop') ? both[0]! : both[1]!
  await apart.ask('When does the shop answer?')
  await apart.page.getByLabel('I agree that what I share').check()
  await apart.page.getByLabel('Share it all the same').check()
  await expect(first.sheet, 'the other window is left alone').toHaveCount(0)
  await apart.button('Send').click()
  await apart.answered()
  expect(asked(server)).toHaveLength(1)
  expect(sentOf(asked(server)[0]!)).toContain('answers within a day')
})

test('where nothing can be read the panel says so, and why', async ({ chromium, site, entered }) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  for (const [url, said] of [
    ['about:blank', unreadable],
    ['chrome://version/', unreadable],
    [`view-source:${site.url}/order`, unreadable],
    ['file:///etc/hostname', unreadable],
    [`${site.url}/paper`, pdf],
    [`${site.url}/paper.pdf`, pdf],
  ] as const) {
    const page = await chromium.visit(url)
    await chromium.press(page)
    await expect.soft(panel.page.locator('.attach [role=status]'), url).toHaveText(said)
    await page.close()
  }
})

testInFirefox(
  'where nothing can be read the sidebar says so, and why',
  async ({ firefox, site, entered }) => {
    await entered()
    await firefox.click('Without the page')
    for (const [url, said] of [
      ['about:blank', unreadable],
      ['about:config', unreadable],
      [`view-source:${site.url}/order`, unreadable],
      ['file:///etc/hostname', unreadable],
      // Its viewer does not tell what it shows, unless the address does.
      [`${site.url}/paper`, unreadable],
      [`${site.url}/paper.pdf`, pdf],
    ] as const) {
      await firefox.visit(url)
      await firefox.press()
      await expect.soft
        .poll(() => firefox.inPanel(`all('.attach [role=status]').map(one => one.textContent).join()`), {
          message: url,
          timeout: 5000,
        })
        .toBe(said)
    }
  },
)
