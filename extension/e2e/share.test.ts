import { asked, askedWith, expect, tabOf, test } from './house/test.ts'

test('of a page exactly what stands on the sheet is sent, and the answer has its values back', async ({
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await expect(panel.page.getByText('With your question: Your order at the kettle shop')).toBeVisible()
  await panel.ask('Whom do I ask about delivery?')
  await expect(panel.sheet).toBeVisible()
  expect(asked(server), 'nothing leaves before the sheet was seen').toEqual([])
  await panel.page.getByLabel('I agree that what I share').check()

  const shown = await panel.sheet.locator('.passage').allTextContents()
  const [email = ''] = /\[EMAIL_\d+\]/.exec(shown.join()) ?? []
  server.answer = { words: ['Write to ', email.slice(0, 7), email.slice(7), '.'], everyMs: 20, passage: 2 }
  await panel.button('Send').click()
  await panel.answered()

  const [question] = asked(server)
  const { text, context } = askedWith(question!)
  expect(text).toBe('Whom do I ask about delivery?')
  expect(context).toMatchObject([
    { kind: 'page', origin: site.url, url: `${site.url}/order`, title: 'Your order at the kettle shop' },
  ])
  expect(context[0]!.passages.map(({ text }) => text)).toEqual(shown)
  const sent = JSON.stringify(question!.body)
  for (const secret of ['anna.k', '901820', 'Erika', 'Mustermann', 'HIDDEN', 'Home of the shop', 'Imprint'])
    expect(sent).not.toContain(secret)
  await expect(panel.answers.last().locator('.markdown')).toHaveText('Write to anna.k@posteo.de.')
})

test('what went along is told beneath its question word for word, also of a conversation in history', async ({
  chromium,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.ask('Whom do I ask, and what is the account for payment?')
  await panel.page.getByLabel('I agree that what I share').check()
  const shown = await panel.sheet.locator('.passage').allTextContents()
  await panel.button('Send').click()
  await panel.answered()
  const along = panel.page.locator('.question .along')
  const told = `Shared: ${shown.length} passages of ${new URL(site.url).host}`
  await expect(along.locator('summary')).toHaveText(told)
  await panel.button('New conversation').click()
  await expect(along).toHaveCount(0)
  await panel.button('History').click()
  await panel.page.locator('button.entry').click()
  await panel.button('Open').click()
  await expect(along.locator('summary')).toHaveText(told)
  await expect(along.locator('.passage').first()).toBeHidden()
  await along.locator('summary').click()
  expect(await along.locator('.passage').allTextContents()).toEqual(shown)
  const opened = chromium.context.waitForEvent('page')
  await along.getByRole('link').click()
  await expect.poll(async () => (await opened).url()).toBe(`${site.url}/order`)
})

test('a value that is switched goes as it is, and a passage that is left out does not go', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  await panel.ask('Whom do I ask, and what is the account for payment?')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.sheet.locator('.values .value').filter({ hasText: 'anna.k@posteo.de' }).click()
  const passages = panel.sheet.locator('.passages > li')
  await passages.filter({ hasText: 'Account' }).getByRole('checkbox').uncheck()
  await panel.button('Send').click()
  await panel.answered()
  const sent = JSON.stringify(asked(server)[0]!.body)
  expect(sent).toContain('anna.k@posteo.de')
  expect(sent).not.toContain('901820')
  expect(sent).not.toContain('IBAN')
})

test('a page that was not opened by a press is not read', async ({ chromium, site, entered }) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  const other = await chromium.visit(`${site.url.replace('localhost', '127.0.0.1')}/order`)
  await other.bringToFront()
  await panel.button('Use this page').click()
  await expect(panel.page.getByText('click the icon of Atavus in the toolbar')).toBeVisible()
  await chromium.press(other)
  await expect(panel.page.getByText('With your question: Your order')).toBeVisible()
})

test('a page that asks for a password is shared only after a second yes', async ({ server, entered }) => {
  const panel = await entered('/sign-in')
  await panel.ask('What is this?')
  await panel.page.getByLabel('I agree that what I share').check()
  await expect(panel.page.getByText('This page asks for a password, a code or a card.')).toBeVisible()
  await panel.button('Send').click()
  await expect(panel.sheet).toBeVisible()
  expect(asked(server)).toEqual([])
  await panel.page.getByLabel('Share it all the same').check()
  await panel.button('Send').click()
  await panel.answered()
  expect(asked(server)).toHaveLength(1)
})

test('a site that is never to be shared is guarded from then on', async ({ entered }) => {
  const panel = await entered()
  await panel.ask('What is this?')
  await panel.button('Never for localhost').click()
  await expect(panel.field).toHaveValue('What is this?')
  await panel.button('Send').click()
  await expect(panel.page.getByText('You have blocked this site.')).toBeVisible()
  await expect(panel.page.getByLabel('Share it all the same')).toBeVisible()
})

test('a menu asks about the selection, and about a link', async ({ chromium, site, entered }) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  const page = tabOf(chromium, site)
  const tab = `chrome.tabs.query({ active: true, lastFocusedWindow: true })`
  await page.locator('h1').selectText()
  await chromium.inWorker(
    `${tab}.then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'explain', selectionText: 'Your order' }, tab))`,
  )
  await expect(panel.sheet).toBeVisible()
  await expect(panel.sheet.locator('.passage')).toHaveText('Your order')
  await expect(panel.sheet).toContainText('Explain this.')
  await panel.button('Cancel').first().click()
  await chromium.inWorker(
    `${tab}.then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'link', linkUrl: 'https://other.example/tea?me=1', linkText: 'Tea' }, tab))`,
  )
  await expect(panel.page.getByText('With your question: Tea')).toBeVisible()
  await panel.ask('What may this be?')
  await expect(panel.sheet.locator('.address')).toHaveText('https://other.example/tea')
})

test('a page of any length is read, and no more of it than can be used', async ({
  chromium,
  site,
  entered,
}) => {
  const panel = await entered('/long')
  await expect(panel.page.getByText('With your question: Long')).toBeVisible()
  const page = tabOf(chromium, site)
  await chromium.press(page)
  await panel.page.getByText('Reading').waitFor({ state: 'hidden' })
  await panel.ask('What does paragraph 1234 tell of?')
  await expect(panel.page.getByText('The page is very long: only its beginning was read.')).toBeVisible()
  await expect(panel.sheet.locator('.passage').first()).toContainText('Paragraph 1234 ')
})

test('of several tabs each site is agreed to by itself, and all are masked together', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  const other = await chromium.visit(`${site.url.replace('localhost', '127.0.0.1')}/sign-in`)
  await chromium.press(other)
  await expect(panel.page.getByText('With your question: Sign in')).toBeVisible()
  await panel.button('Also: Your order at the kettle shop').click()
  await panel.ask('Where do I see my orders, and whom do I ask?')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.page.getByLabel('Share it all the same').check()
  await panel.page.getByLabel('Share this of http://127.0.0.1').check()
  await panel.button('Send').click()
  expect(asked(server), 'one site is not agreed to yet').toEqual([])
  await panel.page.getByLabel('Share this of http://localhost').check()
  const shown = await panel.sheet.locator('.passage').allTextContents()
  await panel.button('Send').click()
  await panel.answered()
  const { context } = askedWith(asked(server)[0]!)
  expect(context.map(({ url }) => new URL(url).pathname)).toEqual(['/sign-in', '/order'])
  expect(context.flatMap(({ passages }) => passages.map(({ text }) => text))).toEqual(shown)
})

test('of an address that may be a key only the site is sent, and its citation leads into the page all the same', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered('/order/invite/hG7kPq2?more=1')
  server.answer = { words: ['By bicycle [1].'], everyMs: 5, passage: 2 }
  await panel.ask('How is the kettle delivered?')
  const bare = panel.sheet.getByLabel('Send only the site')
  await expect(bare).toBeChecked()
  await expect(panel.sheet.locator('.address')).toHaveText(`${site.url}/`)
  await bare.uncheck()
  await expect(panel.sheet.locator('.address')).toHaveText(`${site.url}/order/invite/hG7kPq2`)
  await bare.check()
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await panel.answered()
  expect(asked(server)[0]!.body).toMatchObject({ context: [{ origin: site.url, url: `${site.url}/` }] })
  expect(JSON.stringify(server.calls)).not.toContain('hG7kPq2')
  await panel.answers.locator('.sources a').click()
  await expect
    .poll(() => tabOf(chromium, site).evaluate(() => String(getSelection())))
    .toContain('delivered within three days')
  expect(chromium.context.pages().filter(page => page.url() === `${site.url}/`)).toEqual([])
})

test('of an ordinary address the site alone is sent where its user wants that', async ({
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.ask('What is this?')
  const bare = panel.sheet.getByLabel('Send only the site')
  await expect(bare).not.toBeChecked()
  await bare.check()
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await panel.answered()
  expect(asked(server)[0]!.body).toMatchObject({ context: [{ url: `${site.url}/` }] })
})

test('a sheet that was asked for elsewhere leaves what is being written, and pressed twice it is sent once', async ({
  chromium,
  server,
  entered,
}) => {
  const panel = await entered()
  const summarize = () =>
    chromium.inWorker(
      `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => chrome.commands.onCommand.dispatch('summarize', tab))`,
    )
  await panel.button('Without the page').click()
  await panel.field.fill('A letter that is being written')
  await summarize()
  await expect(panel.sheet).toContainText('Summarize this page.')
  await panel.button('Cancel').last().click()
  await expect(panel.field).toHaveValue('A letter that is being written')
  await summarize()
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').dblclick()
  await expect(panel.field).toHaveValue('A letter that is being written')
  await panel.answered()
  expect(asked(server).map(call => askedWith(call).text)).toEqual(['Summarize this page.'])
})

test('to be put in other words, a question comes back with its masks', async ({ server, entered }) => {
  const panel = await entered()
  await panel.ask('What does anna.k@posteo.de say of delivery?')
  await panel.page.getByLabel('I agree that what I share').check()
  server.answer = { words: [], everyMs: 5, error: 'not_anonymized' }
  await panel.button('Send').click()
  await panel.button('Rephrase').click()
  const [first] = asked(server)
  await expect(panel.field).toHaveValue(askedWith(first!).text)
  await panel.button('Without the page').click()
  await panel.field.press('Enter')
  await expect.poll(() => asked(server).length).toBe(2)
  expect(JSON.stringify(asked(server).map(({ body }) => body))).not.toContain('anna.k')
})

test('a question that its masks make too long is not sent, and stays where it was written', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  const typed = 'a.b@posteo.de '.repeat(285).trim()
  await panel.ask(typed)
  await panel.page.getByLabel('I agree that what I share').check()
  await expect(panel.sheet).toContainText('characters too many')
  await expect(panel.button('Send')).toBeDisabled()
  await panel.button('Cancel').last().click()
  await expect(panel.field).toHaveValue(typed)
  await panel.button('Send').click()
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.sheet.locator('.values .value').filter({ hasText: 'a.b@posteo.de' }).click()
  await panel.button('Send').click()
  await panel.answered()
  expect(askedWith(asked(server)[0]!).text).toBe(typed)
})
