import type { Locator, Page } from '@playwright/test'
import type { Assistant } from '../../backend/contract/src/console.ts'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

/** What nobody reads where nothing is sold. */
const money = {
  'en-GB':
    /\b(plans?|prices?|pricing|stripe|billing|billed|invoices?|pay|pays|paid|payments?|subscri\w+|upgrad\w+|quota|money|refund|credit card)\b|[€£]|\$\d/i,
  'de-DE':
    /\b(tarif\w*|preis\w*|stripe|abrechnung\w*|rechnung\w*|bezahl\w*|zahlung\w*|abo|abonn\w*|kontingent\w*|geld|erstatt\w*|kreditkarte\w*|kündig\w*)\b|[€£]|\$\d/i,
}

/** The policy is one text for all who run this, and says where cards would go. */
const ofPolicy = 'Stripe takes card data directly, we never see it; '
/** So does the register: who is not in use stands there as not in use. */
const ofRegister = '.register'

test.use({ knows: [] })

for (const [locale, words] of Object.entries(money))
  test.describe(() => {
    test.use({ locale })

    test(`without Stripe no room, dialog, mail or page speaks of plans or money (${locale})`, async ({
      page,
      context,
      owner,
      platform,
      site,
      seen,
    }) => {
      test.slow()
      await page.goto(site.origin)
      await chatOn(page).converse('When do you open?')
      await owner.call('POST', '/v1/session/confirm', { password: owner.password })
      const { assistant } = site
      const document = await owner.call<{ id: string }>('POST', `/v1/assistants/${assistant.id}/documents`, {
        title: 'Hours',
        url: `${site.origin}/hours`,
        text: 'The shop opens at ten.',
        language: 'en',
      })
      const silent = async (path: string, shown: Locator = page.getByRole('main')) => {
        await page.goto(platform.url + path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('.waiting')).toHaveCount(0)
        await expect(shown).toBeVisible()
        expect(await spoken(page, words), path).toEqual([])
      }

      for (const path of [
        '/sign-in',
        '/sign-up',
        '/forgot',
        '/privacy',
        '/requests',
        '/your-data',
        '/docs',
        '/outbox',
      ])
        await silent(path)
      await context.addCookies(owner.cookies)
      for (const path of roomsOf(assistant, document.id)) await silent(path)
      for (const path of [
        `/assistants/${assistant.id}/settings`,
        '/team',
        '/account/delete',
        '/keys',
        '/webhooks',
      ])
        await dialogs(page, platform.url + path, words)

      await page.goto(`${platform.url}/billing`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Nothing here|Hier ist nichts/)
      expect(await spoken(page, words), '/billing').toEqual([])
      expect(seen.requests.filter(address => address.includes('/billing'))).toEqual([
        `${platform.url}/billing`,
      ])
      await expect(owner.call('GET', '/v1/billing')).rejects.toThrow(': 404 ')
    })
  })

const roomsOf = ({ id }: Assistant, document: string) => [
  '/assistants',
  '/assistants/new',
  ...['settings', 'knowledge', 'preview', 'embed', 'keys', 'leaves'].map(tab => `/assistants/${id}/${tab}`),
  `/assistants/${id}/knowledge/${document}`,
  `/conversations?assistant=${id}`,
  '/usage',
  '/team',
  '/keys',
  '/webhooks',
  '/logs/requests',
  '/logs/security',
  '/logs/changes',
  ...['profile', 'email', 'password', 'factor', 'sessions', 'activity', 'data', 'delete'].map(
    tab => `/account/${tab}`,
  ),
  ...['requests', 'left', 'retention', 'record', 'holds', 'breaches'].map(part => `/data/${part}`),
]

/** Opens each dialog that a room has, one after the other, and looks at what it says. */
async function dialogs(page: Page, address: string, words: RegExp) {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.waiting')).toHaveCount(0)
  for (const workspace of await page.locator('form.stack input[type=checkbox]').all()) await workspace.check()
  const buttons = page.getByRole('main').locator('button:text-matches("…$"), button.primary[type=button]')
  const names = await buttons.allTextContents()
  expect(names.length, `dialogs at ${address}`).toBeGreaterThan(0)
  for (const [index, name] of names.entries()) {
    await buttons.nth(index).click()
    await expect(page.getByRole('dialog'), `${name} at ${address}`).toBeVisible()
    expect(await spoken(page, words), `${name} at ${address}`).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
}

/** The lines of a page that have such a word, be they read or only heard, folded away or not. */
async function spoken(page: Page, words: RegExp): Promise<string[]> {
  const lines = await page.evaluate(register => {
    const named = ['aria-label', 'title', 'placeholder', 'alt'].flatMap(name =>
      [...document.querySelectorAll(`[${name}]`)].map(element => element.getAttribute(name) ?? ''),
    )
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode())
      if (!walker.currentNode.parentElement?.closest(`script, style, ${register}`))
        texts.push(walker.currentNode.textContent ?? '')
    return [document.title, ...named, ...texts]
  }, ofRegister)
  expect(lines.length).toBeGreaterThan(5)
  return lines.filter(line => words.test(line.replace(ofPolicy, '')))
}
