// pnpm bench [arguments]: the measurements of backend/bench and (panel) of extension/bench, with the pinned Node.
import { bootstrap } from './lib/bootstrap.mjs'
import { browser } from './lib/browser.mjs'
import { build } from './lib/build.mjs'
import { environment, node } from './lib/house.mjs'
import { run } from './lib/run.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await bootstrap()
  const asked = process.argv.slice(2)
  const others = asked.filter(name => name !== 'panel')
  const codes = []
  if (asked.length === 0 || others.length > 0) codes.push(await backend(others))
  if (asked.length === 0 || asked.includes('panel')) codes.push(await panel())
  process.exit(codes.find(code => code !== 0) ?? 0)
})

async function backend(names) {
  await build()
  return measured(['backend/bench/main.ts', ...names], {})
}

async function panel() {
  await build('extension')
  const chromium = await browser('chromium')
  return chromium ? measured(['extension/bench/main.ts'], { ATAVUS_CHROMIUM: chromium }) : 1
}

async function measured(args, more) {
  const { code, late } = await run(node(), args, { env: environment(more), minutes: 60 })
  return late ? 1 : code
}
