import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { targets } from './manifest.ts'
import { configFor } from './vite.config.ts'

// Writes dist/chrome, dist/edge and dist/firefox, and fails when one outgrows what a browser should have to carry.

const dist = fileURLToPath(new URL('dist/', import.meta.url))
/** In bytes: the whole as a zip, and after gzip what a panel loads before anybody presses anything. */
const most = { zip: 200_000, panel: 60_000 }

await rm(dist, { recursive: true, force: true })
const sizes = []
for (const target of targets) {
  await build(configFor(target))
  const size = { target, zip: await zipped(`${dist}${target}/`), panel: await opened(`${dist}${target}/`) }
  sizes.push(size)
  console.log(`${target}: zip ${size.zip} of ${most.zip}, panel ${size.panel} of ${most.panel} bytes (gzip)`)
  if (size.zip > most.zip || size.panel > most.panel) {
    console.error('The extension has outgrown its limit.')
    process.exitCode = 1
  }
}
await writeFile(`${dist}sizes.json`, `${JSON.stringify({ most, sizes }, null, 2)}\n`)

/** About what a zip of a folder takes: each file deflated, with its two headers. */
async function zipped(folder: string): Promise<number> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.replace(`${folder}/`, '').replace(folder, ''))
  const files = await Promise.all(names.map(name => readFile(`${folder}${name}`)))
  return files.reduce(
    (sum, file, at) => sum + deflateRawSync(file, { level: 9 }).length + 76 + 2 * names[at]!.length,
    22,
  )
}

/** What the panel's page names, and what that imports without being asked to. */
async function opened(folder: string): Promise<number> {
  const page = await readFile(`${folder}src/panel/panel.html`, 'utf8')
  const seen = new Set<string>()
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return
    seen.add(path)
    const text = await readFile(`${folder}${path}`, 'utf8')
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g))
      await visit(`assets/${name}`)
  }
  for (const [, path] of page.matchAll(/(?:src|href)="\/?([^"]+)"/g))
    await visit(path!.replace(/^(?:\.\.\/)+/, ''))
  const files = await Promise.all([...seen].map(path => readFile(`${folder}${path}`)))
  return files.reduce(
    (sum, file) => sum + gzipSync(file, { level: 9 }).length,
    gzipSync(page, { level: 9 }).length,
  )
}
