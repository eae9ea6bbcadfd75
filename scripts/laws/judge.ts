import { noCircles } from './circles.ts'
import { domainDirection } from './domains.ts'
import exceptions from './exceptions.json' with { type: 'json' }
import { noBarrels, noDefaultExports } from './exports.ts'
import { noLongFiles } from './length.ts'
import { onlyMaskedLeaves } from './outgoing.ts'
import { packageDirection } from './packages.ts'
import { noMachinePaths, noRegistryHosts } from './places.ts'
import { noStraySockets } from './sockets.ts'
import { sqlInItsPlace } from './sql.ts'
import { timeFromTheWorld } from './time.ts'
import type { Law, Source, Violation } from './tree.ts'
import { noConsole, noMarkupFromStrings } from './words.ts'

/** A place that may break a law, by its name in `laws`; a path that ends in / means everything below it. */
export type Exception = { law: string; path: string; reason: string }

export const laws: Record<string, Law> = {
  'packages import one way': packageDirection,
  'domains import one way': domainDirection,
  'no import circles': noCircles,
  'no long files': noLongFiles,
  'sql in its place': sqlInItsPlace,
  'no stray sockets': noStraySockets,
  'only masked words leave': onlyMaskedLeaves,
  'named exports': noDefaultExports,
  'no barrels': noBarrels,
  'time from the world': timeFromTheWorld,
  'no console': noConsole,
  'no markup from strings': noMarkupFromStrings,
  'no machine paths': noMachinePaths,
  'no registry hosts': noRegistryHosts,
}

/** Takes the tree, gives every violation that no exception covers, and every exception that is of no use. */
export function judge(tree: Source[], allowed: Exception[] = exceptions): (Violation & { law: string })[] {
  const used = new Set<Exception>()
  const broken = Object.entries(laws).flatMap(([law, judgeTree]) =>
    judgeTree(tree)
      .filter(({ path }) => {
        const exception = allowed.find(one => one.law === law && covers(one.path, path))
        if (exception) used.add(exception)
        return !exception
      })
      .map(violation => ({ law, ...violation })),
  )
  return [...broken, ...allowed.filter(one => !used.has(one)).map(idle)]
}

const covers = (excepted: string, path: string) =>
  excepted.endsWith('/') ? path.startsWith(excepted) : path === excepted

const idle = ({ law, path }: Exception) => ({
  law,
  path: 'scripts/laws/exceptions.json',
  line: 1,
  message: `the exception for ${path} is not needed (any more)`,
})
