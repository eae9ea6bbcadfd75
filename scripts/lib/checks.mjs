import { environment, node, tool } from './house.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const checks = [
  { name: 'types', command: () => [tool('tsc'), ['-p', '.']] },
  { name: 'lint and format', command: () => [tool('biome'), ['check', '--error-on-warnings', '.']] },
  { name: 'laws', command: () => [node(), ['scripts/laws.ts']] },
]

/** Runs every check and prints its verdict; gives a tally. Each check counts as one. */
export async function check() {
  const total = { passed: 0, failed: 0, names: [], repeated: [] }
  for (const { name, command } of checks) {
    const [program, args] = command()
    const { ok, late } = await run(program, args, { env: environment(), minutes: 5 })
    total[ok ? 'passed' : 'failed'] += 1
    if (!ok) total.names.push(name)
    say(`${name}: ${ok ? 'good' : late ? 'not done within five minutes' : 'not good, see above'}`)
  }
  return total
}
