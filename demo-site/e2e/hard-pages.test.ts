import type { Locator } from '@playwright/test'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

const question = 'How much is delivery to Austria?'
const answer = '€8.90'

for (const path of ['/strict', '/tag-manager', '/clobbered'])
  test(`on ${path} the chat answers, and breaks no policy of the page`, async ({ page, platform }) => {
    const chat = chatOn(page)
    await page.goto(platform.shop + path)
    await chat.converse(question)
    await expect(chat.answers).toContainText(answer)
    await chat.button('Privacy').click()
    await chat.panel.getByRole('button', { name: /My consent receipt/ }).click()
    await expect(chat.panel.locator('.receipt')).toBeVisible()
    expect(await page.locator('atavus-chat').count()).toBe(1)
  })

test('a hostile stylesheet neither hides, moves nor draws anything of the chat', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/hostile-css`)
  await expect(chat.bubble).toBeVisible()
  const bubble = await boxOf(chat.bubble)
  expect(bubble.x + bubble.width).toBe(1260)
  expect(bubble.y + bubble.height).toBe(780)
  expect(bubble.height).toBe(52)
  expect(await look(chat.bubble)).toEqual(upright)
  expect(await isOnTop(chat.bubble)).toBe(true)
  await chat.converse(question)
  const panel = await boxOf(chat.panel)
  expect(panel).toEqual({ x: 1280 - 16 - 408, y: 800 - 16 - 680, width: 408, height: 680 })
  expect(await look(chat.panel)).toEqual(upright)
  expect(await look(chat.answers.locator('.markdown p').first())).toEqual(upright)
  expect(await isOnTop(chat.panel)).toBe(true)
  await expect(chat.answers).toContainText(answer)
})

const upright = {
  transform: 'none',
  spacing: 'normal',
  letters: 'none',
  visibility: 'visible',
  opacity: '1',
  size: true,
}

function look(part: Locator) {
  return part.evaluate(element => {
    const style = getComputedStyle(element)
    return {
      transform: style.transform,
      spacing: style.letterSpacing === '0px' ? 'normal' : style.letterSpacing,
      letters: style.textTransform,
      visibility: style.visibility,
      opacity: style.opacity,
      size: Number.parseFloat(style.fontSize) >= 14 && Number.parseFloat(style.fontSize) <= 16,
    }
  })
}

async function boxOf(part: Locator) {
  const box = await part.boundingBox()
  if (!box) throw new Error('It has no box')
  return box
}

/** Whether a click in its middle would reach it. */
function isOnTop(part: Locator): Promise<boolean> {
  return part.evaluate(element => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const root = element.getRootNode() as ShadowRoot
    const found = document.elementFromPoint(x + width / 2, y + height / 2)
    return found === root.host && element.contains(root.elementFromPoint(x + width / 2, y + height / 2))
  })
}

test('in an app that swaps its body the chat stays, open and with its conversation, and only once', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/app`)
  await expect(page.locator('main h1')).toHaveText('The shop as an app')
  await expect(chat.bubble).toBeVisible()
  await page.getByRole('link', { name: 'Clothing' }).click()
  await expect(page.locator('main h1')).toHaveText('Clothing')
  await expect(chat.bubble).toBeVisible()
  await chat.converse(question)
  await chat.field.fill('And to')
  for (const name of ['Household', 'Accessories']) {
    await page.getByRole('link', { name }).click()
    await expect(page.locator('main h1')).toHaveText(name)
  }
  await page.goBack()
  await expect(page.locator('main h1')).toHaveText('Household')
  await expect(chat.panel).toBeVisible()
  await expect(chat.answers).toContainText(answer)
  await expect(chat.field).toHaveValue('And to')
  expect(await page.locator('atavus-chat').count()).toBe(1)
  await page.evaluate(() => document.body.replaceChildren(...[...document.body.children].slice(0, 4)))
  await page.evaluate(() => document.querySelector('atavus-chat')?.remove())
  await expect(chat.panel, 'put back where it was taken out').toBeVisible()
  await chat.button('Close chat').click()
  await page.getByRole('link', { name: 'Clothing' }).click()
  await expect(page.locator('main h1')).toHaveText('Clothing')
  await expect(chat.bubble).toBeVisible()
  await expect(chat.panel).toBeHidden()
})

test('on a page that reads from right to left the chat does so too, from its left corner', async ({
  page,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/ar`)
  expect((await boxOf(chat.bubble)).x).toBe(20)
  await chat.converse(question)
  expect((await boxOf(chat.panel)).x).toBe(16)
  await expect(chat.panel).toHaveAttribute('dir', 'rtl')
  const close = await boxOf(chat.button('إغلاق المحادثة'))
  const name = await boxOf(chat.panel.getByRole('heading', { name: 'Fenn' }))
  expect(close.x).toBeLessThan(name.x)
  const asked = await boxOf(chat.questions.locator('p'))
  const log = await boxOf(chat.panel.locator('.log'))
  expect(asked.x - log.x).toBeLessThan(log.x + log.width - (asked.x + asked.width))
})

test('where the tag asks to stay away there is no button', async ({ page, seen, platform }) => {
  await page.goto(`${platform.shop}/hidden`)
  await expect.poll(() => page.evaluate(() => 'atavus' in window)).toBe(true)
  await expect(chatOn(page).bubble).toBeHidden()
  expect(seen.requests.filter(address => address.includes('/v1/'))).toEqual([])
})

test('a tag that stands twice in a page draws one chat', async ({ page, platform }) => {
  await page.goto(platform.shop)
  await expect(chatOn(page).bubble).toBeVisible()
  await page.addScriptTag({ url: `${platform.url}/widget.js?key=${platform.key}` })
  await page.addScriptTag({ url: `${platform.url}/widget.js?key=${platform.key}&second` })
  expect(await page.locator('atavus-chat').count()).toBe(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the chat fills the screen, and closing it gives the page back', async ({ page, platform }) => {
    const chat = chatOn(page)
    await page.goto(platform.shop)
    await chat.converse(question)
    expect(await boxOf(chat.panel)).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await chat.button('Close chat').click()
    await expect(chat.bubble).toBeVisible()
  })
})
