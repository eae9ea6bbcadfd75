import { setTimeout as pause } from 'node:timers/promises'
import type { Child } from './child.ts'
import { type Figure, kilobytes, median, megabytes, print } from './figures.ts'
import type { Kind } from './load.ts'
import type { Stage } from './stage.ts'

const streams = 2000
const perSecond = 2
const settleMs = 6000

/** What one open stream takes, with 2,000 of them open at two tokens a second, beyond what the idle server takes. */
export async function benchMemory(stage: Stage, say: (line: string) => void): Promise<void> {
  await stage.fresh()
  const figures: Figure[] = []
  for (const kind of ['ours', 'pass'] as const) figures.push(...(await held(stage, kind)))
  print(`Memory of a held stream, ${streams} open at ${perSecond} tokens/s`, figures, say)
}

async function held(stage: Stage, kind: Kind): Promise<Figure[]> {
  const server = kind === 'ours' ? stage.ours : stage.pass
  const target = { kind, port: server.port }
  await stage.pace({ tokens: 60, perSecond: 0 })
  await stage.load.ask('closed', { ...target, atOnce: 16, answers: 200 })
  await pause(1000)
  const idle = await resident(server)
  await server.ask('collect')
  const idleCollected = await resident(server)

  await stage.pace({ tokens: 1000, perSecond })
  const statuses = await stage.load.ask<number[]>('hold', { ...target, atOnce: 20, answers: streams })
  const refused = statuses.filter(status => status !== 200)
  if (refused.length > 0)
    throw new Error(`${refused.length} streams (${kind}) were not opened: ${refused[0]}`)
  await pause(settleMs)
  const open = await resident(server)
  await server.ask('collect')
  const openCollected = await resident(server)
  await stage.load.ask('release')
  await pause(500)

  const who = kind === 'ours' ? 'ours' : 'piped through'
  const each = (after: number, before: number) => kilobytes((after - before) / streams)
  return [
    {
      name: who,
      value: `${each(open, idle)} each; idle ${megabytes(idle)}, then ${megabytes(open)}`,
      ...(kind === 'ours' && { target: 'at most 50 kB' }),
    },
    { name: '  after a collection of garbage', value: each(openCollected, idleCollected) },
  ]
}

async function resident(server: Child): Promise<number> {
  const seen: number[] = []
  for (let n = 0; n < 5; n++) {
    seen.push(await server.ask<number>('memory'))
    await pause(200)
  }
  return median(seen)
}
