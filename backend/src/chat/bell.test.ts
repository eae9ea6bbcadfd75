import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { News } from '../db/channel.ts'
import { type Bell, ring } from './bell.ts'

let tell: (news: News) => void
let bell: Bell
const kept: News = { type: 'kept', process: 7 }

beforeEach(() => {
  vi.useFakeTimers()
  const hear = (heard: (news: News) => void) => {
    tell = heard
    return () => {
      tell = () => {}
    }
  }
  bell = ring({ hear }, 7)
})
afterEach(() => {
  bell.stop()
  vi.useRealTimers()
})

/** Listens as a follower does; answers when it was woken, in milliseconds from the beginning. */
function follower() {
  const start = performance.now()
  const times: number[] = []
  const listen = async () => {
    for (;;) {
      await bell.heard()
      times.push(performance.now() - start)
    }
  }
  void listen()
  return times
}

test('a process that keeps something every few hundredths of a second wakes a follower seven times a second', async () => {
  const woken = follower()
  for (let i = 0; i < 50; i++) {
    tell(kept)
    await vi.advanceTimersByTimeAsync(20)
  }
  expect(woken).toEqual([0, 150, 300, 450, 600, 750, 900])
})

test('what is kept after a rest is heard at once, and what is kept last is heard', async () => {
  const woken = follower()
  tell(kept)
  await vi.advanceTimersByTimeAsync(10)
  tell(kept)
  await vi.advanceTimersByTimeAsync(290)
  tell({ type: 'missed' })
  await vi.advanceTimersByTimeAsync(0)
  expect(woken).toEqual([0, 150, 300])
})

test('a reader who takes more, or leaves, is heard at once', async () => {
  const woken = follower()
  tell(kept)
  await vi.advanceTimersByTimeAsync(10)
  bell.wake()
  await vi.advanceTimersByTimeAsync(10)
  expect(woken).toEqual([0, 10])
})

test('a bell does not ring for another process, nor after its end, and says that it was silent', async () => {
  const silence = bell.heard()
  tell({ type: 'kept', process: 8 })
  await vi.advanceTimersByTimeAsync(1000)
  expect(await silence).toBe(false)
  tell(kept)
  expect(await bell.heard()).toBe(true)
  tell(kept)
  bell.stop()
  expect(vi.getTimerCount()).toBe(0)
})
