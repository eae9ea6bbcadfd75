// pnpm check: types, lint and format, and the laws of the house.
import { bootstrap } from './lib/bootstrap.mjs'
import { check } from './lib/checks.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await bootstrap()
  const { failed } = await check()
  process.exit(failed ? 1 : 0)
})
