import { Thinking } from '@atavus/widget/chat/Answer.tsx'
import { codeOf } from '@atavus/widget/client/problem.ts'
import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import type { Sharing } from '../own/checked.ts'
import { ownOf } from '../own/device.ts'
import type { Ground } from '../panel/ground.ts'
import { sharedWith } from '../words/readers.ts'

interface Readers {
  /** Null: nobody else. Undefined: not known yet, or out of reach. */
  sharing: Sharing | null | undefined
  problem: string
  again(): void
}

/** Who else can read what is said in a conversation; null: it begins with what is sent. */
export function useReaders({ house, words, chat }: Ground, held: Held, conversation: string | null): Readers {
  const [sharing, setSharing] = useState<Sharing | null | undefined>(conversation ? undefined : null)
  const [problem, setProblem] = useState('')
  function again() {
    setProblem('')
    if (!conversation) return
    ownOf(held, house.accounts, house.send)
      .conversation(conversation)
      .then(
        found => setSharing(found.sharing),
        error => {
          const code = codeOf(error)
          // What is sent begins a new one.
          if (code === 'not_found') setSharing(null)
          else setProblem(chat.codes[code] ?? words.failed)
        },
      )
  }
  useEffect(again, [])
  return { sharing, problem, again }
}

export function ReadBy({ ground: { words, chat }, readers }: { ground: Ground; readers: Readers }) {
  const { sharing, problem, again } = readers
  if (problem)
    return (
      <div class="choice">
        <p class="problem" role="alert">
          {problem}
        </p>
        <button type="button" class="small" onClick={again}>
          {chat.tryAgain}
        </button>
      </div>
    )
  if (sharing === undefined) return <Thinking label={words.room.opening} />
  if (!sharing?.shared) return <p>{words.sheet.alone}</p>
  return <p class="problem">{sharedWith(words, sharing)}</p>
}
