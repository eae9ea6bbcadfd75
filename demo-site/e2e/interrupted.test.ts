import { chatOn, wordsOf } from './house/chat.ts'
import { openLine } from './house/line.ts'
import { counting, saying } from './house/model.ts'
import { openSite } from './house/owner.ts'
import { expect, test } from './house/test.ts'

const slow = { model: 'ollama', quoteFallback: false } as const
/** How browsers put a connection that broke. */
const broken = /net::ERR_(CONNECTION|EMPTY|INCOMPLETE|INTERNET|SOCKET)_/

test.use({ assistant: slow, knows: [] })

test('whoever goes offline in the middle of an answer is told, and finds all of it when back', async ({
  page,
  context,
  seen,
  platform,
  owner,
}) => {
  seen.expect(broken)
  const line = await openLine(platform.url)
  const site = await openSite(owner, line.url, slow, [])
  const { script, whole } = counting(70, 50)
  platform.upstream.play(script)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  await expect(chat.answers).toContainText('word8 ')
  line.cut()
  await context.setOffline(true)
  await expect(chat.panel.locator('.status')).toContainText('You are offline.')
  await page.waitForTimeout(500)
  line.mend()
  await context.setOffline(false)
  await chat.answered()
  await expect(chat.answers.locator('.markdown')).toHaveText(whole)
  await expect(chat.panel.locator('.status')).toHaveCount(0)
  await Promise.all([site.close(), line.close()])
})

test('a line that breaks again and again in the middle of an answer loses and doubles no word', async ({
  page,
  seen,
  platform,
  owner,
}) => {
  seen.expect(broken)
  const line = await openLine(platform.url)
  const site = await openSite(owner, line.url, slow, [])
  const { script, whole } = counting(90, 40)
  platform.upstream.play(script)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  for (const word of ['word8 ', 'word30 ', 'word60 ']) {
    await expect(chat.answers).toContainText(word)
    line.cut()
    line.mend()
  }
  await chat.answered()
  await expect(chat.answers.locator('.markdown')).toHaveText(whole)
  await Promise.all([site.close(), line.close()])
})

test('when the server is killed in the middle of an answer, that is told, the part is kept, and asking again works', async ({
  page,
  seen,
  platform,
  site,
}) => {
  seen.expect(broken)
  platform.upstream.play(counting(600, 40).script)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  await expect(chat.answers).toContainText('word12 ')
  await platform.kill()
  await expect(chat.panel.locator('.status')).toContainText('Reconnecting')
  const shown = await wordsOf(chat.answers)
  await platform.start()
  await chat.answered()
  await expect(chat.answers).toContainText('The answer was interrupted.')
  expect(await wordsOf(chat.answers)).toContain(shown.trim())

  await page.reload()
  await expect(chat.answers).toContainText('The answer was interrupted.')
  platform.upstream.play(saying('One, two, three.'))
  await chat.button('Ask again').click()
  await expect(chat.answers.last()).toContainText('One, two, three.')
})

test('a question that the server did not take stays, and is sent once when tried again', async ({
  page,
  seen,
  platform,
  site,
}) => {
  seen.expect(/status of 503/)
  platform.upstream.play(saying('Here I am.'))
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse('Are you there?')
  await page.route('**/v1/chat/messages', route =>
    route.fulfill({
      status: 503,
      headers: { 'access-control-allow-origin': site.origin, 'content-type': 'application/problem+json' },
      body: JSON.stringify({ type: 'about:blank', title: 'busy', status: 503, code: 'busy' }),
    }),
  )
  await chat.ask('And now?')
  await expect(chat.panel).toContainText('Not sent. Many people are asking just now.')
  await page.unroute('**/v1/chat/messages')
  const before = platform.upstream.requests.length
  await chat.button('Try again').click()
  await expect(chat.answers).toHaveCount(2)
  await chat.answered()
  await expect(chat.questions).toHaveText([/Are you there\?/, /And now\?/])
  expect(platform.upstream.requests.length).toBe(before + 1)
})
