import { createStreams, type Pulse, type Streams, usualPulse } from '../lib/sse.ts'
import { revokedLately } from '../revocation/revoke.ts'
import type { World } from '../world.ts'
import { type Admission, type Capacity, createAdmission, usualCapacity } from './admission.ts'
import { type Batches, createBatches } from './batches.ts'
import { forgetKey } from './keys.ts'
import { createLive, type Live } from './live.ts'
import { createPlaces, type Places } from './places.ts'
import { startReaper } from './reap.ts'

/** What one process holds of running answers. */
export interface Chat {
  live: Live
  batches: Batches
  streams: Streams
  admission: Admission
  places: Places
  capacity: Capacity
  /**
   * Takes no more questions, lets running answers end for up to `limitMs`, then interrupts the rest and waits
   * until their ends are kept.
   */
  drain(limitMs: number): Promise<void>
}

const lastWordsMs = 5000
const lastEventMs = 1500

export function createChat(
  world: World,
  capacity: Capacity = usualCapacity,
  pulse: Pulse = usualPulse,
): Chat {
  const live = createLive(world.now)
  const batches = createBatches(world)
  const admission = createAdmission(live, capacity)
  const streams = createStreams(pulse)
  // What it had running ends with a last event; a stream that follows something else just ends a moment later.
  const revoke = (subject: string) => {
    const lost = performance.now()
    live.cut('subject', subject, 'revoked')
    setTimeout(() => streams.cut(subject, lost), lastEventMs).unref()
  }
  const stopHearing = world.hear(news => {
    if (news.type === 'revoked') revoke(news.subject)
    if (news.type === 'missed') void revokedLately(world).then(all => all.forEach(revoke), world.fault)
    if (news.type === 'stop') live.cut('id', news.reply, 'stopped')
    if (news.type === 'withdrawn') live.cut('consent', news.consent, 'withdrawn')
    if (news.type === 'erased') {
      live.cut('conversation', news.conversation, 'erased')
      forgetKey(news.conversation)
    }
  })
  const stopReaping = startReaper(world, live)
  const quiet = () => admission.opening() === 0 && live.count() === 0
  return {
    live,
    batches,
    streams,
    admission,
    places: createPlaces(),
    capacity,
    drain: async limitMs => {
      admission.close()
      stopReaping()
      await until(quiet, limitMs)
      for (const reply of live.all()) reply.cut.abort('interrupted')
      await until(quiet, lastWordsMs)
      await batches.close()
      stopHearing()
    },
  }
}

/** Waits until it is so, or for so many milliseconds. */
async function until(so: () => boolean, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs
  while (!so() && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 20))
}
