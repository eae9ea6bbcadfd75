import { openChromium } from './house/chromium.ts'
import { openFirefox } from './house/firefox.ts'
import { panelOn } from './house/panel.ts'
import { asked, expect, places as test } from './house/test.ts'
import { enter } from './house/test-firefox.ts'

const counting = Array.from({ length: 100 }, (_, at) => `word${at + 1} `)
/** Everything that Firefox keeps of us: what ends with it, and what stays. */
const kept = `(async () => {
  const vault = await new Promise((resolve, reject) => {
    const opening = view.indexedDB.open('atavus', 1)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const things = opening.result.transaction('things').objectStore('things')
      const [names, values] = [things.getAllKeys(), things.getAll()]
      values.onsuccess = () => resolve([names.result, values.result])
    }
  })
  const [session, local] = await Promise.all([browser.storage.session.get(), browser.storage.local.get()])
  return { session: JSON.stringify(session), disk: JSON.stringify([vault, local]) }
})()`

/** Closes the other private windows. */
const closeOthers = `(async () => {
  const { id } = await chrome.windows.getCurrent()
  for (const one of await chrome.windows.getAll())
    if (one.incognito && one.id !== id) await chrome.windows.remove(one.id)
})()`

test('in Firefox, of a private window nothing is kept, and nothing is shared before a second yes', async ({
  server,
  site,
}) => {
  const firefox = await openFirefox({ inPrivate: true })
  try {
    await firefox.visit(`${site.url}/fields`)
    await firefox.press()
    await firefox.until(`all('[name=agree]').length`)
    const apart = await firefox.openPrivate(`${site.url}/order`)
    await apart.press()
    server.who = 'otto'
    await enter(apart, server.url)
    await apart.until(`panel.textContent.includes('With your question: Your order at the kettle shop')`)
    await apart.fill('textarea', 'Whom do I ask about delivery?')
    await apart.click('Send')
    await apart.until(`panel.textContent.includes('This is a private window.')`)
    server.answer = { words: counting, everyMs: 100 }
    await apart.touch('Send')
    // The press has come once the tick that is missing has the focus.
    await apart.until(`panel.activeElement === all('.guards input')[0]`)
    await apart.inPanel(`void all('.guards input')[0].click()`)
    expect(asked(server), 'before the second yes').toEqual([])
    await apart.touch('Send')
    await apart.until(`panel.textContent.includes('word2 ')`)
    await apart.key('H')
    await apart.until(`panel.textContent.includes('Stopped.')`)
    await apart.fill('textarea', 'A private thought')
    const during = await firefox.inPanel<{ session: string; disk: string }>(kept)
    expect(during.session).toContain('A private thought')
    for (const ours of ['otto', 'thought', 'refresh']) expect(during.disk).not.toContain(ours)
    await firefox.until(`all('[name=agree]').length`)

    await apart.inBrowser('void window.close()').catch(() => {})
    await expect
      .poll(async () => (await firefox.inPanel<{ session: string }>(kept)).session, { timeout: 15_000 })
      .not.toContain('private:')
    const after = await firefox.inPanel<{ session: string; disk: string }>(kept)
    for (const ours of ['otto', 'thought', 'anna.k', 'refresh', 'Your order'])
      expect(JSON.stringify(after)).not.toContain(ours)
  } finally {
    await firefox.close()
  }
})

test('in Chromium a private window has an account and a memory of its own, and leaves nothing on the disk', async ({
  server,
  site,
}) => {
  const chromium = await openChromium({ inPrivate: true })
  try {
    await chromium.pressPrivately(`${site.url}/order`)
    const panel = panelOn(await chromium.panel())
    server.who = 'otto'
    await panel.enter(server.url)
    await expect(panel.page.getByText('With your question: Your order at the kettle shop')).toBeVisible()
    await panel.ask('Whom do I ask about delivery?')
    await panel.page.getByLabel('I agree that what I share').check()
    await expect(panel.page.getByText('This is a private window.')).toBeVisible()
    await panel.button('Send').click()
    expect(asked(server), 'before the second yes').toEqual([])
    await panel.page.getByLabel('Share it all the same').check()
    await panel.button('Send').click()
    await panel.answered()
    await panel.field.fill('A private thought')
    const kept = `Promise.all([chrome.storage.local.get(), chrome.storage.session.get()]).then(all => JSON.stringify(all))`
    await expect(panel.field).toHaveValue('A private thought')
    await chromium.closePanel()
    await chromium.pressPrivately(`${site.url}/fields`)
    const apart = panelOn(await chromium.panel())
    await expect(apart.answers).toContainText('Yes.')
    await expect(apart.field, 'what is written in another window stays there').toHaveValue('')
    await apart.page.evaluate(closeOthers)
    await chromium.closePanel()
    await chromium.pressPrivately(`${site.url}/fields`)
    const again = panelOn(await chromium.panel())
    await expect(again.field, 'as long as there is a private window').toHaveValue('A private thought')
    await expect(again.answers).toContainText('Yes.')
    expect(await chromium.inWorker('chrome.extension.inIncognitoContext')).toBe(false)
    const outside = await chromium.inWorker<string>(kept)
    for (const ours of ['otto', 'thought', 'refresh', 'anna.k', 'order'])
      expect(outside, 'what all windows share').not.toContain(ours)
  } finally {
    await chromium.close()
  }
})
