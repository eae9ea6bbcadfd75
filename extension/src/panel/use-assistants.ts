import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import { assistantsNow, assistantsSeen, isPassing } from '../own/assistants.ts'
import type { OwnAssistant } from '../own/checked.ts'
import { ownOf } from '../own/device.ts'
import type { Ground } from './ground.ts'

/**
 * An account's way to its server, and its assistants: at first as they were last seen, then as they are. Null: not known
 * yet.
 */
export function useAssistants({ house, words }: Ground, held: Held) {
  const { device } = held
  /** Fetches them anew where that was not possible, as soon as the server answers anything. */
  const back = useRef(() => {})
  const own = useMemo(
    () =>
      ownOf(held, house.accounts, async (...asked) => {
        const answer = await house.send(...asked)
        back.current()
        return answer
      }),
    [device],
  )
  const [assistants, setAssistants] = useState<OwnAssistant[] | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [offline, setOffline] = useState(false)

  async function fetchNow(): Promise<OwnAssistant[]> {
    const items = await assistantsNow(own, house.disk, device, words.language)
    setAssistants(items)
    setOffline(false)
    return items
  }
  function away(error: unknown) {
    setOffline(isPassing(error))
    back.current = () => {
      back.current = () => {}
      fetchNow().catch(away)
    }
  }
  async function begin() {
    const [before, seen] = await Promise.all([
      house.disk.get(`assistant:${device}`),
      assistantsSeen(house.disk, device),
    ])
    if (typeof before === 'string') setPicked(before)
    if (seen.length > 0) setAssistants(seen)
    await fetchNow().catch(error => {
      away(error)
      if (seen.length === 0) setAssistants([])
    })
  }
  useEffect(() => {
    begin()
    const online = () => void begin()
    addEventListener('online', online)
    return () => removeEventListener('online', online)
  }, [])

  return {
    own,
    assistants,
    assistant: assistants?.find(({ id }) => id === picked) ?? assistants?.[0],
    offline,
    fetchNow,
    async pick(id: string) {
      setPicked(id)
      await house.disk.put(`assistant:${device}`, id)
    },
  }
}
