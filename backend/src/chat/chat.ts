import type { World } from '../world.ts'
import { type Admission, type Capacity, createAdmission, usualCapacity } from './admission.ts'
import { type Batches, createBatches } from './batches.ts'
import { createLive, type Live } from './live.ts'
import { startReaper } from './reap.ts'
import { forgetKey } from './turn.ts'

/** What one process holds of running answers. */
export interface Chat {
  live: Live
  batches: Batches
  admission: Admission
  /**
   * Takes no more questions, lets running answers end for up to `limitMs`, then interrupts the rest and waits
   * until their ends are kept.
   */
  drain(limitMs: number): Promise<void>
}

export function createChat(world: World, capacity: Capacity = usualCapacity): Chat {
  const live = createLive(world.now)
  const admission = createAdmission(live, capacity)
  const stopHearing = world.hear(news => {
    if (news.type === 'stop') live.cut('id', news.reply, 'stopped')
    if (news.type === 'withdrawn') live.cut('consent', news.consent, 'withdrawn')
    if (news.type === 'erased') {
      live.cut('conversation', news.conversation, 'erased')
      forgetKey(news.conversation)
    }
  })
  const stopReaping = startReaper(world, live)
  return {
    live,
    batches: createBatches(world),
    admission,
    drain: async limitMs => {
      admission.close()
      stopReaping()
      const ended = Promise.all([...live.all()].map(reply => reply.ended))
      await Promise.race([ended, pause(limitMs)])
      for (const reply of live.all()) reply.cut.abort('interrupted')
      await Promise.race([Promise.all([...live.all()].map(reply => reply.ended)), pause(5000)])
      stopHearing()
    },
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms).unref())
