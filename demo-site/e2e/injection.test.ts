import type { Locator, Page } from '@playwright/test'
import { chatOn } from './house/chat.ts'
import { saying } from './house/model.ts'
import { expect, test } from './house/test.ts'
import vectors from './vectors.json' with { type: 'json' }

const text = vectors.join('\n\n')
const loud = '<img src=x onerror=alert(1)> ![](https://evil.example/pixel.gif) [x](javascript:alert(1))'

// Dialogs, requests to other hosts and broken policies are seen by the watch over every browser.

test.describe('a model that says whatever runs scripts elsewhere', () => {
  test.use({ assistant: { model: 'ollama', quoteFallback: false }, knows: [] })

  test('runs, loads and sends nothing, neither in the chat nor in the log', async ({
    page,
    seen,
    desk,
    platform,
    site,
  }) => {
    platform.upstream.play(saying(text))
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.ask(`${loud} and in the question`)
    await chat.agree()
    await chat.answered()
    await isHarmless(page, chat.answers.locator('.markdown'), site.origin)
    await expect(chat.questions).toContainText(`${loud} and in the question`)
    await page.reload()
    await isHarmless(page, chat.answers.locator('.markdown'), site.origin)
    expect(seen.requests.filter(address => address.includes('pixel'))).toEqual([])

    const asked: string[] = []
    desk.on('request', request => asked.push(request.url()))
    await desk.goto(`/conversations?assistant=${site.assistant.id}`)
    await expect(desk.getByRole('table').getByRole('link')).toContainText('<img src=x onerror=alert(1)>')
    await desk.getByRole('table').getByRole('link').click()
    await isHarmless(desk, desk.locator('.transcript .markdown'), platform.url)
    expect(asked.filter(address => address.includes('pixel') || address.endsWith('/x'))).toEqual([])
  })

  test('runs, loads and sends nothing in the preview', async ({ desk, platform, site }) => {
    platform.upstream.play(saying(text))
    await desk.goto(`/assistants/${site.assistant.id}/preview`)
    const chat = desk.locator('.atavus-chat')
    await chat.locator('textarea').fill(loud)
    await chat.locator('textarea').press('Enter')
    await chat.locator('[name=adult]').check()
    await chat.getByRole('button', { name: 'Agree and send' }).click()
    await expect(chat.locator('li.answer')).toHaveAttribute('aria-busy', 'false')
    await isHarmless(desk, chat.locator('.markdown'), platform.url)
  })
})

test.describe('an owner’s words', () => {
  test.use({
    assistant: {
      name: `Fenn ${loud}`.slice(0, 80),
      greeting: loud,
      suggestions: [loud],
      controllerName: loud,
      addedNotice: text.slice(0, 1900),
    },
    knows: [],
  })

  test('are shown as they were written, in the chat, its notice, its sources and the dashboard', async ({
    page,
    seen,
    desk,
    owner,
    site,
  }) => {
    await owner.call('POST', `/v1/assistants/${site.assistant.id}/documents`, {
      title: loud,
      url: `${site.origin}/en/delivery`,
      language: 'en',
      text: `# Parcels ${loud}\n\nA parcel costs nine crowns. ${loud}\n\n${text}`,
    })
    const chat = chatOn(page)
    await page.goto(site.origin)
    await chat.open()
    await expect(chat.panel.locator('.greeting')).toHaveText(loud)
    await chat.ask('What does a parcel cost?')
    await expect(chat.notice).toContainText(loud)
    await chat.agree()
    await chat.answered()
    await expect(chat.answers).toContainText('A parcel costs nine crowns.')
    await expect(chat.answers.locator('.sources')).toContainText('<img src=x onerror=alert(1)>')
    await isHarmless(page, chat.answers.locator('.markdown'), site.origin)
    expect(await chat.panel.locator('img, iframe, script, object, embed, link, style').count()).toBe(0)
    expect(seen.requests.filter(address => address.includes('pixel'))).toEqual([])
    for (const tab of ['settings', 'knowledge', 'embed', 'preview']) {
      await desk.goto(`/assistants/${site.assistant.id}/${tab}`)
      await expect(desk.getByRole('heading', { level: 1 })).toContainText('Fenn <img src=x')
      expect(await desk.locator('main img, main iframe, main script, main object, main embed').count()).toBe(
        0,
      )
    }
  })
})

const drawn =
  /^(P|STRONG|EM|DEL|S|CODE|PRE|UL|OL|LI|BLOCKQUOTE|HR|BR|TABLE|THEAD|TBODY|TR|TH|TD|DIV|SPAN|SUP|A)$/

/** Only what our Markdown draws stands there, and a link leads to where its reader sees that it leads. */
async function isHarmless(page: Page, markdown: Locator, site: string) {
  await expect(markdown.first()).toBeVisible()
  const parts = await markdown.first().evaluate(root =>
    [...root.querySelectorAll('*')].map(element => ({
      tag: element.tagName,
      attributes: element.getAttributeNames(),
      href: element.getAttribute('href'),
      rel: element.getAttribute('rel'),
      words: element.textContent ?? '',
    })),
  )
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.map(({ tag }) => tag).filter(tag => !drawn.test(tag))).toEqual([])
  expect(
    parts.flatMap(({ attributes }) => attributes).filter(name => /^on|^style$|^src|^ping$/.test(name)),
  ).toEqual([])
  for (const { href, rel, words } of parts.filter(({ tag }) => tag === 'A')) {
    expect(href).toMatch(/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)[:/]/)
    expect(rel).toBe('noopener noreferrer nofollow')
    const url = new URL(href ?? '')
    expect([url.username, url.password]).toEqual(['', ''])
    if (url.origin !== site) expect(words).toContain(url.host)
  }
  expect(await page.evaluate(() => Object.getPrototypeOf({}).src)).toBeUndefined()
}
