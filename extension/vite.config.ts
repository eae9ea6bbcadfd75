import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crx } from '@crxjs/vite-plugin'
import type { InlineConfig, Plugin, Rolldown } from 'vite'
import { draw } from './icons/draw.ts'
import { png } from './icons/png.ts'
import { managedSchema } from './managed.ts'
import { iconSizes, manifestFor, panelPage, type Target } from './manifest.ts'
import { minifiedAgain } from './pack/again.ts'
import { wordsInRows } from './pack/words.ts'
import type { StoreWords } from './src/words/shape.ts'
import { languages, loadWords } from './src/words/words.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The built-in server; whoever builds for their own names it. */
export const server = process.env.ATAVUS_SERVER ?? 'http://localhost:4600'

/** How the extension is built for a browser, into a folder. */
export function configFor(target: Target, outDir: string): InlineConfig {
  const manifest = manifestFor(target)
  // What it would look for the files of is added at the end.
  const { icons, action, default_locale, ...entries } = manifest
  const { storage, sidebar_action, ...known } = entries as typeof entries & Record<string, unknown>
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { FIREFOX: String(target === 'firefox'), SERVER: JSON.stringify(server) },
    css: { lightningcss: { exclude: 1 << 20 } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [
      crx({ manifest: known as never, browser: target === 'firefox' ? 'firefox' : 'chrome' }),
      wordsInRows(),
      minifiedAgain(),
      finished(manifest),
    ],
    build: {
      outDir,
      emptyOutDir: true,
      target: target === 'firefox' ? 'firefox142' : 'chrome121',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // Nothing is kept from one release for the next, and a hash in a name would tell where it was built.
        output: {
          entryFileNames: 'assets/[name].js',
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
          codeSplitting: { groups: [{ name: togetherIn, minShareCount: 2 }] },
        },
        ...(target === 'firefox' && { input: { panel: panelPage } }),
      },
    },
  }
}

/**
 * What several files need is one file, and not one for each that needs it with others: every file costs its name twice,
 * and is packed by itself. What the worker needs stays apart, or it would begin with the whole chat.
 */
function togetherIn(id: string, context: Rolldown.ChunkingContext): string {
  const reached = new Set<string>()
  const visit = (one: string): void => {
    if (reached.has(one)) return
    reached.add(one)
    for (const next of context.getModuleInfo(one)?.importedIds ?? []) visit(next)
  }
  visit(`${root}src/worker/worker.ts`)
  return reached.has(id) ? 'common' : 'shared'
}

/** Writes the manifest as it was meant, with nothing that would let pages find us, and adds pictures and words. */
function finished(wanted: object): Plugin {
  return {
    name: 'finished',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const asset = bundle['manifest.json']
        if (asset?.type !== 'asset') return
        // The same as src/page/injected.js, once more; nobody asks for it by this name.
        delete bundle['assets/injected.ts.js']
        const { background } = JSON.parse(String(asset.source))
        asset.source = JSON.stringify({ ...wanted, background }, null, 2)
        const emit = (fileName: string, source: string | Uint8Array) =>
          this.emitFile({ type: 'asset', fileName, source })
        const svg = readFileSync(`${root}icons/mark.svg`, 'utf8')
        for (const size of iconSizes) emit(`icons/${size}.png`, png(draw(svg, size), size))
        for (const language of languages) {
          const { words } = await loadWords(language)
          emit(`_locales/${language}/messages.json`, JSON.stringify(messagesOf(words.store)))
        }
        if ('storage' in wanted) emit('managed.json', JSON.stringify(managedSchema))
      },
    },
  }
}

function messagesOf(words: StoreWords) {
  return Object.fromEntries(Object.entries(words).map(([name, message]) => [name, { message }]))
}
