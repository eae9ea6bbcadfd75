// npm run audit: holds what the platform runs on against known advisories, and keeps when and how many for `/trust`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { bootstrap } from './lib/bootstrap.mjs'
import { inside } from './lib/house.mjs'
import { pnpm } from './lib/pnpm.mjs'
import { say, Trouble, tell } from './lib/say.mjs'

await tell(async () => {
  await bootstrap()
  const ask = await pnpm()
  const { output } = await ask(['audit', '--prod', '--json'], { minutes: 3 })
  const found = countIn(output)
  if (found === undefined) throw new Trouble('the registry did not answer with advisories.')
  mkdirSync(inside('backend/dist'), { recursive: true })
  writeFileSync(inside('backend/dist/audit.json'), JSON.stringify({ at: new Date().toISOString(), found }))
  say(`${found} open advisories.`)
  process.exit(found ? 1 : 0)
})

function countIn(output) {
  try {
    const { vulnerabilities } = JSON.parse(output).metadata
    return Object.values(vulnerabilities).reduce((sum, count) => sum + count, 0)
  } catch {
    return undefined
  }
}
