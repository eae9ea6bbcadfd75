import { posix } from 'node:path'
import { scan } from './scan.ts'
import { isCode, lineAt, type Source } from './tree.ts'

/** One import (or re-export) of a file. `file` is where it leads inside the tree, null when outside. */
export type Import = { specifier: string; line: number; typeOnly: boolean; file: string | null }

const statement = /(?:^|[;\n}])\s*(?:import|export)\b(?:([^'"`;]*?)\bfrom)?\s*(?=['"])/g
const call = /(?<![\w$.])(?:import|require)\s*\(\s*(?=['"`])/g

/** Gives the imports of a file, static and dynamic. */
export function importsOf(source: Source, tree: Source[]): Import[] {
  if (!isCode(source.path)) return []
  const { code, literals } = scan(source.text)
  const at = new Map(literals.map(({ start, text }) => [start, text]))
  return [statement, call].flatMap(pattern =>
    [...code.matchAll(pattern)].flatMap(match => {
      const quote = match.index + match[0].length
      const specifier = at.get(quote)
      if (specifier === undefined) return []
      const line = lineAt(source.text, quote)
      return { specifier, line, typeOnly: isTypeOnly(match[1] ?? ''), file: resolve(source, specifier, tree) }
    }),
  )
}

/** `type { A }` as well as `{ type A, type B }`: nothing of it is left when the program runs. */
function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b(?!\s*(?:,|$))/.test(clause)) return true
  const [, names] = /^\s*\{([^}]*)\}\s*$/.exec(clause) ?? []
  const list = names?.split(',').filter(name => name.trim()) ?? []
  return list.length > 0 && list.every(name => /^\s*type\s+\w/.test(name))
}

/** A relative specifier leads to a file; one of our packages leads where its `exports` say. */
function resolve(source: Source, specifier: string, tree: Source[]): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(source.path), specifier.replace(/\?.*$/, ''))
  const [, name, rest] = /^(@atavus\/[^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  if (!name) return null
  const own = packagesOf(tree).get(name)
  if (!own) return specifier
  const target = exported(own.exports, rest ? `./${rest}` : '.')
  return posix.join(own.folder, target ?? rest ?? '')
}

type Package = { folder: string; exports: Record<string, string> }
const packages = new WeakMap<Source[], Map<string, Package>>()

function packagesOf(tree: Source[]): Map<string, Package> {
  const before = packages.get(tree)
  if (before) return before
  const manifests = tree.filter(({ path }) => path.endsWith('/package.json'))
  const all = manifests.map(({ path, text }): [string, Package] => {
    const { name, exports = {} } = JSON.parse(text)
    return [name, { folder: posix.dirname(path), exports }]
  })
  const map = new Map(all)
  packages.set(tree, map)
  return map
}

function exported(exports: Record<string, string>, wanted: string): string | undefined {
  for (const [pattern, target] of Object.entries(exports)) {
    const [head = '', tail] = pattern.split('*')
    if (pattern === wanted) return target
    if (tail === undefined || !wanted.startsWith(head) || !wanted.endsWith(tail)) continue
    return target.replace('*', wanted.slice(head.length, wanted.length - tail.length))
  }
}
