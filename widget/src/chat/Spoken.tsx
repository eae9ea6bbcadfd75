import type { Message } from '@atavus/contract/chat'
import { useEffect, useRef, useState } from 'preact/hooks'
import { finishedSentences } from './announcer.ts'

interface Props {
  messages: Message[]
  /** What else should be said: the state of the line, a problem. */
  status: string
}

/** A reader that moves the focus drops what is said at the same moment; a little later it is heard. */
const delay = 250

/**
 * The one polite live region. It says the running answer sentence by sentence, each once, and never the history.
 */
export function Spoken({ messages, status }: Props) {
  const [said, setSaid] = useState<{ key: number; words: string }[]>([])
  const reading = useRef({ answer: '', upTo: 0, key: 0 })
  const last = messages.at(-1)

  const say = (words: string) => {
    if (!words.trim()) return
    const key = ++reading.current.key
    setTimeout(() => setSaid(before => [...before.slice(-5), { key, words }]), delay)
  }
  useEffect(() => {
    if (last?.role !== 'assistant') return
    const mine = reading.current
    if (mine.answer !== last.id) {
      // An answer that was finished before it was seen here belongs to the history.
      if (last.end !== null) return
      Object.assign(mine, { answer: last.id, upTo: 0 })
    }
    const { words, to } = finishedSentences(
      last.text,
      Math.min(mine.upTo, last.text.length),
      last.end !== null,
    )
    mine.upTo = to
    say(words)
  }, [last])
  useEffect(() => say(status), [status])

  return (
    <div class="hidden" aria-live="polite" aria-relevant="additions">
      {said.map(({ key, words }) => (
        <p key={key}>{words}</p>
      ))}
    </div>
  )
}
