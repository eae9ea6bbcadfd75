import { AxeBuilder } from '@axe-core/playwright'
import { panelOn } from './house/panel.ts'
import { expect, test } from './house/test.ts'

test('every screen of the panel is accessible, light and dark, and 320 pixels suffice', async ({
  chromium,
  server,
  site,
}) => {
  test.setTimeout(180_000)
  server.consented = false
  server.allowed = false
  const shop = await chromium.visit(`${site.url}/order`)
  await chromium.press(shop)
  const panel = panelOn(await chromium.panel())
  const { page } = panel
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
  await page.getByLabel('I understand and agree').check()
  await panel.button('Continue').click()
  await holds('sign in')
  await page.getByLabel('Server').fill(server.url)
  await panel.button('Sign in').click()
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
  await page.getByLabel('I agree that what I share').check()
  await panel.button('Send').click()
  await expect(page.getByLabel('I am 18 or older')).toBeVisible()
  await holds('consent')
  server.answer = { words: ['# By bicycle\n\n', '- one\n- two [1]'], everyMs: 5, passage: 2 }
  await page.getByLabel('I am 18 or older').check()
  await panel.button('I agree').click()
  await panel.answered()
  await holds('answer')
  await panel.button('History').click()
  await page.locator('button.entry').first().click()
  await expect(panel.button('Share with the workspace')).toBeVisible()
  await holds('history')
  await panel.button('Back').click()
  await panel.button('Settings').click()
  await expect(panel.button('Sign out')).toBeVisible()
  await holds('settings')
})
