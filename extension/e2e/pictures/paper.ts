import { readFile, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { palettePng } from '../../icons/png.ts'
import type { Chromium } from '../house/chromium.ts'
import { indexed } from './palette.ts'
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
    ${mark}${words.store.name}<p dir="${words.direction}">${first}</p>`,
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
  await writeFile(path, await small(paper, size.width))
  await paper.close()
}

/** What a page shows, as a PNG with a palette: a third of what a browser makes of it. */
async function small(paper: Page, width: number): Promise<Buffer> {
  const shot = (await paper.screenshot()).toString('base64')
  const pixels = await paper.evaluate(async shot => {
    const image = new Image()
    image.src = `data:image/png;base64,${shot}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!
    canvas.drawImage(image, 0, 0)
    const { data } = canvas.getImageData(0, 0, image.width, image.height)
    const reader = new FileReader()
    reader.readAsDataURL(new Blob([data]))
    await new Promise(resolve => reader.addEventListener('load', resolve))
    return String(reader.result).split(',')[1]!
  }, shot)
  const { pixels: numbers, palette } = indexed(Buffer.from(pixels, 'base64'))
  return palettePng(numbers, width, palette)
}
