import { panelOn } from './house/panel.ts'
import { asked, expect, tabOf, test } from './house/test.ts'

const onDisk = 'chrome.storage.local.get().then(all => JSON.stringify(all))'
const counting = Array.from({ length: 40 }, (_, at) => `word${at + 1} `)

test('from the first page to the first answer', async ({ server, entered }) => {
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

test('the worker ends in the middle of an answer, and nothing is lost', async ({
  chromium,
  server,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  server.answer = { words: counting, everyMs: 50 }
  await panel.ask('Count.')
  await expect(panel.answers.last()).toContainText('word5 ')
  await chromium.killWorker()
  await panel.answered()
  await expect(panel.answers.last().locator('.markdown')).toHaveText(counting.join('').trim())
})

test('a panel that was closed in the middle of an answer shows the whole of it when it is opened again', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  server.answer = { words: counting, everyMs: 60 }
  await panel.ask('Count.')
  await expect(panel.answers.last()).toContainText('word5 ')
  await chromium.closePanel()
  const page = tabOf(chromium, site)
  await chromium.press(page)
  const again = panelOn(await chromium.panel())
  await again.answered()
  await expect(again.answers.last().locator('.markdown')).toHaveText(counting.join('').trim())
  expect(asked(server)).toHaveLength(1)
})

test('an answer is stopped at the server, in the panel and by the key', async ({
  chromium,
  server,
  entered,
}) => {
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
  await chromium.inWorker(`chrome.commands.onCommand.dispatch('stop', {})`)
  await expect(second).toContainText('Stopped.')
  expect(server.calls.filter(({ path }) => path.endsWith('/stop'))).toHaveLength(2)
})

test('a draft outlives the panel, and a server that is away is said', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  await panel.ask('Are you there?')
  await panel.answered()
  await panel.field.fill('A long thought that is not finished')
  await expect.poll(() => chromium.inWorker(onDisk)).toContain('not finished')
  expect(await chromium.inWorker(onDisk)).not.toContain('Are you there?')
  await server.close()
  await chromium.closePanel()
  const page = tabOf(chromium, site)
  await chromium.press(page)
  const again = panelOn(await chromium.panel())
  await expect(again.field).toHaveValue('A long thought that is not finished')
  await expect(again.page.getByText('The server cannot be reached just now.')).toBeVisible()
  await expect(again.page.locator('.question')).toContainText('Are you there?')
  await expect(again.answers).toContainText('Yes.')
})

test('a citation leads to its passage in the page that was shared', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  server.answer = { words: ['By bicycle [1].'], everyMs: 5, passage: 2 }
  await panel.ask('How is the kettle delivered?')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await panel.answered()
  await panel.answers.locator('.sources a').click()
  const page = tabOf(chromium, site)
  await expect
    .poll(() => page.evaluate(() => String(getSelection())))
    .toContain('delivered within three days')
})

test('a prompt shares what it needs, and one’s own is typed by its name', async ({ server, entered }) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  await panel.button('Prompts').click()
  await expect(panel.field).toBeFocused()
  await expect(panel.button('/translate')).toBeVisible()
  await panel.field.fill('/s')
  await expect(panel.button('/translate')).toHaveCount(0)
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
  expect(asked(server).at(-1)!.body).toMatchObject({ text: 'In one sentence: why copper?' })
})
