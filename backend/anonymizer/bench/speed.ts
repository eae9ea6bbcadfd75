import { performance } from 'node:perf_hooks'
import { settle } from '../src/fold.ts'
import type { Language } from '../src/kinds.ts'
import { languages } from '../src/kinds.ts'
import { adversaries, pairs, values } from './adversaries.ts'
import prose from './data/prose.json' with { type: 'json' }
import type { Sample } from './sample.ts'
import type { Find } from './score.ts'
import { table } from './table.ts'

type Say = (line: string) => void

export interface Speed {
  language: Language
  /** Microseconds per kilobyte of UTF-8: flowing text, one long chat, and message by message. */
  prose: number
  chat: number
  messages: number
}

export function speeds(samples: readonly Sample[], find: Find): Speed[] {
  return languages.map(language => {
    const mine = samples.filter(sample => sample.language === language)
    const place = mine[0]!.place
    const letters = mine.map(({ text }) => text)
    const chat = letters.filter((_, at) => at % 7 === 0).join('\n')
    return {
      language,
      prose: perKilobyte(find, [Array(8).fill(prose[language]).join('\n')], place),
      chat: perKilobyte(find, [chat], place),
      messages: perKilobyte(find, letters, place),
    }
  })
}

export function reportSpeed(found: Speed[], say: Say): void {
  say('')
  say('microseconds per KB (median)')
  const head = ['', 'prose', 'long chat', 'single messages']
  const rows = found.map(({ language, prose, chat, messages }) => [
    language,
    ...[prose, chat, messages].map(whole),
  ])
  for (const line of table(head, rows)) say(`  ${line}`)
}

/** Texts made to take long. Twice the text should take about twice the time. */
export function reportAdversaries(find: Find, say: Say, size = 16_384): number {
  const rows = Object.entries(adversaries).map(([name, make]) => {
    const [once, twice] = [make(size), make(size * 2)]
    const place = { language: 'en' as const, regions: ['GB', 'DE', 'FR'] }
    const [first, second] = [quickest(find, once, place), quickest(find, twice, place)]
    return { name, first, second, ratio: second / first, perKilobyte: (second / bytes(twice)) * 1024 }
  })
  say('')
  say(`adversarial texts of ${size / 1024} and ${size / 512} KB; ratio 2 is linear, 4 is quadratic`)
  const head = ['', 'µs once', 'µs twice', 'ratio', 'µs per KB', '']
  const cells = rows.map(({ name, first, second, ratio, perKilobyte }) => {
    const slow = ratio > 3 || perKilobyte > 2000
    return [name, whole(first), whole(second), ratio.toFixed(2), whole(perKilobyte), slow ? '<-' : '']
  })
  for (const line of table(head, cells)) say(`  ${line}`)
  return Math.max(...rows.map(({ perKilobyte }) => perKilobyte))
}

const prompt = 60_000
const screened = 1_500

/**
 * What holds the thread longest: whole prompts of each kind against one of ordinary words. Of the pairs and the
 * values, which are many, those are taken at full length that are slow when they are short.
 */
export function reportHostile(masked: (text: string) => void, say: Say): number {
  const ordinary = Object.values(prose).join('\n').repeat(20)
  const costOf = (text: string) => Math.min(...[1, 2].map(() => spent(() => masked(text))))
  for (let warm = 0; warm < 8; warm++) masked(ordinary.slice(0, prompt))
  const usual = median(Array.from({ length: 5 }, () => spent(() => masked(ordinary.slice(0, prompt)))))
  const slow = [...pairs, ...values]
    .map(([name, make]) => ({ name, make, cost: spent(() => masked(make(screened))) }))
    .sort((a, b) => b.cost - a.cost)
    .slice(0, 24)
    .map(({ name, make }) => [name, make] as const)
  const rows = [...Object.entries(adversaries), ...slow]
    .map(([name, make]) => ({ name, times: costOf(make(prompt)) / usual }))
    .sort((a, b) => b.times - a.times)
  say(
    `${prompt} signs of ordinary words: ${whole(usual / 1000)} ms; the slowest of ${rows.length} hostile texts, in multiples`,
  )
  for (const line of table(
    ['', 'times'],
    rows.slice(0, 10).map(({ name, times }) => [name, times.toFixed(1)]),
  ))
    say(`  ${line}`)
  return rows[0]!.times
}

/** Microseconds of this thread alone: what else the machine does is not counted. */
function spent(run: () => void): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return user + system
}

function perKilobyte(find: Find, texts: string[], place: Sample['place']): number {
  const size = texts.reduce((sum, text) => sum + bytes(text), 0)
  const run = () => {
    for (const text of texts) find(settle(text), place)
  }
  for (let warm = 0; warm < 3; warm++) run()
  return (median(Array.from({ length: 15 }, () => timed(run))) / size) * 1024
}

/** The quickest of a few runs: what else the machine does only adds. */
function quickest(find: Find, text: string, place: Sample['place']): number {
  const run = () => find(settle(text), place)
  const first = timed(run)
  return Math.min(first, ...Array.from({ length: first > 500_000 ? 1 : 6 }, () => timed(run)))
}

/** Microseconds. */
function timed(run: () => void): number {
  const start = performance.now()
  run()
  return (performance.now() - start) * 1000
}

const bytes = (text: string) => Buffer.byteLength(text)
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
const whole = (value: number) => value.toFixed(0)
