import type { Law, Source } from './tree.ts'

/** Takes files as `{ path: text }`, gives a tree for a law to judge. */
export function treeOf(files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

/** Gives the places where a law is broken, as `path:line`. */
export function places(law: Law, files: Record<string, string>): string[] {
  return law(treeOf(files)).map(({ path, line }) => `${path}:${line}`)
}
