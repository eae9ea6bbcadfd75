import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

test('on a site that copied the tag the chat says that it may not be used there, and stores nothing', async ({
  page,
  seen,
  platform,
}) => {
  seen.expect(/status of 403|CORS policy|ERR_FAILED/)
  const chat = chatOn(page)
  await page.goto(platform.refused)
  await chat.bubble.click()
  await expect(chat.panel).toContainText('This chat may not be used on this site.')
  await expect(chat.field).toHaveCount(0)
  await expect(chat.button('Try again')).toHaveCount(0)
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  await chat.button('Close chat').click()
  await expect(chat.bubble).toBeFocused()
})

test('who refuses the notice keeps the typed words, and nothing was sent or stored', async ({
  page,
  seen,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/en/returns`)
  await chat.ask('Can I bring it back after 31 days?')
  await chat.notice.getByRole('button', { name: 'No, thanks' }).click()
  await expect(chat.field).toHaveValue('Can I bring it back after 31 days?')
  await expect(chat.questions).toHaveCount(0)
  await chat.button('Privacy').click()
  await expect(chat.panel).toContainText('No consent stands: nothing that you type here is sent or stored.')
  const asked = seen.requests.filter(address => address.startsWith(`${platform.url}/v1/`))
  expect(asked.map(address => new URL(address).pathname)).toEqual(['/v1/chat/assistant'])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
})

test('a chat that cannot be reached says so and opens when it is there again', async ({
  page,
  seen,
  platform,
}) => {
  seen.expect(/ERR_FAILED/)
  const chat = chatOn(page)
  await page.goto(platform.shop)
  const ways = /\/(v1\/chat\/assistant|healthz)/
  await page.route(ways, route => route.abort())
  await chat.bubble.click()
  await expect(chat.panel).toContainText('The server could not be reached.')
  await page.unroute(ways)
  await chat.button('Try again').click()
  await expect(chat.field).toBeVisible()
})

test('a chat whose code does not arrive leaves a button that tries again', async ({
  page,
  seen,
  platform,
}) => {
  seen.expect(/ERR_FAILED|dynamically imported/)
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await page.route('**/widget/chat-*', route => route.abort())
  await chat.bubble.click()
  await expect(chat.bubble).toHaveAccessibleName('Ask the shop: not loaded. Try again')
  await page.unroute('**/widget/chat-*')
  await chat.bubble.click()
  await expect(chat.field).toBeVisible()
})
