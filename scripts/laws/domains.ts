// Inside backend/src a folder is a domain, and imports point one way:
// lib, db, egress ← world ← domains ← app ← main. Only main.ts names an adapter.
// Imports of types alone bind nothing when the program runs and are free, except where said otherwise.

import { circles } from './circles.ts'
import { importsOf } from './imports.ts'
import { isTest, type Law, type Violation } from './tree.ts'

const root = 'backend/src/'
const base = new Set(['lib', 'db', 'egress'])
const open = new Set(['world.ts', 'settings.ts'])

/** The first step below backend/src: a folder, or a file of the root. */
const place = (path: string) => path.slice(root.length).split('/')[0]!
const isRootFile = (name: string) => /\.tsx?$/.test(name)
const isDomain = (name: string) => !base.has(name) && !isRootFile(name)

// What reaches for the world outside stands behind an interface: the models, Stripe, and whatever a domain keeps in a
// folder called `adapters`.
const adapters = /^backend\/src\/(?:models\/(?:deepseek|ollama|quote)\.ts$|billing\/stripe\/|.*\/adapters\/)/
/** Where a process begins: the platform, and its command line. */
const mains = new Set(['main.ts', 'command.ts'])
const isAdapter = (path: string) => adapters.test(path)

export const domainDirection: Law = tree => {
  const sources = tree.filter(({ path }) => path.startsWith(root) && !isTest(path))
  const edges = new Map<string, Map<string, Violation>>()
  const broken = sources.flatMap(source =>
    importsOf(source, tree).flatMap(({ file, line, typeOnly }) => {
      if (!file?.startsWith(root)) return []
      const [from, to] = [place(source.path), place(file)]
      const violation = (message: string) => ({ path: source.path, line, message })
      if (to === 'main.ts') return violation('nobody imports main.ts')
      if (typeOnly) return []
      if (isDomain(from) && isDomain(to) && from !== to) note(edges, from, to, violation(`${from} → ${to}`))
      const problem = refused(source.path, file, from, to)
      return problem ? violation(problem) : []
    }),
  )
  return [...broken, ...domainCircles(edges)]
}

function refused(path: string, file: string, from: string, to: string): string | null {
  if (from === to)
    return isAdapter(file) && !isAdapter(path) ? 'only main.ts and command.ts import an adapter' : null
  if (from === 'main.ts') return null
  if (to === 'testing') return 'only tests import from testing'
  if (isAdapter(file)) return mains.has(from) ? null : 'only main.ts and command.ts import an adapter'
  if (to === 'app.ts') return 'only main.ts and tests import app.ts'
  if (base.has(from) && isDomain(to)) return `${from} knows no domain, not ${to}`
  if (from === 'world.ts' && isDomain(to)) return 'world.ts takes only types from a domain'
  if (isDomain(from) && isRootFile(to) && !open.has(to)) return `a domain does not import ${to}`
  return null
}

function note(edges: Map<string, Map<string, Violation>>, from: string, to: string, first: Violation) {
  const known = edges.get(from) ?? new Map<string, Violation>()
  edges.set(from, known.set(to, known.get(to) ?? first))
}

function domainCircles(edges: Map<string, Map<string, Violation>>): Violation[] {
  const graph = new Map([...edges].map(([from, to]) => [from, [...to.keys()]]))
  return circles(graph).map(circle => {
    const [first = '', second = ''] = circle
    const { path, line } = edges.get(first)!.get(second)!
    return { path, line, message: `domains in a circle: ${circle.join(' → ')}` }
  })
}
