// npm run atavus -- <command>: the command line of whoever runs the platform, with the pinned Node.
import { spawnSync } from 'node:child_process'
import { bootstrap } from './lib/bootstrap.mjs'
import { environment, inside, node, root } from './lib/house.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await bootstrap()
  const words = process.argv.slice(2)
  const { status } = spawnSync(node(), [inside('backend/src/command.ts'), ...words], {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
})
