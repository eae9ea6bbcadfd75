import type { Page } from '@playwright/test'
import { isAccessible } from './house/axe.ts'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

const within = 'atavus-chat'
const question = 'How much is delivery to Austria?'

const spoken = [
  {
    language: 'ar',
    button: 'دردشة',
    machine: 'أنت تتحدث إلى ذكاء اصطناعي',
    notice: 'وليس إنسانًا',
    agree: 'أوافق، أرسل',
    sources: 'المصادر',
    privacy: 'الخصوصية',
    receipt: /^إيصال موافقتي/,
    withdraw: /^سحب موافقتي/,
    direction: 'rtl',
  },
  {
    language: 'es',
    button: 'Ask the shop',
    machine: 'Está hablando con una IA',
    notice: 'no una persona',
    agree: 'Aceptar y enviar',
    sources: 'Fuentes',
    privacy: 'Privacidad',
    receipt: /^Mi comprobante/,
    withdraw: /^Retirar mi/,
    direction: 'ltr',
  },
] as const

for (const { language, direction, ...say } of spoken)
  test(`the chat speaks ${language}, ${direction}, on every screen, however narrow`, async ({
    page,
    seen,
    platform,
  }) => {
    test.setTimeout(90_000)
    const chat = chatOn(page)
    const address = await spokenPage(page, platform.shop, language)
    await page.goto(address)
    await expect(chat.bubble).toHaveAccessibleName(say.button)
    await chat.open()
    await expect(chat.panel).toHaveAttribute('lang', language)
    await expect(chat.panel).toHaveAttribute('dir', direction)
    await expect(chat.panel).toContainText(say.machine)
    await isAccessible(page, `empty chat in ${language}`, { within })

    await chat.ask(question)
    await expect(chat.notice).toHaveAttribute('lang', language)
    await expect(chat.notice).toContainText(say.notice)
    await expect(chat.button(say.agree)).toBeVisible()
    await isAccessible(page, `notice in ${language}`, { within })

    await chat.agree()
    await chat.answered()
    await expect(chat.answers.locator('.sources h3')).toHaveText(say.sources)
    expect(await chat.answers.locator('.markdown').evaluate(directionOf)).toBe(direction)
    const quoted = chat.answers.locator('.markdown blockquote').first()
    expect(await quoted.evaluate(directionOf), 'it is quoted from English pages').toBe('ltr')
    await isAccessible(page, `answer in ${language}`, { within })

    await chat.button(say.privacy).click()
    await chat.panel.getByRole('button', { name: say.receipt }).click()
    await expect(chat.panel.locator('.receipt')).toBeVisible()
    await chat.panel.getByRole('button', { name: say.withdraw }).click()
    await isAccessible(page, `privacy room in ${language}`, { within })

    expect(wordsAmong(seen.requests)).toEqual([`room_${language}`, language].sort())
  })

test('what people write stands in the direction of its own letters', async ({ page, platform }) => {
  const chat = chatOn(page)
  await page.goto(`${platform.shop}/ar`)
  await chat.converse(question)
  expect(await chat.questions.locator('p').evaluate(directionOf)).toBe('ltr')
  await chat.ask('كم تكلفة التوصيل إلى النمسا؟')
  await chat.answered()
  expect(await chat.questions.last().locator('p').evaluate(directionOf)).toBe('rtl')
})

test('a language that we do not speak is answered in English, from its own side', async ({
  page,
  seen,
  platform,
}) => {
  const chat = chatOn(page)
  await page.goto(await spokenPage(page, platform.shop, 'he'))
  await chat.open()
  await expect(chat.panel).toHaveAttribute('lang', 'en')
  await expect(chat.panel).toHaveAttribute('dir', 'rtl')
  expect(wordsAmong(seen.requests)).toEqual(['en'])
})

/** The shop's page as somebody would have it whose site speaks another language; the Arabic one is there. */
async function spokenPage(page: Page, shop: string, language: string): Promise<string> {
  if (language === 'ar') return `${shop}/ar`
  await page.addInitScript(language => {
    const spoken = () => document.documentElement?.setAttribute('lang', language)
    new MutationObserver(spoken).observe(document, { childList: true })
  }, language)
  return shop
}

/** Which files of words the browser fetched. */
const wordsAmong = (requests: string[]): string[] =>
  requests.flatMap(address => /\/widget\/((?:room_)?[a-z]{2})-\w+\.js$/.exec(address)?.[1] ?? []).sort()

const directionOf = (element: Element): string => getComputedStyle(element).direction
