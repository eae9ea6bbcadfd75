import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { askingOf } from './asking.ts'
import { answerParent } from './child.ts'
import type { Prepared } from './prepare.ts'
import { type Line, type Outcome, openLine } from './socket.ts'

// Everybody who asks, in one process of their own.

export type Kind = 'ours' | 'pass'
export interface Target {
  kind: Kind
  port: number
}

/** So many at once, each asking again as soon as the answer has ended. */
export interface Closed extends Target {
  atOnce: number
  answers: number
  turns?: number
  /** Milliseconds over which they come in. */
  spread?: number
  /** Only visitors of the first assistant. */
  oneAssistant?: boolean
}

/** So many a second, whatever comes of them. */
export interface Open extends Target {
  perSecond: number
  seconds: number
}

export interface Heard {
  outcomes: Omit<Outcome, 'body'>[]
  /** Milliseconds from the first request to the last end. */
  took: number
  /** The body of the first answer. */
  sample: string
}

const folder = process.env.BENCH_FOLDER ?? ''
const { visitors } = JSON.parse(readFileSync(join(folder, 'prepared.json'), 'utf8')) as Prepared
const held: { line: Line }[] = []
let turn = 0

async function closed({
  kind,
  port,
  atOnce,
  answers,
  turns = 5,
  spread = 0,
  oneAssistant = false,
}: Closed): Promise<Heard> {
  const crowd = oneAssistant ? visitors.filter(({ assistant }) => assistant === 0) : visitors
  const outcomes: Outcome[] = []
  const began = performance.now()
  let left = answers
  await Promise.all(
    Array.from({ length: atOnce }, async (_, n) => {
      await pause((spread * n) / atOnce)
      const line = openLine(port)
      let asked = 0
      let conversation: string | undefined
      let visitor = crowd[turn++ % crowd.length]
      while (left-- > 0 && visitor) {
        if (asked++ % turns === 0) {
          conversation = undefined
          visitor = crowd[turn++ % crowd.length] ?? visitor
        }
        const request = askingOf(kind, visitor, turn++, conversation)
        const outcome = await spoken(line, request, outcomes.length === 0)
        outcomes.push(outcome)
        conversation = outcome.conversation
      }
      line.close()
    }),
  )
  return heard(outcomes, performance.now() - began)
}

const spoken = (line: Line, request: Buffer, keep: boolean) =>
  new Promise<Outcome>(resolve => {
    line.send(request, (outcome, over) => over && resolve(outcome), keep)
  })

const free: Line[] = []

async function open({ kind, port, perSecond, seconds }: Open): Promise<Heard> {
  const outcomes: Outcome[] = []
  const wanted = perSecond * seconds
  const began = performance.now()
  const { promise, resolve } = Promise.withResolvers<void>()
  let sent = 0
  let ended = 0
  const one = () => {
    const visitor = visitors[turn++ % visitors.length]
    if (!visitor) return
    const line = free.pop() ?? openLine(port)
    sent++
    line.send(askingOf(kind, visitor, turn, undefined), (outcome, over) => {
      if (!over) return
      outcomes.push(outcome)
      if (line.free()) free.push(line)
      if (++ended === wanted) resolve()
    })
  }
  const timer = setInterval(() => {
    const due = Math.min(wanted, ((performance.now() - began) / 1000) * perSecond)
    while (sent < due) one()
    if (sent >= wanted) clearInterval(timer)
  }, 1)
  await Promise.race([promise, new Promise(late => setTimeout(late, (seconds + 20) * 1000))])
  for (const line of free.splice(0)) line.close()
  return heard(outcomes, performance.now() - began)
}

/** Opens streams, a few at once, and keeps them open; answers their statuses. */
async function hold({ kind, port, atOnce, answers }: Closed): Promise<number[]> {
  let left = answers
  const statuses: number[] = []
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        const line = openLine(port)
        const visitor = visitors[turn++ % visitors.length]
        if (!visitor) return
        held.push({ line })
        statuses.push(await answering(line, askingOf(kind, visitor, turn, undefined)))
      }
    }),
  )
  return statuses
}

const answering = (line: Line, request: Buffer) =>
  new Promise<number>(resolve => {
    line.send(request, ({ status }) => resolve(status))
  })

function release(): void {
  for (const { line } of held.splice(0)) line.close()
}

function heard(all: Outcome[], took: number): Heard {
  const sample = all.find(({ body }) => body !== '')?.body ?? ''
  return { outcomes: all.map(({ body: _, ...rest }) => rest), took, sample }
}

answerParent(0, { closed, open, hold, release })
