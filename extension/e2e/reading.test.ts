import { fileURLToPath } from 'node:url'
import { chromium, expect, type Page as Tab, test } from '@playwright/test'
import { build } from 'vite'
import type { Page } from '../src/page/page.ts'

// What is read of a page, by the very script that is put into a tab, in a browser that has no more of us.

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

let script = ''
let close: () => Promise<void>
let tab: Tab

test.beforeAll(async () => {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: path('../src/page/injected.ts'), formats: ['iife'], name: 'injected' },
    },
  })
  const [one] = Array.isArray(made) ? made : [made]
  script = one && 'output' in one ? one.output[0].code : ''
  const browser = await chromium.launch({
    executablePath: process.env.ATAVUS_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  close = () => browser.close()
  tab = await browser.newPage()
})
test.afterAll(() => close())

const read = async (body: string, act = () => {}): Promise<Page> => {
  await tab.setContent(`<!doctype html><html lang="en"><title>Kettles</title><body>${body}</body></html>`)
  await tab.evaluate(act)
  return tab.evaluate(`${script};globalThis.atavus.read()`)
}

const fields = [
  '<input type="password">',
  '<input autocomplete="section-a current-password">',
  '<input autocomplete="one-time-code">',
  '<input autocomplete="cc-number">',
  '<input style="-webkit-text-security: disc">',
  '<div contenteditable style="-webkit-text-security: disc">secret</div>',
  '<div><template shadowrootmode="open"><div><template shadowrootmode="open"><input type="password"></template></div></template></div>',
  '<iframe srcdoc="<input type=password>"></iframe>',
]
for (const field of fields)
  test(`a password is asked for by ${field}`, async () => {
    expect(await read(field)).toMatchObject({ password: true, frame: false })
  })

test('other fields, and passwords that nobody can see, ask for none', async () => {
  const { password } = await read('<input autocomplete="email"><input type="password" style="display: none">')
  expect(password).toBe(false)
})

test('a frame of another site is unknown, unless nothing fits into it', async () => {
  const frame = (more: string) =>
    `<iframe sandbox src="data:text/html,<input type=password>" ${more}></iframe>`
  expect((await read(frame(''))).frame).toBe(true)
  expect((await read(frame('width="1" height="1"'))).frame).toBe(false)
})

test('what is marked is taken, but never out of a field for a secret', async () => {
  const marked = (field: string) =>
    read(field, () => {
      const find = (root: Document | ShadowRoot): HTMLElement => {
        const inner = root.querySelector('#host')?.shadowRoot
        return inner ? find(inner) : root.querySelector<HTMLElement>('#field')!
      }
      const field = find(document)
      field.focus()
      if (field instanceof HTMLInputElement) field.select()
      else getSelection()?.selectAllChildren(field)
    }).then(({ selection }) => selection)
  expect(await marked('<input id="field" value="kettle">')).toBe('kettle')
  expect(await marked('<p id="field">A kettle</p><input type="password">')).toBe('A kettle')
  for (const secret of [
    '<input id="field" value="secret" autocomplete="one-time-code">',
    '<input id="field" value="secret" style="-webkit-text-security: disc">',
    '<div id="field" contenteditable style="-webkit-text-security: disc">secret</div>',
    '<div id="field"><p contenteditable style="-webkit-text-security: disc">secret</p></div>',
    '<div id="host"><template shadowrootmode="open"><input id="field" type="password" value="secret"></template></div>',
  ])
    expect((await marked(secret)) ?? '', secret).toBe('')
})
