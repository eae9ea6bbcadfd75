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

const textOf = async (body: string, act?: () => void) =>
  (await read(`<p>Our kettles sing.</p>${body}`, act)).blocks.map(({ text }) => text).join('\n')

const dot = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

const hidden = [
  '<p style="display: contents; color: #fff">ORDERS</p>',
  '<p style="display: contents; visibility: hidden">ORDERS</p>',
  '<p style="display: contents; font-size: 1px">ORDERS</p>',
  '<div style="display: contents; opacity: 0"><p style="color: rgb(0 0 0 / .01)">ORDERS</p></div>',
  '<p style="transform: scale(0)">ORDERS</p>',
  '<p style="transform: scale(.1)">ORDERS</p>',
  '<p style="transform: rotateX(90deg)">ORDERS</p>',
  '<p style="scale: 0">ORDERS</p>',
  '<p style="font: 0/0 serif">ORDERS</p>',
  '<p style="clip-path: inset(0 100% 0 0)">ORDERS</p>',
  '<p style="clip-path: inset(0 0 95% 0)">ORDERS</p>',
  '<p style="clip-path: polygon(0 0, 0 0, 0 0)">ORDERS</p>',
  '<p style="clip-path: circle(0)">ORDERS</p>',
  '<p style="clip-path: circle(0 at 9px 9px)">ORDERS</p>',
  '<p style="clip-path: ellipse(0 50px at 10px 10px)">ORDERS</p>',
  `<p style="clip-path: path('M 0 0 L 1 1 Z')">ORDERS</p>`,
  '<p style="position: absolute; clip: rect(0, 0, 0, 0)">ORDERS</p>',
  '<div style="height: 0; overflow: hidden"><p>ORDERS</p></div>',
  '<div style="height: 0; overflow: auto"><p>ORDERS</p></div>',
  '<div style="height: 0; overflow: clip"><p>ORDERS</p></div>',
  '<div style="height: 0; overflow: hidden; border-top: 50px solid #fff"><p>ORDERS</p></div>',
  '<div style="overflow: hidden"><p style="margin-left: -600px; width: 500px">ORDERS</p></div>',
  '<div style="overflow: hidden"><p style="text-indent: 3000px; white-space: nowrap">ORDERS</p></div>',
  '<div style="overflow: auto"><p style="margin-left: -600px; width: 500px">ORDERS</p></div>',
  '<div style="overflow: hidden; position: relative; height: 40px"><p style="position: absolute; top: 60px">ORDERS</p></div>',
  '<div style="overflow: hidden; height: 20px; line-height: 20px">Kettles<br>ORDERS</div>',
  '<div style="overflow: hidden; height: 20px; line-height: 20px; width: 200px">Kettles of copper that sing at noon, and more of them ORDERS</div>',
  '<div style="overflow: hidden; white-space: nowrap; width: 200px">Kettles of copper that sing at noon, and more of them ORDERS</div>',
  '<p style="position: absolute; left: -999px; width: 500px">ORDERS</p>',
  '<p style="position: fixed; top: 200vh">ORDERS</p>',
  '<p style="-webkit-text-fill-color: transparent">ORDERS</p>',
  '<p style="-webkit-text-fill-color: #fff">ORDERS</p>',
  '<p style="color: rgb(0 0 0 / .05)">ORDERS</p>',
  '<p style="color: oklch(1 0 0)">ORDERS</p>',
  '<p style="color: color(display-p3 1 1 1)">ORDERS</p>',
  '<p style="color: lab(100 0 0)">ORDERS</p>',
  '<p style="color: oklch(0 0 0 / 0)">ORDERS</p>',
  '<div style="background: oklch(1 0 0)"><p style="color: #fff">ORDERS</p></div>',
  '<div style="background: rgb(0 0 0 / .5)"><p style="color: rgb(127 127 127)">ORDERS</p></div>',
  '<p style="-webkit-text-security: disc">ORDERS</p>',
  `<img src="${dot}" alt="ORDERS">`,
  '<img alt="ORDERS" width="50" style="opacity: .01">',
  '<p style="filter: opacity(0)">ORDERS</p>',
  '<p style="filter: opacity(4%)">ORDERS</p>',
  '<p style="filter: blur(20px)">ORDERS</p>',
  '<p style="mask: linear-gradient(transparent, transparent)">ORDERS</p>',
  '<div style="opacity: .2"><p style="opacity: .2">ORDERS</p></div>',
  '<div style="content-visibility: hidden">ORDERS<p>ORDERS</p></div>',
  '<div hidden="until-found">ORDERS<p>ORDERS</p></div>',
  '<details><summary>More</summary>ORDERS<p>ORDERS</p></details>',
  '<div><template shadowrootmode="open"><p style="opacity: 0"><slot></slot></p></template>ORDERS</div>',
  '<noscript>ORDERS</noscript><template>ORDERS</template><iframe srcdoc="ORDERS"></iframe>',
  '<style>@media not print { .print { display: none } } .before::before { content: "ORDERS" }</style><p class="print">ORDERS</p><p class="before">x</p>',
]
for (const piece of hidden)
  test(`nobody sees, so nobody is sent: ${piece}`, async () => {
    const text = await textOf(piece)
    expect(text).toContain('Our kettles sing.')
    expect(text).not.toContain('ORDERS')
  })

const seen = [
  '<p>SEEN</p>',
  '<p style="margin-top: 5000px">SEEN</p>',
  '<p style="margin-left: 5000px">SEEN</p>',
  '<div style="height: 50px; overflow: auto"><div style="height: 900px"></div><p>SEEN</p></div>',
  '<div style="width: 50px; overflow-x: scroll"><p style="margin-left: 900px">SEEN</p></div>',
  '<div style="height: 50px; overflow: auto; display: flex; flex-direction: column-reverse"><p>New</p><p style="padding-bottom: 900px">SEEN</p></div>',
  '<div style="height: 90px; overflow: hidden"><div style="height: 90px; overflow: auto"><div style="height: 900px"></div><p>SEEN</p></div></div>',
  '<div dir="rtl" style="overflow: auto; width: 200px"><p style="width: 900px; text-align: left">SEEN</p></div>',
  '<div style="columns: 3; height: 40px; overflow: auto">One<br>two<br>three<br>four<br>five<br>six<br>seven<br>eight<br>nine<br>ten<br>eleven<br>twelve<br>SEEN</div>',
  '<div style="visibility: hidden"><p style="visibility: visible">SEEN</p></div>',
  '<div style="height: 0"><p>SEEN</p></div>',
  '<div style="height: 0; overflow: hidden"><p style="position: absolute; top: 200px; left: 9px">SEEN</p></div>',
  '<div style="background: #000"><p style="color: #fff">SEEN</p></div>',
  '<div style="background: linear-gradient(#fff, #000)"><p style="color: #fff">SEEN</p></div>',
  '<p style="color: oklch(.5 .1 200)">SEEN</p>',
  '<div style="background: oklch(.2 0 0)"><p style="color: #fff">SEEN</p></div>',
  '<div style="clip-path: polygon(0 0, 100% 0, 100% 80%, 0 100%)"><p>SEEN</p></div>',
  '<div style="clip-path: inset(0 round 9px)"><p>SEEN</p></div>',
  '<p style="position: absolute; clip: rect(auto, auto, auto, auto)">SEEN</p>',
  '<div style="overflow: auto; height: 50px; border: 20px solid; zoom: 2"><div style="height: 900px"></div><p>SEEN</p></div>',
  '<div style="transform: scale(2); transform-origin: 0 0; overflow: auto; height: 50px; width: 90px"><div style="height: 900px"></div><p>SEEN</p></div>',
  '<div style="clip-path: circle(50%); width: 200px"><p style="padding: 90px">SEEN</p></div>',
  '<div style="mask: linear-gradient(#000, transparent)"><p>SEEN</p></div>',
  '<div style="filter: drop-shadow(0 0 9px #000) opacity(.9)"><p>SEEN</p></div>',
  '<div style="writing-mode: vertical-rl"><p>SEEN</p></div>',
  '<div style="transform: rotate(90deg); width: 200px; margin: 200px"><p>SEEN</p></div>',
  '<div style="line-height: .8; overflow: hidden">SEEN</div>',
  '<div style="height: 0; contain: layout style">SEEN</div>',
  '<div style="overflow: hidden; height: 20px; line-height: 20px">SEEN<br>ORDERS</div>',
  `<img src="${dot}" alt="SEEN" width="50">`,
  '<div style="content-visibility: auto; contain-intrinsic-size: 500px">SEEN</div>',
  '<div style="height: 5000px"></div><div style="content-visibility: auto; contain-intrinsic-size: 500px"><p>SEEN</p></div>',
  '<details open><summary>More</summary><p>SEEN</p></details>',
  '<style>body { overflow: hidden; height: 100vh; margin: 0 }</style><p style="margin-top: 200vh">SEEN</p>',
  '<style>html { overflow: hidden; height: 100% } body { overflow: auto; height: 100%; margin: 0 }</style><p style="margin-top: 200vh">SEEN</p>',
  '<div><template shadowrootmode="open"><p>Shadow <slot></slot></p></template>SEEN</div>',
  '<table><tr style="overflow: hidden"><td>SEEN</td></tr></table>',
]
for (const piece of seen)
  test(`what a reader can see is read: ${piece}`, async () => {
    expect(await textOf(piece)).toContain('SEEN')
  })

test('a page from right to left is read to its left, and where it was scrolled to', async () => {
  const page = '<p style="margin-right: 3000px; width: 200px">SEEN</p><div style="height: 5000px"></div>'
  const act = () => {
    document.documentElement.dir = 'rtl'
    scrollTo(-900, 900)
  }
  expect(await textOf(page, act)).toContain('SEEN')
  const inside =
    '<div id="box" style="height: 50px; overflow: auto">SEEN<p style="height: 900px"></p>LAST</div>'
  expect(await textOf(inside, () => document.querySelector('#box')?.scrollTo(0, 400))).toMatch(/SEEN\s+LAST/)
})

const typed = [
  '<textarea>ORDERS</textarea><input value="ORDERS"><select><option selected>ORDERS</option></select>',
  '<div contenteditable>ORDERS<p>ORDERS</p></div>',
  '<div contenteditable="plaintext-only">ORDERS</div>',
  '<div><template shadowrootmode="open"><textarea>ORDERS</textarea><div contenteditable>ORDERS</div></template></div>',
]
for (const piece of typed)
  test(`what somebody types is no part of the page: ${piece}`, async () => {
    expect(await textOf(piece)).not.toContain('ORDERS')
  })

test('signs that nobody sees are left out, and a passage is found where they stand', async () => {
  const tags = [...'ORDERS'].map(sign => `&#${0xe0000 + (sign.codePointAt(0) ?? 0)};`).join('')
  const words = `Our ket&#8203;tles${tags} sing &#8238;at&#8236; no\u00adon.`
  const body = `<p id="line">${words}</p>`
  const { blocks, title } = await read(body, () => {
    document.title = 'Kett\u200bles\u{e0041}'
    getSelection()?.selectAllChildren(document.querySelector('#line')!)
  })
  expect(blocks.map(({ text }) => text)).toEqual(['Our kettles sing at noon.'])
  expect(title).toBe('Kettles')
  expect((await tab.evaluate(`${script};globalThis.atavus.read().selection`)) as string).toBe(
    'Our kettles sing at noon.',
  )
  expect(await tab.evaluate(`${script};globalThis.atavus.show('Our kettles sing at noon.')`)).toBe(true)
  expect(await tab.evaluate(() => String(getSelection()))).toContain('sing')
})

test('of what is marked only what can be seen is taken, from its first sign to its last', async () => {
  const { selection } = await read(
    '<h2>Kettles</h2><p id="from">They sing <span style="opacity: 0">ORDERS</span>at noon.</p><p style="color: #fff">ORDERS</p><p id="to">Made of copper.</p>',
    () => {
      const [from, to] = ['#from', '#to'].map(id => document.querySelector(id)!.firstChild!)
      getSelection()?.setBaseAndExtent(from!, 5, to!, 4)
    },
  )
  expect(selection).toBe('sing at noon.\nMade')
})

test('what is marked in something that is being written is taken', async () => {
  const { selection, blocks } = await read(
    '<p>A mail</p><div id="draft" contenteditable>Dear shop</div>',
    () => getSelection()?.selectAllChildren(document.querySelector('#draft')!),
  )
  expect(selection).toBe('Dear shop')
  expect(blocks.map(({ text }) => text)).toEqual(['A mail'])
})
