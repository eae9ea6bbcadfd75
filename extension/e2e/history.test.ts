import { readFile } from 'node:fs/promises'
import { type Panel, panelOn } from './house/panel.ts'
import { expect, tabOf, test } from './house/test.ts'

const entries = ({ page }: Panel) => page.locator('button.entry')
/** Asks about the page, with an address in the question. */
async function askAboutAnna(panel: Panel) {
  await panel.ask('What does anna.k@posteo.de say?')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await panel.answered()
}
async function askForTea(panel: Panel) {
  await panel.button('Without the page').click()
  await panel.ask('Tea?')
  await panel.answered()
}
/** Shows in History what can be done with the one conversation. */
async function unfold(panel: Panel) {
  await panel.button('History').click()
  await entries(panel).click()
  await expect(panel.button('Share with the workspace')).toBeVisible()
}

test('the list and a saved file have the values back that were replaced', async ({ server, entered }) => {
  const panel = await entered()
  await askAboutAnna(panel)
  expect(JSON.stringify(server.calls)).not.toContain('anna.k')
  await panel.button('History').click()
  await expect(entries(panel)).toContainText('What does anna.k@posteo.de say?')
  await entries(panel).click()
  const saved = panel.page.waitForEvent('download')
  await panel.button('Save as JSON').click()
  const { messages } = JSON.parse(await readFile(await (await saved).path(), 'utf8'))
  expect(messages[0].text).toBe('What does anna.k@posteo.de say?')
})

test('what is deleted in history leaves another conversation, and its answer, as they are', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  await panel.ask('An old question')
  await panel.answered()
  await panel.button('New conversation').click()
  server.answer = { words: Array.from({ length: 40 }, (_, at) => `word${at + 1} `), everyMs: 60 }
  const { promise: held, resolve: begun } = Promise.withResolvers<void>()
  server.before = async door => (door.endsWith('/messages') ? void (await held) : undefined)
  await panel.ask('Count.')
  await expect(panel.page.getByText('Count.').first()).toBeVisible()
  // The answer is on its way, and of no conversation yet that anybody knows.
  await panel.button('History').click()
  await entries(panel).click()
  await panel.button('Delete').click()
  await panel.page.locator('form.confirm').getByRole('button', { name: 'Delete' }).click()
  await expect(entries(panel)).toHaveCount(0)
  begun()
  await panel.button('Back').click()
  await panel.answered()
  await expect(panel.answers.last()).toContainText('word40')
  expect(server.calls.filter(({ path }) => path.endsWith('/stop'))).toEqual([])
})

test('the words that are typed last count, whichever answer comes last', async ({ server, entered }) => {
  const panel = await entered()
  const { page } = panel
  await panel.button('Without the page').click()
  await panel.ask('Tea?')
  await panel.answered()
  const { promise: held, resolve: late } = Promise.withResolvers<void>()
  server.before = async door => (door.endsWith('query=T') ? void (await held) : undefined)
  await panel.button('History').click()
  await expect(entries(panel)).toContainText('Tea?')
  const arrived = page.waitForResponse(response => response.url().endsWith('query=T'))
  await page.getByRole('searchbox').fill('T')
  await expect.poll(() => server.calls.some(({ path }) => path.endsWith('query=T'))).toBe(true)
  await page.getByRole('searchbox').fill('Coffee')
  await expect(page.getByText('Nothing was found.')).toBeVisible()
  late()
  await (await arrived).finished()
  // What it would have shown stands there after this.
  await page.evaluate(`chrome.storage.session.get().then(() => new Promise(requestAnimationFrame))`)
  await page.evaluate(`new Promise(requestAnimationFrame)`)
  await expect(page.getByText('Nothing was found.')).toBeVisible()
  await expect(entries(panel)).toHaveCount(0)
})

test('of a conversation that cannot be opened it is said why, and the list stays; one that is gone goes from it', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  const { page } = panel
  const problem = page.locator('.rights > .problem')
  await askForTea(panel)
  await panel.button('New conversation').click()
  await unfold(panel)
  server.before = async door => (door.includes('/conversations/') ? 'busy' : undefined)
  // In a list that is longer than the panel.
  await page.locator('.rights').evaluate(list => Object.assign(list.style, { flex: 'none', height: '120px' }))
  await panel.button('Open').click()
  await expect(problem).toHaveText('Many people are asking just now. Please try again shortly.')
  await expect(problem).toBeInViewport({ ratio: 1 })
  server.before = async () => undefined
  await panel.button('Open').click()
  await expect(panel.answers).toContainText('Yes.')
  await unfold(panel)
  server.before = async door => (door.includes('/conversations/') ? 'not_found' : undefined)
  await panel.button('Open').click()
  await expect(problem).toHaveText('Nothing was found.')
  await expect(entries(panel)).toHaveCount(0)
  await panel.button('Back').click()
  await expect(panel.answers).toHaveCount(0)
})

test('a conversation with an assistant that may not be asked any more is said to be over, and no other is shown for it', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const first = await entered()
  await askForTea(first)
  await chromium.closePanel()
  server.left = true
  await chromium.press(tabOf(chromium, site))
  const panel = panelOn(await chromium.panel())
  await expect(panel.page.getByText('No assistant yet')).toBeVisible()
  await panel.button('History').click()
  await entries(panel).click()
  await panel.button('Open').click()
  await expect(panel.page.locator('.rights > .problem')).toHaveText(
    'This chat is not set up, or no longer available.',
  )
  await expect(entries(panel)).toBeVisible()
})

test('a conversation that is being opened does not come over what its user does instead', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  await askForTea(panel)
  await panel.button('New conversation').click()
  await unfold(panel)
  const { promise: held, resolve: late } = Promise.withResolvers<void>()
  server.before = async door => (door.includes('/conversations/') ? void (await held) : undefined)
  const fetched = panel.page.waitForResponse(response => response.url().includes('/conversations/'))
  await panel.button('Open').click()
  await panel.button('Back').click()
  await panel.button('Settings').click()
  late()
  await (await fetched).finished()
  // What it would have shown stands there after this.
  await panel.page.evaluate(`chrome.storage.session.get().then(() => new Promise(requestAnimationFrame))`)
  await panel.page.evaluate(`new Promise(requestAnimationFrame)`)
  await panel.button('Back').click()
  await expect(panel.answers).toHaveCount(0)
})

test('a conversation that is shared says who can read it where one writes, and the sheet waits until that is known', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  await panel.ask('First')
  await panel.answered()
  server.readers = [{ username: 'boss', role: 'owner' }]
  await chromium.closePanel()
  await chromium.press(tabOf(chromium, site))
  const again = panelOn(await chromium.panel())
  const said = 'You share this conversation. Shared, it can be read by \u2068boss\u2069 (owner).'
  await expect(again.page.getByText(said)).toBeVisible()
  server.before = async door => (door.includes('/conversations/') ? 'busy' : undefined)
  await again.ask('And this?')
  await expect(again.sheet.locator('.passage').first()).toBeVisible()
  await expect(again.sheet.getByText('Many people are asking just now.')).toBeVisible()
  await again.page.getByLabel('I agree that what I share').check()
  await expect(again.button('Send')).toBeDisabled()
  server.before = async () => undefined
  await again.button('Try again').click()
  await expect(again.sheet.getByText(said)).toBeVisible()
  await again.button('Send').click()
  await again.answered()
  await expect(again.page.getByText(said)).toBeVisible()
})

test('a server that was away is known to be back as soon as it answers', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  await entered()
  await chromium.closePanel()
  server.before = async door => (door.includes('/assistants?') ? 'busy' : undefined)
  await chromium.press(tabOf(chromium, site))
  const panel = panelOn(await chromium.panel())
  const away = panel.page.getByText('The server cannot be reached just now.')
  await expect(away).toBeVisible()
  server.before = async () => undefined
  await panel.button('Without the page').click()
  await panel.ask('Are you there?')
  await panel.answered()
  await expect(away).toHaveCount(0)
})

test('a link is guarded for the page that it stands on', async ({ chromium, entered }) => {
  const panel = await entered()
  await panel.ask('What?')
  await panel.button(/^Never for/).click()
  await panel.button('Without the page').click()
  const inFront = `chrome.tabs.query({ active: true, lastFocusedWindow: true })`
  await chromium.inWorker(
    `${inFront}.then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'link', linkUrl: 'https://other.example/', linkText: 'The merger' }, tab))`,
  )
  await expect(panel.page.locator('.attached')).toContainText('The merger')
  await panel.ask('What is this?')
  await expect(panel.sheet.locator('.guards')).toContainText('You have blocked this site.')
})
