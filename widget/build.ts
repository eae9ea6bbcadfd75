import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, type InlineConfig, type Rolldown } from 'vite'

// Writes dist/widget.js (the loader) and dist/widget/*.js (what it loads when a visitor opens the chat), each with
// its compressed copies, and fails when they outgrow what a page should have to carry.

const root = fileURLToPath(new URL('.', import.meta.url))
const dist = `${root}dist`
/** In bytes after brotli. */
const most = { loader: 3_000, rest: 30_000, later: 12_000 }

const common: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  // `h` is in Preact anyway; the automatic runtime would bring a second one, with longer calls.
  // No variables for a `light-dark()` that we do not use (`Features.LightDark` of lightningcss).
  css: { lightningcss: { exclude: 1 << 20 } },
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
}
const inject: Record<string, [string, string]> = { h: ['preact', 'h'], Fragment: ['preact', 'Fragment'] }
const target = ['chrome111', 'firefox115', 'safari16.4']

await rm(dist, { recursive: true, force: true })
const chunks = await bundle({
  input: { chat: `${root}src/chat/start.ts` },
  // What is fetched later shares what the chat has; the loader knows it by the names that it had before.
  preserveEntrySignatures: 'allow-extension',
  output: {
    format: 'es',
    entryFileNames: 'widget/[name]-[hash].js',
    chunkFileNames: 'widget/[name]-[hash].js',
  },
})
const entry = chunks.find(chunk => chunk.isEntry)!
const chat = entry.fileName.replace('widget/', '')
/** What comes with the chat; the rest is fetched when a visitor goes there. */
const withChat = new Set([entry.fileName, ...entry.imports])
await bundle(
  {
    input: { widget: `${root}src/loader/main.ts` },
    output: { format: 'iife', entryFileNames: '[name].js' },
  },
  { CHAT_FILE: JSON.stringify(chat) },
)
await weigh()

async function bundle(rolldownOptions: Rolldown.InputOptions & { output: object }, define = {}) {
  const result = await build({
    ...common,
    define,
    build: {
      outDir: dist,
      emptyOutDir: false,
      target,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { ...rolldownOptions, transform: { inject } },
    },
  })
  const { output } = result as Rolldown.RolldownOutput
  return output.filter(file => file.type === 'chunk')
}

/** Compresses every file, and holds the sizes against the limits. */
async function weigh() {
  await mkdir(`${dist}/widget`, { recursive: true })
  const names = ['widget.js', ...(await readdir(`${dist}/widget`)).sort().map(name => `widget/${name}`)]
  const files = await Promise.all(names.map(compress))
  const loader = files[0]!.brotli
  const sum = (some: typeof files) => some.reduce((sum, { brotli }) => sum + brotli, 0)
  const rest = sum(files.filter(({ name }) => withChat.has(name)))
  const later = sum(files.slice(1).filter(({ name }) => !withChat.has(name)))
  await writeFile(`${dist}/sizes.json`, `${JSON.stringify({ loader, rest, later, most, files }, null, 2)}\n`)
  for (const { name, raw, gzip, brotli } of files)
    console.log(`${name.padEnd(28)} ${raw} bytes, gzip ${gzip}, brotli ${brotli}`)
  console.log(
    `loader ${loader} of ${most.loader}, after opening ${rest} of ${most.rest}, in the privacy room ${later} of ${most.later} bytes (brotli)`,
  )
  if (loader > most.loader || rest > most.rest || later > most.later) {
    console.error('The widget has outgrown its limit.')
    process.exitCode = 1
  }
}

async function compress(name: string) {
  const content = await readFile(`${dist}/${name}`)
  // Which of its two ways to look at a text is the shorter, brotli does not know beforehand.
  const ways = [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_FONT]
  const tries = await Promise.all(ways.map(way => brotli(content, way)))
  const br = tries.reduce((best, other) => (other.length < best.length ? other : best))
  const gz = await promisify(gzip)(content, { level: 9 })
  await writeFile(`${dist}/${name}.br`, br)
  await writeFile(`${dist}/${name}.gz`, gz)
  return { name, raw: content.length, gzip: gz.length, brotli: br.length }
}

function brotli(content: Buffer, mode: number): Promise<Buffer> {
  return promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      [constants.BROTLI_PARAM_MODE]: mode,
    },
  })
}
