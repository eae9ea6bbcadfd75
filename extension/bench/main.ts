import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { openChromium } from '../e2e/house/chromium.ts'
import { panelOn } from '../e2e/house/panel.ts'
import { playServer } from '../e2e/house/server.ts'
import { openSite } from '../e2e/house/site.ts'
import { emptyExtension } from './empty.ts'

// pnpm bench panel [rounds]: how long it takes from opening the panel until somebody can write in it, beside what a page
// of an extension takes on which nothing is: in one browser, by turns, by each page's own clock. The one who is signed
// in has been here before, and the server answers at once. It is to be within three times.

const most = 3
const rounds = Number(process.argv[2] ?? 31)
const say = (line: string) => console.log(line)

const [browser, server, site, folder] = await Promise.all([
  openChromium(),
  playServer(),
  openSite(),
  emptyExtension(),
])
try {
  await signIn()
  const empty = await browser.load(folder)
  const times = await byTurns({
    panel: `chrome-extension://${browser.id}/src/panel/panel.html`,
    empty: `chrome-extension://${empty}/empty.html`,
  })
  const [panel, bare] = [median(times.panel), median(times.empty)]
  say(
    `${browser.context.browser()?.version() ?? 'Chromium'}, ${cpus().length} × ${cpus()[0]?.model}, ${rounds} rounds`,
  )
  say('')
  say('Opening the panel')
  say(`  until its composer can be used    ${told(times.panel)}`)
  say(`  an empty page of an extension     ${told(times.empty)}`)
  say(`  the one of the other              ${(panel / bare).toFixed(2)}x   (target within ${most}x)`)
  if (!(panel <= bare * most)) process.exitCode = 1
} finally {
  await browser.close()
  await server.close()
  site.close()
  await rm(folder, { recursive: true, force: true })
}
process.exit()

/** As somebody who has used it before. */
async function signIn(): Promise<void> {
  await browser.press(await browser.visit(`${site.url}/order`))
  const panel = panelOn(await browser.panel())
  await panel.enter(server.url)
  await panel.field.waitFor()
  await browser.closePanel()
}

async function byTurns(urls: { panel: string; empty: string }) {
  const page = await browser.context.newPage()
  // It looks from the very beginning of a page: a tool that asks from outside comes later than both.
  await page.addInitScript(() => {
    const field = () =>
      document.querySelector('#empty') ??
      document.querySelector('atavus-panel')?.shadowRoot?.querySelector('textarea:enabled')
    const look = () => {
      if (!field()) return void setTimeout(look, 1)
      // The second frame begins when the first one is painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => Reflect.set(window, 'usable', performance.now())),
      )
    }
    look()
  })
  const opened = async (url: string) => {
    await page.goto(url)
    const usable = await page.waitForFunction(() => Reflect.get(window, 'usable'))
    return Number(await usable.jsonValue())
  }
  const times = { panel: [] as number[], empty: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.empty.push(await opened(urls.empty))
    times.panel.push(await opened(urls.panel))
  }
  return times
}

function at(times: number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)]!
}

function median(times: number[]): number {
  return at(times, 0.5)
}

function told(times: number[]): string {
  return `median ${median(times).toFixed(1)} ms, p90 ${at(times, 0.9).toFixed(1)} ms`
}
