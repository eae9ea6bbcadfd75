import type { Message } from '@atavus/contract/chat'
import { useEffect, useState } from 'preact/hooks'
import type { Talk } from '../talk/talk.ts'

const placeholder = /\[[A-Z]+_\d{6}/

/** Messages with the values back that were masked in this browser. What restores them is loaded when there is need. */
export function useRestored(messages: Message[], talk: Talk, language: string): Message[] {
  const values = talk.values()
  const needed = values.length > 0 || messages.some(({ text }) => placeholder.test(text))
  const [restore, setRestore] = useState<{ one: (message: Message) => Message } | null>(null)
  useEffect(() => {
    if (!needed) return
    let left = false
    import('../share/restored.ts').then(({ restoring }) => {
      if (!left) setRestore({ one: restoring(values, language) })
    })
    return () => {
      left = true
    }
  }, [needed, values, language])
  return restore && needed ? messages.map(restore.one) : messages
}
