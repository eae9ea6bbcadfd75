// npm start: install, build, then the platform and (unless this is production) the demo shop.
import { bootstrap } from './lib/bootstrap.mjs'
import { build } from './lib/build.mjs'
import { service } from './lib/children.mjs'
import { inside } from './lib/house.mjs'
import { say, tell } from './lib/say.mjs'

const started = []
let leaving

await tell(async () => {
  await bootstrap()
  await build()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave())
  try {
    await welcome()
  } catch (error) {
    if (leaving) return
    await leave({ failed: true, error })
  }
})

async function welcome() {
  const backend = start('backend/src/main.ts')
  const { url, demo } = await backend.ready
  if (!demo) return print({ Platform: url })
  const shop = start('demo-site/server.ts', {
    ATAVUS_URL: url,
    ATAVUS_KEY: demo.key,
    PORT: String(demo.shopPort),
  })
  const { shop: address } = await shop.ready
  print({ 'Demo shop': address, Dashboard: url, 'Sign in, once': demo.signInLink })
}

function start(file, more) {
  const child = service(inside(file), more)
  started.push(child)
  // Neither is of use without the other.
  child.ended.then(code => {
    if (leaving) return
    say(`${file} ended by itself (exit code ${code}); stopping.`)
    leave({ failed: true })
  })
  return child
}

// Every further signal is ignored: npm passes on a Ctrl-C that the terminal has sent already.
function leave({ failed = false, error } = {}) {
  leaving ??= stopAll(failed, error)
  return leaving
}

async function stopAll(failed, error) {
  if (error) console.error(`atavus: ${error.message}`)
  const [code = 1] = await Promise.all(started.map(child => child.stop()))
  process.exit(failed ? code || 1 : code)
}

function print(lines) {
  const rows = Object.entries(lines).map(([name, value]) => `  ${name.padEnd(15)}${value}`)
  console.log(`\n${rows.join('\n')}\n\n  Ctrl-C stops everything.\n`)
}
