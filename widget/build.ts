import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, type InlineConfig, type Rolldown } from 'vite'
import { languages } from './src/chat/words/languages.ts'

// Writes dist/widget.js (the loader) and dist/widget/*.js (what it loads when a visitor opens the chat), each with
// its compressed copies, and fails when they outgrow what a page should have to carry. The words of each language are
// a file of their own, of which a visitor fetches one.

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
/** A first time to know what the build is, the second under its name: the loader knows one name, and so knows all. */
const hash = nameOf(await chatUnder('draft', false))
const chunks = await chatUnder(hash)
const entry = chunks.find(chunk => chunk.name === 'chat')!
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

/** The chat, its words by languages, and what is fetched later. */
function chatUnder(hash: string, write = true) {
  // The server takes what stands before the hash as the name.
  const named = ({ name }: { name: string }) => `widget/${name.replace('.', '_')}-${hash}.js`
  const words = languages.map(language => [language, `${root}src/chat/words/${language}.ts`])
  return bundle(
    {
      input: { chat: `${root}src/chat/start.ts`, ...Object.fromEntries(words) },
      // What is fetched later shares what the chat has; the loader knows it by the names that it had before.
      preserveEntrySignatures: 'allow-extension',
      output: { format: 'es', entryFileNames: named, chunkFileNames: named },
    },
    {},
    write,
  )
}

function nameOf(chunks: Rolldown.OutputChunk[]): string {
  const all = createHash('sha256')
  for (const { code } of chunks) all.update(code)
  return all.digest('hex').slice(0, 8)
}

async function bundle(
  rolldownOptions: Rolldown.InputOptions & { output: object },
  define = {},
  write = true,
) {
  const result = await build({
    ...common,
    define,
    build: {
      outDir: dist,
      write,
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
  // Of the languages a visitor fetches one: the heaviest counts.
  const spoken = (prefix: string) => languages.map(language => `widget/${prefix}${language}-${hash}.js`)
  const heaviest = (names: string[]) =>
    Math.max(...files.filter(({ name }) => names.includes(name)).map(({ brotli }) => brotli))
  const [words, roomWords] = [spoken(''), spoken('room_')]
  const once = files.slice(1).filter(({ name }) => ![...words, ...roomWords].includes(name))
  const rest = sum(once.filter(({ name }) => withChat.has(name))) + heaviest(words)
  const later = sum(once.filter(({ name }) => !withChat.has(name))) + heaviest(roomWords)
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
