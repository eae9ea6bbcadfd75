import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

/** The page's window, with what the script puts there and what the test keeps. */
type Page = typeof window & {
  heard: unknown[]
  atavus: { open(): void; close(): void; on(event: string, handler: (told: unknown) => void): void }
}

test('the page may open and close the chat and hears what happens, but never what is said', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await expect(chat.bubble).toBeVisible()
  await page.evaluate(() => {
    const own = window as unknown as Page
    own.heard = []
    for (const event of ['open', 'close', 'message', 'consent', 'withdrawn', 'error'])
      own.atavus.on(event, told => own.heard.push(told))
    own.atavus.open()
  })
  await expect(chat.field).toBeFocused()
  await chat.converse('How much is delivery to Austria?')
  await page.evaluate(() => (window as unknown as Page).atavus.close())
  await expect(chat.panel).toBeHidden()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as Page).heard))
    .toEqual([
      { event: 'open' },
      { event: 'consent' },
      { event: 'message', role: 'visitor' },
      { event: 'message', role: 'assistant' },
      { event: 'close' },
    ])
})
