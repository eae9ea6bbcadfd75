import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

interface Screen {
  /** Only what is in this element is looked at. */
  within?: string
}

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]

/** Holds that axe finds nothing on the screen as it stands, light and dark, wide and narrow, and that 320 pixels suffice. */
export async function isAccessible(page: Page, name: string, { within }: Screen = {}) {
  for (const size of sizes)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // In one page: there are no frames, and a page of its own for each look takes longer than the look.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
      const { violations } = await (within ? axe.include(within) : axe).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`,
      )
      expect(found, `${name}, ${colorScheme}, ${size.width} wide`).toEqual([])
    }
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await overflow(page, within), `${name}, wider than 320 pixels`).toEqual([])
  await page.setViewportSize(sizes[0]!)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** What reaches beyond the window at its side, cut off or not. */
function overflow(page: Page, within = 'body') {
  return page.evaluate(selector => {
    const host = document.querySelector(selector)
    const root: ParentNode = host?.shadowRoot ?? document
    const wide = document.documentElement.clientWidth
    // What scrolls sideways inside itself may be wide; what only listeners hear may lie anywhere.
    const excused = (element: Element): boolean => {
      const parent = element.parentElement
      if (!parent) return false
      const { overflowX, width, height } = getComputedStyle(parent)
      return /auto|scroll/.test(overflowX) || width === '1px' || height === '1px' || excused(parent)
    }
    const beyond = [...root.querySelectorAll('*')].filter(element => {
      const { left, right, width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && (right > wide + 1 || left < -1) && !excused(element)
    })
    const page = document.documentElement.scrollWidth > wide ? ['the page scrolls sideways'] : []
    return [...page, ...beyond.map(element => `${element.tagName} ${element.className}`)]
  }, within)
}
