import { servingCapacity } from '../src/chat/admission.ts'
import { type Figure, ms, print, quantile } from './figures.ts'
import type { Heard } from './load.ts'
import type { Stage } from './stage.ts'

const tokens = 60
const seconds = 6

/** How many turns a second are opened at most, and what twice as many get. */
export async function benchCapacity(stage: Stage, say: (line: string) => void): Promise<void> {
  // All of the load comes from one network.
  await stage.fresh({ ...servingCapacity, network: servingCapacity.answers })
  await stage.pace({ tokens, perSecond: 0 })
  await most(stage, 300)
  const one = await most(stage, 600, true)
  const all = await most(stage, 1200)
  const figures: Figure[] = [
    { name: 'most turns a second, one assistant', value: one.toFixed(0) },
    { name: 'most turns a second, eight assistants', value: all.toFixed(0) },
    ...(await offered(stage, Math.round(2 * all))),
  ]
  print(`Capacity, answers of ${tokens} tokens`, figures, say)
}

async function most(stage: Stage, answers: number, oneAssistant = false): Promise<number> {
  const load = { kind: 'ours', port: stage.ours.port, atOnce: 8, answers, oneAssistant }
  const { outcomes, took } = await stage.load.ask<Heard>('closed', load)
  const good = outcomes.filter(({ status, whole }) => status === 200 && whole).length
  if (good < answers) throw new Error(`only ${good} of ${answers} answers came`)
  return (answers / took) * 1000
}

async function offered(stage: Stage, perSecond: number): Promise<Figure[]> {
  await stage.ours.ask('watch')
  const { outcomes } = await stage.load.ask<Heard>('open', {
    kind: 'ours',
    port: stage.ours.port,
    perSecond,
    seconds,
  })
  const delay = await stage.ours.ask<{ p99: number; max: number }>('watched')
  const waits = outcomes.map(({ firstByte }) => firstByte)
  const refusals = outcomes.filter(({ status }) => status === 503).map(({ firstByte }) => firstByte)
  const busy = outcomes.filter(({ status }) => status === 503).length
  const other = outcomes.filter(({ status }) => status !== 503 && status !== 200).length
  const silent = perSecond * seconds - outcomes.length + waits.filter(Number.isNaN).length
  const at = (share: number) => ms(quantile(waits, share))
  return [
    {
      name: `offered, ${perSecond} a second`,
      value: `${((busy / outcomes.length) * 100).toFixed(0)} % got a 503`,
    },
    {
      name: '  first byte or 503 after',
      value: `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`,
      target: 'all within 250 ms',
    },
    {
      name: '  a 503 alone after',
      value: `p50 ${ms(quantile(refusals, 0.5))}, p99 ${ms(quantile(refusals, 0.99))}`,
    },
    { name: '  neither', value: `${silent} without an answer, ${other} with another one`, target: 'none' },
    { name: "  the event loop's delay", value: `p99 ${ms(delay.p99)}, longest ${ms(delay.max)}` },
  ]
}
