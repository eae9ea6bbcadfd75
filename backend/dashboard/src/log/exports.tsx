import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { address } from '../lib/doors.ts'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import type { LogFilters } from './filters.tsx'

const formats = [
  { format: 'csv', name: words.log.exportCsv },
  { format: 'json', name: words.log.exportJson },
] as const

/** Plain links that download the log as it is filtered. */
export function Exports(filters: LogFilters) {
  const [error, setError] = useState<unknown>(null)

  /** A download cannot renew an ended session by itself: whoever is signed in is asked first. */
  async function download(event: MouseEvent & { currentTarget: HTMLAnchorElement }) {
    event.preventDefault()
    const { href } = event.currentTarget
    try {
      await call('account')
      setError(null)
      location.assign(href)
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
