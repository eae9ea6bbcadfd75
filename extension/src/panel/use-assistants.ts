import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import { assistantsNow, assistantsSeen, isPassing } from '../own/assistants.ts'
import type { OwnAssistant } from '../own/checked.ts'
import type { Own } from '../own/own.ts'
import type { Ground } from './ground.ts'

/** The assistants of an account: at first as they were last seen, then as they are. Null: not known yet. */
export function useAssistants({ house, words }: Ground, { device }: Held, own: Own) {
  const [assistants, setAssistants] = useState<OwnAssistant[] | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [offline, setOffline] = useState(false)

  async function fetchNow(): Promise<OwnAssistant[]> {
    const items = await assistantsNow(own, house.disk, device, words.language)
    setAssistants(items)
    setOffline(false)
    return items
  }
  async function begin() {
    const [before, seen] = await Promise.all([
      house.disk.get(`assistant:${device}`),
      assistantsSeen(house.disk, device),
    ])
    if (typeof before === 'string') setPicked(before)
    if (seen.length > 0) setAssistants(seen)
    await fetchNow().catch(error => {
      setOffline(isPassing(error))
      if (seen.length === 0) setAssistants([])
    })
  }
  useEffect(() => {
    begin()
    const back = () => void begin()
    addEventListener('online', back)
    return () => removeEventListener('online', back)
  }, [])

  return {
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
