import { readFile } from 'node:fs/promises'
import type { Chromium } from '../house/chromium.ts'
import { type Scene, sizes } from './scenes.ts'
import type { Story } from './stories.ts'

/** A picture of a page and, to its right, the panel: 1280 × 800, as the stores want it. */
export async function beside(browser: Chromium, { page, panel }: Scene, path: string): Promise<void> {
  const [left, right] = [await page.screenshot(), await panel.page.screenshot()]
  const image = (bytes: Buffer) => `<img src="data:image/png;base64,${bytes.toString('base64')}">`
  await drawn(
    browser,
    { width: sizes.page.width + 1 + sizes.panel.width, height: sizes.page.height },
    `<body style="margin:0;display:flex;gap:1px;background:#8886">${image(left)}${image(right)}`,
    path,
  )
}

/** The small tile of the stores. */
export async function tile(browser: Chromium, { words }: Story, path: string): Promise<void> {
  const mark = await readFile(new URL('../../icons/mark.svg', import.meta.url), 'utf8')
  const [first = ''] = words.store.description.split('. ')
  await drawn(
    browser,
    { width: 440, height: 280 },
    `<style>
      body { margin: 0; height: 280px; display: grid; place-content: center; justify-items: center; gap: 12px;
        background: #eef0fb; color: #1b2150; font: 600 34px/1.2 system-ui, sans-serif }
      svg { width: 88px; height: 88px } p { margin: 0; font: 400 18px/1.4 system-ui, sans-serif }
    </style>
    ${mark}${words.store.name}<p>${first}</p>`,
    path,
  )
}

async function drawn(
  { context }: Chromium,
  size: { width: number; height: number },
  markup: string,
  path: string,
) {
  const paper = await context.newPage()
  await paper.setViewportSize(size)
  await paper.setContent(`<!doctype html>${markup}`)
  await paper.evaluate(() => Promise.all([...document.images].map(image => image.decode())))
  await paper.screenshot({ path })
  await paper.close()
}
