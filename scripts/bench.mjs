// pnpm bench [arguments]: the measurements of backend/bench, with the pinned Node.
import { bootstrap } from './lib/bootstrap.mjs'
import { build } from './lib/build.mjs'
import { environment, node } from './lib/house.mjs'
import { run } from './lib/run.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await bootstrap()
  await build()
  const args = ['backend/bench/main.ts', ...process.argv.slice(2)]
  const { code, late } = await run(node(), args, { env: environment(), minutes: 60 })
  process.exit(late ? 1 : code)
})
