import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text file of the clone; the path is relative to its root and uses slashes. */
export type Source = { path: string; text: string }

/** A place where a law is broken: shown as `path:line  message`. */
export type Violation = { path: string; line: number; message: string }

/** A law takes the whole tree and gives every place that breaks it. */
export type Law = (tree: Source[]) => Violation[]

const skipped = new Set(['.git', 'node_modules', 'dist', '.atavus', 'test-results', 'playwright-report'])

/** Reads every text file under a folder, except what is installed, built or data. */
export function readTree(root: string, folder = ''): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (skipped.has(entry.name)) return []
    if (entry.isDirectory()) return readTree(root, path)
    if (!entry.isFile()) return []
    const text = readFileSync(join(root, path), 'utf8')
    return text.includes('\0') ? [] : [{ path, text }]
  })
}

/** Gives the 1-based line on which a position of a text stands. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

export const isCode = (path: string) => /\.(ts|tsx|mjs|js)$/.test(path)

/** Tests, what only tests use, and the measurements: they may do what the product may not. */
export const isTest = (path: string) =>
  /\.test\.(ts|tsx|mjs)$/.test(path) ||
  /(^|\/)(testing\.ts$|testing\/|e2e\/)/.test(path) ||
  /^(?:backend|extension)\/bench\//.test(path)

/** Gives a violation for each match of a pattern (with the g flag) in a text shaped like the source's. */
export function found(source: Source, text: string, pattern: RegExp, message: string): Violation[] {
  return [...text.matchAll(pattern)].map(match => ({
    path: source.path,
    line: lineAt(source.text, match.index),
    message,
  }))
}
