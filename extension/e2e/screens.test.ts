import { AxeBuilder } from '@axe-core/playwright'
import { loadWords } from '../src/words/words.ts'
import { panelOn, speaking } from './house/panel.ts'
import { expect, test } from './house/test.ts'

for (const language of ['en', 'ar'])
  test(`every screen of the panel is accessible in ${language}, light and dark, and 320 pixels suffice`, async ({
    chromium,
    server,
    site,
  }) => {
    test.setTimeout(180_000)
    const { words } = await loadWords(language)
    server.consented = false
    server.allowed = false
    const shop = await chromium.visit(`${site.url}/order`)
    await chromium.press(shop)
    const panel = panelOn(await chromium.panel())
    const { page } = panel
    await speaking(page, language)
    const holds = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        )
        expect(found, `${name}, ${colorScheme}`).toEqual([])
      }
      for (const width of [320, 400]) {
        await page.setViewportSize({ width, height: 700 })
        expect(await beyond(), `${name}, wider than ${width} pixels`).toEqual([])
      }
    }
    /** What reaches beyond the panel at its side. */
    const beyond = () =>
      page.evaluate(() => {
        const root = document.querySelector('atavus-panel')!.shadowRoot!
        const wide = document.documentElement.clientWidth
        return [...root.querySelectorAll('*')]
          .filter(element => {
            const { left, right, width, height } = element.getBoundingClientRect()
            return width > 1 && height > 1 && (right > wide + 1 || left < -1)
          })
          .map(({ tagName, className }) => `${tagName} ${className}`)
      })

    await holds('first page')
    await page.getByLabel(words.first.agree).check()
    await panel.button(words.first.go).click()
    await holds('sign in')
    await page.getByLabel(words.server.label).fill(server.url)
    await panel.button(words.signIn.go).click()
    await expect(page.getByText('KXTR-4821')).toBeVisible()
    await holds('code')
    server.allowed = true
    await expect(panel.field).toBeVisible()
    await shop.bringToFront()
    await holds('welcome')
    await panel.ask('Whom do I ask about delivery, and how do I pay?')
    await panel.sheet.locator('.values .value').first().click()
    await panel.sheet.locator('.passages [type=checkbox]').last().uncheck()
    await holds('share sheet')
    await page.getByLabel(words.sheet.agree(new URL(server.url).host)).check()
    await panel.button(words.sheet.send).click()
    await expect(page.getByLabel('I am 18 or older')).toBeVisible()
    await holds('consent')
    server.answer = { words: ['# By bicycle\n\n', '- one\n- two [1]'], everyMs: 5, passage: 2 }
    await page.getByLabel('I am 18 or older').check()
    await panel.button('I agree').click()
    await panel.answered()
    await page.locator('.along summary').click()
    await holds('answer, with what was shared')
    await panel.button(words.room.history).click()
    await page.locator('button.entry').first().click()
    await expect(panel.button(words.history.share)).toBeVisible()
    await holds('history')
    await panel.button(words.history.open).click()
    await expect(page.locator('.along summary')).toBeVisible()
    await holds('a conversation of history')
    await panel.button(words.room.settings).click()
    await expect(panel.button(words.settings.out)).toBeVisible()
    await holds('settings')
  })
