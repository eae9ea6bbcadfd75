import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Target } from '../manifest.ts'
import { configFor } from '../vite.config.ts'
import { hard } from './deflate.ts'
import { type Files, filesIn } from './files.ts'
import { zipOf } from './zip.ts'

/** In bytes: the whole as a zip, and after gzip what a panel loads before anybody presses anything. */
export const most = { zip: 200_000, panel: 60_000 }

export interface Built {
  target: Target
  zip: Uint8Array
  panel: number
}

/** Builds for a browser into a folder, and packs it. Says how large it is, and that it is too large where it is. */
export async function built(target: Target, folder: string): Promise<Built> {
  // Else a shell that is set for something else would build something else.
  process.env.NODE_ENV = 'production'
  await build(configFor(target, folder))
  const files = await filesIn(folder)
  const [zip, panel] = [await zipOf(files, hard), panelOf(files)]
  console.log(`${target}: zip ${zip.length} of ${most.zip}, panel ${panel} of ${most.panel} bytes (gzip)`)
  if (zip.length > most.zip || panel > most.panel) {
    console.error('The extension has outgrown its limit.')
    process.exitCode = 1
  }
  return { target, zip, panel }
}

/** What the panel's page names, what that imports without being asked to, and the language that takes most. */
function panelOf(files: Files): number {
  const text = (path: string) => Buffer.from(files.get(path) ?? '').toString()
  const page = 'src/panel/panel.html'
  const reached = (path: string, seen: Set<string>): Set<string> => {
    if (seen.has(path)) return seen
    seen.add(path)
    for (const [, name] of text(path).matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g))
      reached(`assets/${name}`, seen)
    return seen
  }
  const panel = new Set<string>()
  for (const [, path] of text(page).matchAll(/(?:src|href)="\/?([^"]+)"/g))
    reached(path!.replace(/^(?:\.\.\/)+/, ''), panel)
  const packed = (path: string) => gzipSync(files.get(path) ?? '', { level: 9 }).length
  const whole = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + packed(path), 0)
  // The panel's words and the chat's, each in a file of its own: de.js, de2.js; and what they import.
  const words = [...files.keys()].filter(path => !panel.has(path) && language(path))
  const languages = Object.values(Object.groupBy(words, path => language(path)!)).map(paths => {
    const seen = new Set(panel)
    for (const path of paths!) reached(path, seen)
    return seen
  })
  return whole([page]) + Math.max(whole(panel), ...languages.map(whole))
}

const language = (path: string): string | undefined => /^assets\/([a-z]{2})\d*\.js$/.exec(path)?.[1]
