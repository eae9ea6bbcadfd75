import type { World } from '../world.ts'

/** Tells who follows an answer of another process that there may be more of it. */
export interface Bell {
  wake(): void
  /** Until it rings, or a second has passed; answers whether it rang. */
  heard(): Promise<boolean>
  stop(): void
}

const patienceMs = 1000
const restMs = 150

/**
 * A bell that rings when it is woken, and when the process that makes the answer has kept something: at once after a
 * rest, and else as soon as it has rested, since a busy process keeps something of one answer or another all the time.
 */
export function ring(world: Pick<World, 'hear'>, process: number): Bell {
  let rung = false
  let waiting: (() => void) | undefined
  const wake = () => {
    rung = true
    waiting?.()
  }
  let rungAt = Number.NEGATIVE_INFINITY
  let resting: NodeJS.Timeout | undefined
  const strike = () => {
    resting = undefined
    rungAt = performance.now()
    wake()
  }
  const strikeSoon = () => {
    if (resting) return
    const rest = rungAt + restMs - performance.now()
    if (rest > 0) resting = setTimeout(strike, rest)
    else strike()
  }
  const stopHearing = world.hear(news => {
    if (news.type === 'missed' || (news.type === 'kept' && news.process === process)) strikeSoon()
  })
  return {
    wake,
    stop: () => {
      stopHearing()
      clearTimeout(resting)
    },
    heard: async () => {
      if (!rung)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, patienceMs)
          waiting = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      waiting = undefined
      const answer = rung
      rung = false
      return answer
    },
  }
}
