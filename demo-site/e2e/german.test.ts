import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

test('on the German pages the chat speaks German: button, notice, answer, sources', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/de`)
  await expect(chat.bubble).toHaveText('Den Laden fragen')
  await chat.ask('Was kostet der Versand nach Österreich?')
  await expect(chat.panel).toHaveAttribute('lang', 'de')
  await expect(chat.notice).toContainText('Fenn ist ein automatischer Assistent, kein Mensch.')
  await expect(chat.notice).toContainText('nach 30 Tagen gelöscht')
  await expect(chat.button('Zustimmen und senden')).toBeVisible()
  await chat.agree()
  await chat.answered()
  await expect(chat.answers).toContainText('8,90 €')
  await expect(chat.answers.locator('.sources a').first()).toHaveAttribute(
    'href',
    `${platform.shop}/de/lieferung`,
  )
  await expect(chat.panel).toContainText('Sie sprechen mit einer KI')
})

test('whoever asks what the pages do not answer is told so, without a guess', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/de`)
  await chat.converse('Wie hoch ist der Kölner Dom?')
  await expect(chat.answers).toContainText('finde ich darauf keine Antwort')
  await expect(chat.answers.locator('.sources')).toHaveCount(0)
})
