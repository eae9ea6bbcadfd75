// Where things lie in the clone, whoever calls from wherever.
import { realpathSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Takes parts of a path inside the clone, gives the absolute path. */
export const inside = (...parts) => join(root, ...parts)

/** Gives the path of the pinned Node (bootstrapped); scripts may run on an older one, the platform never does. */
export const node = () => realpathSync(inside('node_modules/.bin/node'))

/** Gives the path of a bootstrapped tool, e.g. `vitest`. */
export const tool = name => inside('node_modules/.bin', name)

/** Gives this process's environment with the workspace's tools (and its Node) first on the PATH. */
export function environment(more = {}, ...folders) {
  const first = [...folders, inside('node_modules/.bin')].join(delimiter)
  return { ...process.env, ...more, PATH: `${first}${delimiter}${process.env.PATH ?? ''}` }
}

/** Gives a path as a reader of the clone would write it. */
export const short = path => relative(root, path) || '.'
