import { type Figure, median, ms, print, quantile, times } from './figures.ts'
import type { Closed, Heard, Kind } from './load.ts'
import type { Stage } from './stage.ts'
import { answerOf } from './words.ts'

const tokens = 500
const rounds = 3

/** What a stream costs through us, against the same stream piped through: CPU for each token, wait for the first. */
export async function benchStream(stage: Stage, say: (line: string) => void): Promise<void> {
  await warm(stage)
  print('CPU for 1,000 tokens', [...(await burst(stage)), ...(await paced(stage))], say)
  print('Time to the first token, one client', await first(stage), say)
}

async function warm(stage: Stage): Promise<void> {
  await stage.pace({ tokens, perSecond: 0 })
  for (const kind of ['pass', 'ours'] as const) await run(stage, kind, { atOnce: 16, answers: 300 })
}

/** 32 answers at a time, as fast as they come. */
async function burst(stage: Stage): Promise<Figure[]> {
  const costs: Record<Kind, number[]> = { pass: [], ours: [] }
  const database: number[] = []
  await stage.pace({ tokens, perSecond: 0 })
  for (let round = 0; round < rounds; round++)
    for (const kind of ['pass', 'ours'] as const) {
      const { cpu, postgres } = await costOf(stage, kind, { atOnce: 32, answers: 300 })
      costs[kind].push(cpu)
      if (kind === 'ours') database.push(postgres)
    }
  return figuresOf('burst, 32 at once', median(costs.pass), median(costs.ours), median(database))
}

/** 200 streams of 20 tokens a second through each, both at the same time: they share the machine's mood. */
async function paced(stage: Stage): Promise<Figure[]> {
  await stage.pace({ tokens, perSecond: 20 })
  const load = { atOnce: 200, answers: 200, spread: 4000 }
  const [pass, ours] = await Promise.all([costOf(stage, 'pass', load), costOf(stage, 'ours', load)])
  return figuresOf('200 streams, 20 tokens/s', pass.cpu, ours.cpu, ours.postgres)
}

function figuresOf(name: string, pass: number, ours: number, postgres: number): Figure[] {
  return [
    { name, value: `${times(ours / pass)}: ${ms(ours)}, piped through ${ms(pass)}`, target: 'at most 2x' },
    {
      name: '  PostgreSQL, not counted above',
      value: Number.isNaN(postgres) ? 'not known here' : ms(postgres),
    },
  ]
}

async function costOf(stage: Stage, kind: Kind, load: Omit<Closed, 'kind' | 'port'>) {
  const server = kind === 'ours' ? stage.ours : stage.pass
  const [cpu, postgres] = [await server.ask<number>('cpu'), await stage.databaseCpu()]
  const heard = await run(stage, kind, load)
  requireWhole(kind, heard)
  const per = (before = Number.NaN, after = Number.NaN) => (after - before) / heard.outcomes.length / tokens
  return {
    cpu: per(cpu, await server.ask<number>('cpu')),
    postgres: per(postgres, await stage.databaseCpu()),
  }
}

const run = (stage: Stage, kind: Kind, load: Omit<Closed, 'kind' | 'port'>) =>
  stage.load.ask<Heard>('closed', {
    kind,
    port: kind === 'ours' ? stage.ours.port : stage.pass.port,
    ...load,
  })

/** A figure of answers that were not what the model said would mean nothing. */
function requireWhole(kind: Kind, { outcomes, sample }: Heard): void {
  const lame = outcomes.filter(({ status, whole }) => status !== 200 || !whole)
  const statuses = [...new Set(lame.map(({ status }) => status))]
  if (lame.length > 0) throw new Error(`${lame.length} answers (${kind}) are not whole: status ${statuses}`)
  const text = sample
    .split('\n')
    .map(line => textOf(line.replace(/^data: /, '')))
    .join('')
  if (text !== answerOf(tokens)) throw new Error(`an answer (${kind}) is not what the model said`)
}

function textOf(line: string): string {
  if (!line.startsWith('{')) return ''
  const { type, text, message } = JSON.parse(line) as {
    type?: string
    text?: string
    message?: { content?: string }
  }
  return type === 'text' ? (text ?? '') : (message?.content ?? '')
}

const blocks = 12
const turnsInBlock = 50

/** One question after the other, in blocks by turns; conversations of five turns. */
async function first(stage: Stage): Promise<Figure[]> {
  await stage.pace({ tokens: 20, perSecond: 0 })
  const waits: Record<Kind, number[]> = { pass: [], ours: [] }
  for (let block = 0; block < blocks; block++)
    for (const kind of ['pass', 'ours'] as const) {
      const { outcomes } = await run(stage, kind, { atOnce: 1, answers: turnsInBlock })
      waits[kind].push(...outcomes.map(({ firstToken }) => firstToken))
    }
  const added = (share: number) => quantile(waits.ours, share) - quantile(waits.pass, share)
  const line = (share: number) =>
    `${ms(added(share))} added: ${ms(quantile(waits.ours, share))}, piped through ${ms(quantile(waits.pass, share))}`
  return [
    { name: 'p50', value: line(0.5), target: 'at most 5 ms added' },
    { name: 'p99', value: line(0.99), target: 'at most 20 ms added' },
  ]
}
