import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'
import { watchOver } from './house/watch.ts'

test('P7.3: with storage that throws the chat answers all the same', async ({ page, platform }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
  })
  await chats(page, platform.shop)
})

test('P7.3: with storage that is full the chat answers all the same', async ({ page, platform }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  })
  await chats(page, platform.shop)
})

test('P7.3: in a browser that blocks all cookies and site data the chat answers all the same', async ({
  playwright,
  launchOptions,
  platform,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-profile-'))
  await mkdir(join(folder, 'Default'))
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(blocked))
  const context = await playwright.chromium.launchPersistentContext(folder, launchOptions)
  const watch = await watchOver(context)
  const page = await context.newPage()
  await page.goto(platform.shop)
  const denied = await page.evaluate(() => {
    try {
      return `${sessionStorage.length} entries`
    } catch (error) {
      return (error as Error).name
    }
  })
  expect(denied).toBe('SecurityError')
  await chats(page, platform.shop)
  await watch.verify()
  await context.close()
  await rm(folder, { recursive: true, force: true })
})

async function chats(page: Page, shop: string) {
  const chat = chatOn(page)
  await page.goto(shop)
  await chat.converse('How much is delivery to Austria?')
  await expect(chat.answers).toContainText('€8.90')
  await chat.button('Close chat').click()
  await chat.open()
  await chat.ask('And how long do I have to return something?')
  await expect(chat.answers).toHaveCount(2)
  await chat.answered()
  await chat.button('Privacy').click()
  await chat.panel.getByRole('button', { name: /Delete my conversations/ }).click()
  await chat.button('Delete').click()
  await expect(chat.panel.getByRole('status')).toContainText('Deleted: 4 messages.')
}
