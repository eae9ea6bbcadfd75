import type { Conversations } from '../../backend/contract/src/console.ts'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

const question = 'How much is delivery to Austria?'

test('when the owner names another controller the visitor is asked anew, and keeps what was typed', async ({
  page,
  seen,
  desk,
  site,
}) => {
  seen.expect(/status of 409/)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await desk.goto(`/assistants/${site.assistant.id}/settings`)
  await desk.getByLabel('Who is responsible').fill('The New Shop Ltd')
  await desk.getByRole('button', { name: 'Save changes' }).click()
  await expect(desk.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()

  await chat.ask('And how long may I think about it?')
  await expect(chat.notice).toContainText('The New Shop Ltd')
  await expect(chat.notice.getByRole('alert')).toHaveText('The notice has changed. Please read it again.')
  await expect(chat.panel).toContainText('And how long may I think about it?')
  await chat.agree()
  await chat.answered()
  await expect(chat.questions.last()).toContainText('And how long may I think about it?')
})

test('what the owner tries out in the preview is answered and is not in the log', async ({
  desk,
  owner,
  site,
}) => {
  await desk.goto(`/assistants/${site.assistant.id}/preview`)
  const chat = desk.locator('.atavus-chat')
  await expect(desk.getByText('Preview – not in the log')).toBeVisible()
  await chat.locator('textarea').fill(question)
  await chat.locator('textarea').press('Enter')
  await chat.locator('[name=adult]').check()
  await chat.getByRole('button', { name: 'Agree and send' }).click()
  await expect(chat.locator('li.answer')).toHaveAttribute('aria-busy', 'false')
  await expect(chat.locator('li.answer')).toContainText('€8.90')
  const path = `/v1/conversations?assistant=${site.assistant.id}`
  expect((await owner.call<ReturnType<typeof Conversations.parse>>('GET', path)).items).toEqual([])
  expect(await desk.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
})

test('the log is filtered by assistant and day, and a filter stands in the address', async ({
  page,
  desk,
  site,
}) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await desk.goto('/conversations')
  await desk.getByLabel('Assistant').selectOption(site.assistant.id)
  await desk.getByRole('button', { name: 'Filter' }).click()
  await expect(desk).toHaveURL(new RegExp(`assistant=${site.assistant.id}`))
  await expect(desk.getByRole('table').getByRole('link')).toHaveText([question])
  await desk.getByLabel('Day').fill('2020-01-01')
  await desk.getByRole('button', { name: 'Filter' }).click()
  await expect(desk.getByRole('heading', { name: 'Nothing fits' })).toBeVisible()
  await desk.goBack()
  await expect(desk.getByRole('table').getByRole('link')).toHaveText([question])
})

test('a thumb that a visitor gave stands in the log', async ({ page, desk, site }) => {
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.converse(question)
  await chat.button('Bad answer').click()
  await expect(chat.button('Bad answer')).toHaveAttribute('aria-pressed', 'true')
  await desk.goto(`/conversations?assistant=${site.assistant.id}`)
  await desk.getByRole('link', { name: question }).click()
  await expect(desk.locator('.transcript')).toContainText('The visitor found it unhelpful')
  await page.reload()
  await expect(chat.button('Bad answer')).toHaveAttribute('aria-pressed', 'true')
})

test('an assistant that is deleted answers nobody any more', async ({ page, seen, desk, site }) => {
  seen.expect(/status of 40[13]|CORS|ERR_FAILED/)
  await desk.goto(`/assistants/${site.assistant.id}/settings`)
  await desk.getByRole('button', { name: 'Delete assistant…' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Fen')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(dialog).toContainText('This is not the name of the assistant.')
  await dialog.getByRole('textbox').fill('Fenn')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(dialog.getByRole('link', { name: 'Download the receipt' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(desk).toHaveURL(/\/assistants$/)
  const chat = chatOn(page)
  await page.goto(site.origin)
  await chat.bubble.click()
  await expect(chat.panel.getByRole('alert')).toBeVisible()
  await expect(chat.field).toHaveCount(0)
})

test('settings that are left unsaved are not lost without a question', async ({ desk, site }) => {
  await desk.goto(`/assistants/${site.assistant.id}/settings`)
  await desk.getByLabel('Greeting').fill('Ahoy')
  await expect(desk.getByRole('status').filter({ hasText: 'Unsaved changes' })).toBeVisible()
  await desk.getByRole('button', { name: 'Discard' }).click()
  await expect(desk.getByLabel('Greeting')).toHaveValue('')
  await expect(desk.getByRole('button', { name: 'Save changes' })).toBeDisabled()
})
