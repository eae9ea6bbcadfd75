import type { Panel } from './house/panel.ts'
import { asked, askedWith, expect, tabOf, test } from './house/test.ts'

/** In the settings, where one's own prompts are kept. */
const keeping = ({ page, button }: Panel) => ({
  entry: (name: string) =>
    page.locator('li.entry').filter({ has: page.getByText(`/${name}`, { exact: true }) }),
  async add(name: string, text: string) {
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Text', { exact: true }).fill(text)
    await page.getByLabel('Text', { exact: true }).press('Enter')
    await expect(page.getByLabel('Text', { exact: true })).toHaveValue('')
  },
  back: () => button('Back').click(),
})

test('one’s own prompts are made, used, changed and deleted, whatever they are called', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Settings').click()
  const { entry, add, back } = keeping(panel)
  await add('my short one', 'In {input} words, {unknown} {constructor}: ')
  await add('رسالة', 'اكتب رسالة عن {input} باللغة {language}')
  await add('Summarize', 'In one sentence: {input}')
  await add('SUMMARIZE', 'In two sentences: {input}')
  await expect(entry('Summarize'), 'one name is one prompt').toHaveCount(0)
  await entry('my-short-one').getByRole('button', { name: 'Change' }).click()
  await expect(panel.page.getByLabel('Name', { exact: true })).toHaveValue('my-short-one')
  await add('my-short-one', 'In {input} signs, {unknown} {constructor}.')
  await expect(entry('my-short-one')).toHaveCount(1)
  await back()

  const questions = async (...typed: string[]) => {
    for (const text of typed) {
      const before = asked(server).length
      await panel.ask(text)
      await expect.poll(() => asked(server).length).toBe(before + 1)
      await panel.answered()
      await expect(panel.field).toHaveValue('')
    }
    return asked(server)
      .slice(-typed.length)
      .map(({ body }) => String(body.text))
  }
  await panel.button('Without the page').click()
  await panel.field.fill('/')
  await expect(panel.button('/SUMMARIZE')).toBeVisible()
  await expect(panel.button('/summarize'), 'one’s own takes the place of what is given').toHaveCount(0)
  expect(await questions('/my-short-one ten', '/رسالة الشاي', '/summarize Tea.')).toEqual([
    'In ten signs, {unknown} {constructor}.',
    'اكتب رسالة عن الشاي باللغة English',
    'In two sentences: Tea.',
  ])
  await panel.button('Settings').click()
  await entry('SUMMARIZE').getByRole('button', { name: 'Remove' }).click()
  await back()
  await panel.field.fill('/sum')
  await expect(panel.button('/summarize')).toBeVisible()
  await expect(panel.button('/SUMMARIZE')).toHaveCount(0)
})

test('what a prompt makes too long is not sent, and stays where it was written', async ({
  server,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Settings').click()
  const { add, back } = keeping(panel)
  await add('long', `${'a'.repeat(1990)} {input}`)
  await back()
  await panel.button('Without the page').click()
  const typed = `/long ${'b'.repeat(3000)}`
  await panel.ask(typed)
  await expect(panel.page.getByText('991 characters too many')).toBeVisible()
  await expect(panel.field).toHaveValue(typed)
  expect(asked(server)).toEqual([])
  await panel.ask('/long b')
  await panel.answered()
  await expect(panel.page.getByText('characters too many')).toHaveCount(0)
})

test('the prompts that everybody has take along what they speak of, or say what is missing', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  for (const name of ['explain', 'translate', 'rewrite']) {
    await panel.ask(`/${name}`)
    await expect(panel.page.getByText('Nothing is selected on the page.')).toBeVisible()
    await expect(panel.field).toHaveValue(`/${name}`)
  }
  await tabOf(chromium, site).locator('h2').first().selectText()
  for (const [typed, question] of [
    ['/explain', 'Explain the selected text.'],
    ['/translate', 'Translate the selected text into English.'],
    ['/rewrite Kindly.', 'Rewrite the selected text, keeping its meaning and language. Kindly.'],
  ] as const) {
    await panel.ask(typed)
    await expect(panel.sheet.locator('.passage')).toHaveText('Delivery')
    if (typed === '/explain') await panel.page.getByLabel('I agree that what I share').check()
    await panel.button('Send').click()
    await expect
      .poll(() => asked(server).at(-1)?.body)
      .toMatchObject({ text: question, context: [{ kind: 'selection' }] })
    await panel.answered()
    await panel.button('Without the page').click()
  }
})

test('a prompt that speaks of the selection and the page takes both along, and a citation leads to the one it is of', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Settings').click()
  const { add, back } = keeping(panel)
  await add('compare', 'Compare {selection} with {page}.')
  await back()
  await panel.button('Without the page').click()
  await tabOf(chromium, site).locator('h2').first().selectText()
  await panel.ask('/compare')
  await expect(panel.sheet).toContainText('Compare the selected text with this page.')
  await panel.page.getByLabel('I agree that what I share').check()
  await panel.button('The whole page').click()
  server.before = async door => {
    if (!door.endsWith('/messages')) return undefined
    const passages = asked(server).flatMap(question => askedWith(question).context[1]?.passages ?? [])
    const cited = passages.find(({ text }) => text.includes('Thank you'))
    if (!cited) throw new Error('the passage that is to be cited did not go along')
    server.answer = { words: ['So it is [1].'], everyMs: 5, passage: cited.number }
    return undefined
  }
  await panel.button('Send').click()
  await panel.answered()
  const { text, context } = askedWith(asked(server)[0]!)
  expect(text).toBe('Compare the selected text with this page.')
  expect(context.map(({ kind }) => kind)).toEqual(['selection', 'page'])
  expect(context[0]!.passages.map(({ text }) => text)).toEqual(['Delivery'])
  expect(context[1]!.passages.length).toBeGreaterThan(0)
  await panel.answers.locator('.sources a').click()
  await expect
    .poll(() => tabOf(chromium, site).evaluate(() => String(getSelection())))
    .toContain('Thank you for your order')
})
