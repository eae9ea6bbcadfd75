import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { serveShop } from '../../../demo-site/server.ts'
import { openChromium } from '../house/chromium.ts'
import { playServer } from '../house/server.ts'
import { beside, tile } from './paper.ts'
import { answered, settled, sheet, started } from './scenes.ts'
import { stories } from './stories.ts'

// pnpm --filter @atavus/extension pictures: draws store/pictures anew, from the real panel beside a page of the demo
// shop (after a build), and docs/panel.png. The server is scripted, so that the same is said each time.

const store = fileURLToPath(new URL('../../store/pictures/', import.meta.url))
const docs = fileURLToPath(new URL('../../../docs/', import.meta.url))

await rm(store, { recursive: true, force: true })
await mkdir(store, { recursive: true })
for (const story of stories) {
  const [browser, server] = await Promise.all([openChromium(), playServer()])
  const shop = await serveShop({ atavusUrl: server.url, key: 'none', port: 0, host: 'localhost' })
  try {
    const scene = await started(browser, server, shop.shop, story)
    const draw = async (name: string, into = store) => beside(browser, scene, `${into}${name}.png`)
    await sheet(scene)
    await draw(`${story.language}-1-sheet`)
    await answered(scene)
    await draw(`${story.language}-2-answer`)
    if (story.language === 'en') await draw('panel', docs)
    await settled(scene)
    await draw(`${story.language}-3-settings`)
    await tile(browser, story, `${store}${story.language}-tile.png`)
  } finally {
    await browser.close()
    await server.close()
    await shop.close()
  }
}
process.exit()
