// No file may come back to itself through its imports. Imports of types alone are left out: they are erased
// before the program runs and cannot make an order of loading matter.
import { importsOf } from './imports.ts'
import type { Law } from './tree.ts'

/** Takes a graph (a name → the names it leads to), gives each circle once: `[a, b, a]`. */
export function circles(graph: Map<string, string[]>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const visit = (name: string, trail: string[]) => {
    const before = trail.indexOf(name)
    if (before >= 0) found.push([...trail.slice(before), name])
    if (before >= 0 || done.has(name)) return
    for (const next of graph.get(name) ?? []) visit(next, [...trail, name])
    done.add(name)
  }
  for (const name of [...graph.keys()].sort()) visit(name, [])
  return found
}

export const noCircles: Law = tree => {
  const lines = new Map<string, number>()
  const graph = new Map(
    tree.map(source => {
      const values = importsOf(source, tree).filter(({ typeOnly, file }) => file && !typeOnly)
      for (const { file, line } of values) lines.set(`${source.path} ${file}`, line)
      return [source.path, values.map(({ file }) => file!)]
    }),
  )
  return circles(graph).map(circle => {
    const [path = '', next = ''] = circle
    return { path, line: lines.get(`${path} ${next}`) ?? 1, message: `a circle: ${circle.join(' → ')}` }
  })
}
