import type { TargetedEvent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { serverOf } from '../client/server.ts'
import type { Ground } from './ground.ts'

/** Hosts of which nothing is shared before it is confirmed: the user's own, and those of the browser's administrator. */
export function BlockedSites({ ground: { house, words } }: { ground: Ground }) {
  const { settings } = words
  const [hosts, setHosts] = useState<{ blocked: string[]; managed: string[] }>({ blocked: [], managed: [] })
  const fetchNow = () => house.choices.blocked().then(setHosts)
  useEffect(() => void fetchNow(), [])

  async function add(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const origin = serverOf(String(new FormData(form).get('host')).replace(/^http:/i, 'https:'))
    if (!origin) return
    await house.choices.block(new URL(origin).hostname)
    form.reset()
    await fetchNow()
  }
  async function remove(host: string) {
    await house.choices.unblock(host)
    await fetchNow()
  }
  return (
    <section>
      <h3>{settings.blocked}</h3>
      <p class="part">{settings.blockedHint}</p>
      <ul>
        {hosts.managed.map(host => (
          <li key={`managed ${host}`} class="entry">
            <span class="of">
              <span class="name">{host}</span>
              <span class="part">{settings.blockedByOthers}</span>
            </span>
          </li>
        ))}
        {hosts.blocked.map(host => (
          <li key={host} class="entry">
            <span class="of">
              <span class="name">{host}</span>
            </span>
            <button type="button" class="small" onClick={() => remove(host)}>
              {settings.unblock}
            </button>
          </li>
        ))}
      </ul>
      <form class="line row" onSubmit={add}>
        <input
          name="host"
          aria-label={settings.host}
          placeholder={settings.host}
          dir="ltr"
          spellcheck={false}
        />
        <button type="submit" class="small">
          {settings.block}
        </button>
      </form>
    </section>
  )
}
