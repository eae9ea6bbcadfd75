import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseAddress } from '../src/db/connect.ts'
import { openCluster } from '../src/db/open.ts'
import { benchCapacity } from './capacity.ts'
import { benchMemory } from './memory.ts'
import { benchQuote } from './quote.ts'
import { benchSignIn } from './sign-in.ts'
import { openStage, type Stage } from './stage.ts'
import { benchStream } from './stream.ts'
import { benchSweep } from './sweep.ts'

// pnpm bench [stream | capacity | memory | sign-in | quote | sweep …]; without a name, all of them. One more, `panel`, is
// the extension's and lies there.

type Say = (line: string) => void

const staged: Record<string, (stage: Stage, say: Say) => Promise<void>> = {
  stream: benchStream,
  memory: benchMemory,
  capacity: benchCapacity,
  'sign-in': benchSignIn,
}
/** On a cluster of their own, without a stage. */
const alone: Record<string, (address: DatabaseAddress, say: Say) => Promise<void>> = {
  quote: benchQuote,
  sweep: benchSweep,
}
const names = [...Object.keys(staged), ...Object.keys(alone)]
const say: Say = line => console.log(line)

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !names.includes(name))
if (unknown.length > 0) {
  say(`There is no bench "${unknown[0]}"; there are ${names.join(', ')} and panel.`)
  process.exit(1)
}
const chosen = asked.length > 0 ? asked : names

say(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}, on loopback`,
)
const onStage = Object.entries(staged).filter(([name]) => chosen.includes(name))
if (onStage.length > 0) {
  const stage = await openStage(say)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stage.close().finally(() => process.exit(1)))
  try {
    for (const [, bench] of onStage) await bench(stage, say)
  } finally {
    await stage.close()
  }
}
for (const [name, bench] of Object.entries(alone)) {
  if (!chosen.includes(name)) continue
  say('')
  const folder = await mkdtemp(join(tmpdir(), 'atavus-bench-'))
  const cluster = await openCluster(folder, {})
  await bench(cluster.address, say).finally(cluster.stop)
  await rm(folder, { recursive: true, force: true })
}
process.exit()
