import type { Assistant } from '@atavus/contract/console'
import { words } from '../words/words.ts'

export function Preview({ assistant }: { assistant: Assistant }) {
  return (
    <p>
      {words.preview.badge} {assistant.name}
    </p>
  )
}
