import { chatOn, wordsOf } from './house/chat.ts'
import { counting, saying } from './house/model.ts'
import { expect, test } from './house/test.ts'

test.use({ assistant: { model: 'ollama', quoteFallback: false }, knows: [] })

test('the answer grows on the screen while the model still writes', async ({ page, platform, site }) => {
  const { script, whole } = counting(50, 50)
  platform.upstream.play(script)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  await expect(chat.answers).toContainText('word5 ')
  await expect(chat.answers).toHaveAttribute('aria-busy', 'true')
  const early = await wordsOf(chat.answers)
  expect(whole.startsWith(early.trim())).toBe(true)
  expect(early.length).toBeLessThan(whole.length)
  await chat.answered()
  await expect(chat.answers.locator('.markdown')).toHaveText(whole)
  await expect(chat.answers.locator('.whereabouts')).toContainText('Answered by a model on our server')
})

test('a stopped answer keeps what was shown and says so, the model is cut, and the question can be asked again', async ({
  page,
  platform,
  site,
}) => {
  platform.upstream.play(counting(400, 40).script)
  const before = platform.upstream.requests.length
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  await expect(chat.answers).toContainText('word8 ')
  await chat.button('Stop answering').click()
  await chat.answered()
  expect(await platform.upstream.requests[before]?.ended).toBe('broken')
  await expect(chat.answers).toContainText('Stopped.')
  const part = await wordsOf(chat.answers)
  expect(part).toContain('word8')

  await page.reload()
  await expect(chat.answers).toContainText('Stopped.')
  expect(await wordsOf(chat.answers)).toBe(part)

  platform.upstream.play(saying('One, two, three.'))
  await chat.button('Ask again').click()
  await expect(chat.questions).toHaveText([/Count for me/, /Count for me/])
  await expect(chat.answers.last()).toContainText('One, two, three.')
})

test('a page that is loaded anew in the middle of an answer goes on with it, and no word is lost or doubled', async ({
  page,
  platform,
  site,
}) => {
  const { script, whole } = counting(70, 50)
  platform.upstream.play(script)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  await expect(chat.answers).toContainText('word10 ')
  await page.reload()
  await expect(chat.answers).toContainText('word12 ')
  await expect(chat.answers).toHaveAttribute('aria-busy', 'true')
  await page.goto(`${site.origin}/en/returns`)
  await chat.answered()
  await expect(chat.answers.locator('.markdown')).toHaveText(whole)
  await expect(chat.questions).toHaveCount(1)
})

test('a tab that was opened from the first one tells the same conversation, and breaks nothing', async ({
  page,
  context,
  platform,
  site,
}) => {
  const { script, whole } = counting(60, 50)
  platform.upstream.play(script)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.ask('Count for me')
  await chat.agree()
  await expect(chat.answers).toContainText('word5 ')
  const [second] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void open(location.href)),
  ])
  const other = chatOn(second)
  await expect(other.answers).toContainText('word8 ')
  await chat.answered()
  await other.answered()
  await expect(chat.answers.locator('.markdown')).toHaveText(whole)
  await expect(other.answers.locator('.markdown')).toHaveText(whole)
})

test('a model that is busy or breaks off is told in words, and the part that came is kept', async ({
  page,
  platform,
  site,
}) => {
  platform.upstream.play({ status: 429, steps: [] })
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse('Are you there?')
  await expect(chat.answers).toContainText('The model is busy just now.')

  platform.upstream.play({ steps: [{ text: 'I begin, ' }, { waitMs: 300 }, { cut: true }] })
  await chat.button('Ask again').click()
  await expect(chat.answers).toHaveCount(2)
  await chat.answered()
  await expect(chat.answers.last()).toContainText('I begin,')
  await expect(chat.answers.last()).toContainText('The model is not available just now.')

  platform.upstream.play(saying('Now I am.'))
  await chat.button('Ask again').click()
  await expect(chat.answers.last()).toContainText('Now I am.')
})
