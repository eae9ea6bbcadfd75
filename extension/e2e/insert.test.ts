import { expect, tabOf, test } from './house/test.ts'
import { test as testInFirefox } from './house/test-firefox.ts'

const $ = (selector: string) => `document.querySelector('${selector}')`
const inFrame = (selector: string) => `${$('#frame')}.contentDocument.querySelector('${selector}')`
const answer = { words: ['**Dear** shop,\n\nthank you.'], everyMs: 5 }
const [lines, line] = ['Dear shop,\nthank you.', 'Dear shop, thank you.']

/** Where somebody may write, and what then stands there. */
const open: [field: string, expected: string][] = [
  [$('#line'), line],
  [$('#text'), lines],
  [$('#rich'), lines],
  [$('#controlled'), line],
  [`${$('#host')}.shadowRoot.querySelector('input')`, line],
  [inFrame('textarea'), lines],
  [inFrame('div'), lines],
]
/** What is no field for words, or one for a secret. */
const shut = [
  $('#fixed'),
  $('#password'),
  $('#shown'),
  $('#card'),
  $('#number'),
  inFrame('input'),
  // Out of the field again.
  `(${$('#line')}.focus(), document.activeElement.blur(), document.body)`,
]
const contentOf = (field: string) =>
  `(${field}.value ?? ${field}.innerText ?? '').replace(/\\n+/g, '\\n').trim()`
const done = 'It is in the field of the page. Nothing was sent off.'
const none = 'Click into a field of the page first.'

test('an answer is put into a field of any kind as if it was typed, and taken back in one step', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered('/fields')
  const page = tabOf(chromium, site)
  await panel.button('Without the page').click()
  server.answer = answer
  await panel.ask('Write a reply.')
  await panel.answered()
  const put = panel.button('Put into the page’s field')
  for (const [field, expected] of open) {
    await page.evaluate(`${field}.focus()`)
    await page.keyboard.type('Old ')
    await put.click()
    await expect.poll(() => page.evaluate(contentOf(field)), { message: field }).toBe(`Old ${expected}`)
    await expect(panel.page.getByText(done)).toBeVisible()
    await page.keyboard.press('Control+Z')
    await expect
      .poll(() => page.evaluate(contentOf(field)), { message: `${field}, taken back` })
      .not.toContain('shop')
  }
  await page.evaluate(`${$('#controlled')}.focus()`)
  await page.keyboard.press('Control+A')
  await put.click()
  await expect.poll(() => page.evaluate('window.held')).toBe(line)
  for (const field of shut) {
    await page.evaluate(`${field}.focus()`)
    const before = await page.evaluate(contentOf(field))
    await put.click()
    await expect(panel.page.getByText(none)).toBeVisible()
    expect(await page.evaluate(contentOf(field)), field).toBe(before)
  }
  expect(await page.evaluate('window.submitted')).toBeUndefined()
})

testInFirefox(
  'an answer is put into a field of any kind, and never into one for a secret',
  async ({ firefox, server, entered }) => {
    const tab = await entered('/fields')
    await firefox.front(tab)
    await firefox.click('Without the page')
    server.answer = answer
    await firefox.fill('textarea', 'Write a reply.')
    await firefox.click('Send')
    await firefox.until(`all('.answer[aria-busy=false]').length`)
    const put = async (field: string, said: string) => {
      await firefox.inPage(tab, `${field}.focus()`)
      await firefox.click('Put into the page’s field')
      await firefox.until(`panel.textContent.includes(${JSON.stringify(said)})`)
    }
    for (const [field, expected] of open) {
      await put(field, done)
      await expect.poll(() => firefox.inPage(tab, contentOf(field)), { message: field }).toBe(expected)
      await firefox.inPage(tab, `${field}.ownerDocument.execCommand('undo')`)
      expect(await firefox.inPage(tab, contentOf(field)), `${field}, taken back`).toBe('')
    }
    for (const field of shut) {
      const before = await firefox.inPage(tab, contentOf(field))
      await put(field, none)
      expect(await firefox.inPage(tab, contentOf(field)), field).toBe(before)
    }
    expect(await firefox.inPage(tab, 'window.submitted')).toBeNull()
  },
)
