import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { targets } from './manifest.ts'
import { built, most } from './pack/built.ts'

// Writes dist/chrome, dist/edge and dist/firefox, and fails when one outgrows what a browser should have to carry.

const dist = fileURLToPath(new URL('dist/', import.meta.url))

await rm(dist, { recursive: true, force: true })
const sizes = []
for (const target of targets) {
  const { zip, panel } = await built(target, `${dist}${target}`)
  sizes.push({ target, zip: zip.length, panel })
}
await writeFile(`${dist}sizes.json`, `${JSON.stringify({ most, sizes }, null, 2)}\n`)
