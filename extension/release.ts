import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { draw } from './icons/draw.ts'
import { png } from './icons/png.ts'
import { targets, version } from './manifest.ts'
import { built } from './pack/built.ts'
import { quickly } from './pack/deflate.ts'
import type { Line } from './pack/instructions.ts'
import { sourcesOf } from './pack/sources.ts'
import { zipOf } from './pack/zip.ts'
import { server } from './vite.config.ts'

// Writes what the stores take into release/ (or into the folder that is named): a zip for each browser, the source for
// Mozilla, and in store/ the texts, answers and pictures. The same source gives the same bytes.

const root = fileURLToPath(new URL('.', import.meta.url))
const into = process.argv[2] ?? join(root, 'release')
const work = await mkdtemp(join(tmpdir(), 'atavus-release-'))

await rm(into, { recursive: true, force: true })
await mkdir(into, { recursive: true })
try {
  const zips: Line[] = []
  for (const target of targets) {
    const { zip } = await built(target, join(work, target))
    zips.push(await written(`atavus-${version}-${target}.zip`, zip))
  }
  const sources = await zipOf(await sourcesOf(join(root, '..'), { version, server, zips }), quickly)
  const all = [...zips, await written(`atavus-${version}-sources.zip`, sources)]
  // The source archive is without what stands in the stores.
  if (existsSync(join(root, 'store'))) await listed()
  console.log(`The built-in server is ${server}; ATAVUS_SERVER names another one.`)
  for (const { name, bytes, sha256 } of all)
    console.log(`${sha256}  ${String(bytes).padStart(9)} bytes  ${name}`)
} finally {
  await rm(work, { recursive: true, force: true })
}

async function written(name: string, content: Uint8Array): Promise<Line> {
  await writeFile(join(into, name), content)
  return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}

/** What is filled into the stores' forms: texts, answers, pictures, and the mark as Chrome and Edge want it. */
async function listed(): Promise<void> {
  await cp(join(root, 'store'), join(into, 'store'), { recursive: true })
  const svg = await readFile(join(root, 'icons/mark.svg'), 'utf8')
  for (const size of [128, 300])
    await writeFile(join(into, 'store/pictures', `mark-${size}.png`), png(draw(svg, size), size))
}
