import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { Chromium } from '../house/chromium.ts'
import { type Panel, panelOn, speaking } from '../house/panel.ts'
import type { Played } from '../house/server.ts'
import type { Story } from './stories.ts'

/** A page with the panel beside it, in the middle of a story. */
export interface Scene {
  page: Page
  panel: Panel
  server: Played
  story: Story
}

/** In pixels: the two fill a picture of 1280 × 800, with a line between them. */
export const sizes = { page: { width: 879, height: 800 }, panel: { width: 400, height: 800 } }

const names = { chat: 'https://chat.example', shop: 'https://fennelandfjord.example' }

export async function started(browser: Chromium, server: Played, shop: string, story: Story): Promise<Scene> {
  const { words } = story
  await passOn(browser.context, names.shop, shop)
  const page = await browser.visit(names.shop + story.path)
  await page.setViewportSize(sizes.page)
  await browser.press(page)
  const panel = panelOn(await browser.panel())
  await passOn(panel.page.context(), names.chat, server.url)
  await speaking(panel.page, story.language)
  await panel.page.setViewportSize(sizes.panel)
  await panel.page.getByLabel(words.first.agree).check()
  await panel.button(words.first.go).click()
  await panel.page.getByLabel(words.server.label).fill(names.chat)
  await panel.button(words.signIn.go).click()
  await panel.field.waitFor()
  await page.bringToFront()
  return { page, panel, server, story }
}

/** Lets a server of ours answer for a name that people can read. */
async function passOn(context: BrowserContext, name: string, to: string): Promise<void> {
  await context.route(`${name}/**`, async route => {
    const url = route.request().url().replace(name, to)
    await route.fulfill({ response: await route.fetch({ url }) })
  })
}

const citedOn = (panel: Panel, { cited }: Story) =>
  panel.sheet.locator('.passages > li').filter({ hasText: cited })

/** The sheet that shows what would be sent. */
export async function sheet({ panel, story }: Scene): Promise<void> {
  await panel.ask(story.question)
  await panel.sheet.locator('.passage').first().waitFor()
  // Where the page speaks another language, no word tells which passages a question needs.
  if ((await citedOn(panel, story).count()) === 0) await panel.button(story.words.sheet.whole).click()
  // From here on one sees what is replaced, and how it then stands in the text.
  const replaced = panel.sheet.getByRole('heading', { name: story.words.sheet.masks })
  await replaced.evaluate(heading => heading.scrollIntoView({ block: 'start' }))
}

/** The answer, and the passage that it rests on marked in the page. */
export async function answered({ page, panel, server, story }: Scene): Promise<void> {
  const shown = await panel.sheet.locator('.passage').allTextContents()
  const [email = ''] = /\[EMAIL_\d+\]/.exec(shown.join()) ?? []
  const words = story.answer.map(part => part.replace('{EMAIL}', email))
  const cited = citedOn(panel, story).locator('label')
  const [number] = /\d+/.exec((await cited.textContent()) ?? '') ?? []
  server.answer = { words, everyMs: 5, passage: Number(number) }
  await panel.page.getByLabel(story.words.sheet.agree(new URL(names.chat).host)).check()
  await panel.button(story.words.sheet.send).click()
  await panel.answered()
  await panel.answers.last().locator('.sources a').click()
  await expect.poll(() => page.evaluate(() => String(getSelection()))).not.toBe('')
  // The page glides to it, for less than this.
  await page.waitForTimeout(1500)
}

/** The settings, in the dark. */
export async function settled({ page, panel, story }: Scene): Promise<void> {
  await panel.button(story.words.room.settings).click()
  await panel.button(story.words.settings.out).waitFor()
  for (const one of [page, panel.page]) await one.emulateMedia({ colorScheme: 'dark' })
}
