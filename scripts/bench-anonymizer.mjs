// pnpm bench:anonymizer [arguments]: what the anonymizer finds and misses, with the pinned Node.
import { bootstrap } from './lib/bootstrap.mjs'
import { environment, node } from './lib/house.mjs'
import { run } from './lib/run.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await bootstrap()
  const args = ['backend/anonymizer/bench/main.ts', ...process.argv.slice(2)]
  const { code, late } = await run(node(), args, { env: environment(), minutes: 30 })
  process.exit(late ? 1 : code)
})
