import { useEffect, useState } from 'preact/hooks'
import type { Sharing } from '../own/checked.ts'
import type { Talk } from '../talk/talk.ts'
import { readersOf } from '../words/readers.ts'
import type { Words } from '../words/shape.ts'

/** Who else can read what is sent. */
export function ReadBy({ words, talk }: { words: Words; talk: Talk }) {
  /** Undefined: not known yet, or out of reach. */
  const [sharing, setSharing] = useState<Sharing | null | undefined>(undefined)
  useEffect(() => void talk.sharing().then(setSharing, () => {}), [])
  if (sharing === undefined) return null
  if (!sharing?.shared) return <p>{words.sheet.alone}</p>
  return <p class="problem">{`${words.sheet.shared} ${readersOf(words, sharing)}`}</p>
}
