import { ms, print, quantile } from './figures.ts'
import { ownOrigin } from './house.ts'
import { owner } from './prepare.ts'
import type { Stage } from './stage.ts'

const atOnce = 32

/** Whether the server still does other things while people sign in, whose passwords are costly to compare. */
export async function benchSignIn(stage: Stage, say: (line: string) => void): Promise<void> {
  await signIn(stage)
  await stage.ours.ask('watch')
  const began = performance.now()
  const signing = Promise.all(Array.from({ length: atOnce }, () => signIn(stage)))
  let ended = false
  void signing.finally(() => {
    ended = true
  })
  const asides: number[] = []
  while (!ended) asides.push(await aside(stage))
  const statuses = await signing
  const took = (performance.now() - began) / 1000
  const { p50, p99, max } = await stage.ours.ask<{ p50: number; p99: number; max: number }>('watched')
  const good = statuses.filter(status => status === 200).length
  print(
    `${atOnce} people sign in at once`,
    [
      { name: 'signed in', value: `${good}, ${(good / took).toFixed(1)} a second` },
      {
        name: "the event loop's delay",
        value: `p50 ${ms(p50)}, p99 ${ms(p99)}, longest ${ms(max)}`,
        target: 'p99 below 50 ms',
      },
      {
        name: 'another request meanwhile',
        value: `p50 ${ms(quantile(asides, 0.5))}, p99 ${ms(quantile(asides, 0.99))}`,
      },
    ],
    say,
  )
}

async function signIn({ ours }: Stage): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${ours.port}/v1/session`, {
    method: 'POST',
    headers: { origin: ownOrigin, 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  })
  await answer.arrayBuffer()
  return answer.status
}

async function aside({ ours }: Stage): Promise<number> {
  const began = performance.now()
  await (await fetch(`http://127.0.0.1:${ours.port}/healthz`)).arrayBuffer()
  await new Promise(resolve => setTimeout(resolve, 5))
  return performance.now() - began - 5
}
