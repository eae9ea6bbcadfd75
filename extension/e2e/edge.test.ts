import { openChromium } from './house/chromium.ts'
import { panelOn } from './house/panel.ts'
import { asked, expect, places as test } from './house/test.ts'

test('the build for Edge opens beside a page and answers about it', async ({ server, site }) => {
  const edge = await openChromium({ target: 'edge' })
  try {
    const page = await edge.visit(`${site.url}/order`)
    await edge.press(page)
    const panel = panelOn(await edge.panel())
    await panel.enter(server.url)
    await expect(panel.page.getByText('With your question: Your order at the kettle shop')).toBeVisible()
    await panel.ask('How is the kettle delivered?')
    await panel.page.getByLabel('I agree that what I share').check()
    await panel.button('Send').click()
    await panel.answered()
    await expect(panel.answers).toContainText('Yes.')
    expect(JSON.stringify(asked(server)[0]!.body)).toContain('by bicycle')
  } finally {
    await edge.close()
  }
})
