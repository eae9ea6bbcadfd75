import { useTerms } from '../lib/terms.ts'
import { words } from '../words/words.ts'

/** Where the mails of a server without a mail server are; nothing where they really go out. */
export function OutboxHint() {
  if (useTerms()?.mail !== 'outbox') return null
  return (
    <p class="note">
      {words.outbox.hint} <a href="/outbox">{words.outbox.open}</a>
    </p>
  )
}
