import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { address } from '../lib/doors.ts'
import { isProven, proveAgain } from '../lib/proof.ts'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import type { LogFilters } from './filters.tsx'

const formats = [
  { format: 'csv', name: words.log.exportCsv },
  { format: 'json', name: words.log.exportJson },
] as const

/** Plain links that download the log as it is filtered. */
export function Exports(filters: Omit<LogFilters, 'search'>) {
  const [error, setError] = useState<unknown>(null)

  /** A download cannot renew an ended session by itself, nor prove it: whoever is signed in is asked first. */
  async function download(event: MouseEvent & { currentTarget: HTMLAnchorElement }) {
    event.preventDefault()
    const { href } = event.currentTarget
    try {
      const { confirmedUntil } = await call('account')
      setError(null)
      if (isProven(confirmedUntil, new Date()) || (await proveAgain())) location.assign(href)
    } catch (refusal) {
      setError(refusal)
    }
  }

  return (
    <>
      {formats.map(({ format, name }) => (
        <a
          key={format}
          class="button"
          href={address('exportConversations', {}, { format, ...filters })}
          download
          onClick={download}
        >
          <Icon name="download" />
          {name}
        </a>
      ))}
      <Alert error={error} />
    </>
  )
}
