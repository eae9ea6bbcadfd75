import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import type { Sharing } from '../own/checked.ts'
import { ownOf } from '../own/device.ts'
import type { Ground } from '../panel/ground.ts'
import { readersOf } from '../words/readers.ts'

interface Props {
  ground: Ground
  held: Held
  /** Null: it begins with what is sent. */
  conversation: string | null
}

/** Who else can read what is sent. */
export function ReadBy({ ground: { house, words }, held, conversation }: Props) {
  /** Undefined: not known yet, or out of reach. */
  const [sharing, setSharing] = useState<Sharing | null | undefined>(conversation ? undefined : null)
  useEffect(() => {
    if (!conversation) return
    const own = ownOf(held, house.accounts, house.send)
    own.conversation(conversation).then(
      found => setSharing(found.sharing),
      () => {},
    )
  }, [])
  if (sharing === undefined) return null
  if (!sharing?.shared) return <p>{words.sheet.alone}</p>
  return <p class="problem">{`${words.sheet.shared} ${readersOf(words, sharing)}`}</p>
}
