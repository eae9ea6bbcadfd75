import type { World } from '../world.ts'

/** Tells who follows an answer of another process that there may be more of it. */
export interface Bell {
  wake(): void
  /** Until it rings, or a second has passed; answers whether it rang. */
  heard(): Promise<boolean>
  stop(): void
}

const patienceMs = 1000

/** A bell that rings when the process that makes the answer has kept something, or when it is woken. */
export function ring(world: World, process: number): Bell {
  let rung = false
  let waiting: (() => void) | undefined
  const wake = () => {
    rung = true
    waiting?.()
  }
  const stop = world.hear(news => {
    if (news.type === 'missed' || (news.type === 'kept' && news.process === process)) wake()
  })
  return {
    wake,
    stop,
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
