import type { Page } from '@playwright/test'
import { chatOn } from './house/chat.ts'
import { saying } from './house/model.ts'
import { expect, test } from './house/test.ts'

test('with the keyboard alone one opens the chat, reads the notice, agrees, asks, and is led back', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await expect(chat.bubble).toBeVisible()
  await page.locator('footer a').last().focus()
  await page.keyboard.press('Tab')
  await expect(chat.bubble).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chat.field).toBeFocused()
  await page.keyboard.type('How much is delivery')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('to Austria?')
  await page.keyboard.press('Enter')
  await expect(chat.notice.getByRole('heading')).toBeFocused()
  await tabTo(page, 'adult')
  await page.keyboard.press('Space')
  await expect(chat.notice.locator('[name=adult]')).toBeChecked()
  await tabTo(page, 'Agree and send')
  await page.keyboard.press('Enter')
  await expect(chat.notice).toHaveCount(0)
  expect(await focused(page), 'the focus stays in the chat').not.toBe('')
  await chat.answered()
  await chat.field.focus()
  await page.keyboard.type('And returns?')
  await page.keyboard.press('Enter')
  await expect(chat.answers).toHaveCount(2)
  await expect(chat.field).toBeFocused()
  await chat.answered()
  await tabTo(page, 'Privacy', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(chat.panel.locator('.rights')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chat.questions).toHaveCount(2)
  expect(await focused(page), 'the focus stays in the chat').not.toBe('')
  await chat.field.focus()
  await page.keyboard.press('Escape')
  await expect(chat.panel).toBeHidden()
  await expect(chat.bubble).toBeFocused()
})

test('nobody is held in the chat: Tab leads on to the page', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await chat.open()
  for (let presses = 0; presses < 20; presses++) await page.keyboard.press('Tab')
  const places = new Set<string>()
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    places.add(await page.evaluate(() => document.activeElement?.tagName ?? ''))
  }
  expect(places.size).toBeGreaterThan(1)
})

test('the keys that are typed into the chat are not heard by the page', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(platform.shop)
  await page.evaluate(() => {
    for (const type of ['keydown', 'keyup', 'keypress', 'input', 'focusin'])
      document.addEventListener(type, () => document.documentElement.toggleAttribute(`heard-${type}`, true))
  })
  await chat.open()
  await expect(chat.field).toBeFocused()
  await page.keyboard.type('/search')
  await expect(chat.field).toHaveValue('/search')
  expect(
    await page.evaluate(() =>
      document.documentElement.getAttributeNames().filter(name => name.startsWith('heard')),
    ),
  ).toEqual([])
})

test.describe('to those who listen', () => {
  test.use({ assistant: { model: 'ollama', quoteFallback: false }, knows: [] })

  test('the answer is told sentence by sentence, each once, and never the whole history', async ({
    page,
    platform,
    site,
  }) => {
    const sentences = [
      'We deliver to Austria for €8.90.',
      'It takes 2.5 days on average.',
      'Is there anything else?',
    ]
    platform.upstream.play({
      steps: sentences
        .flatMap(sentence => [...saying(`${sentence} `).steps.slice(0, -2), { waitMs: 400 }])
        .concat(saying('').steps),
    })
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.open()
    await page.evaluate(() => {
      const own = window as unknown as { told: string[] }
      own.told = []
      const region = document.querySelector('atavus-chat')?.shadowRoot?.querySelector('[aria-live=polite]')
      if (!region) throw new Error('There is no live region')
      new MutationObserver(changes => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) own.told.push(node.textContent ?? '')
      }).observe(region, { childList: true, subtree: true })
    })
    const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)
    await chat.ask('How much is delivery?')
    await chat.agree()
    await chat.answered()
    await expect
      .poll(async () => (await told()).map(words => words.trim()).filter(Boolean))
      .toEqual(sentences)
    await page.reload()
    await expect(chat.answers).toHaveCount(1)
    await page.waitForTimeout(500)
    await expect(chat.panel.locator('[aria-live=polite]')).toHaveText('')
  })
})

/** Presses Tab until something of that name, label or attribute has the focus. */
async function tabTo(page: Page, name: string, key = 'Tab') {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key)
    if ((await focused(page)).split('|').includes(name)) return
  }
  throw new Error(`${key} does not lead to ${name}`)
}

/** What has the focus in the chat; '' when nothing there has. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.querySelector('atavus-chat')?.shadowRoot?.activeElement
    if (!element) return ''
    const { ariaLabel, textContent, tagName } = element
    return [element.getAttribute('name'), ariaLabel, textContent?.trim(), tagName].join('|')
  })
}
