import { useEffect, useState } from 'preact/hooks'
import { closeSites, openedSites } from '../page/open-sites.ts'
import type { Ground } from './ground.ts'

/** Sites that are read without a press on the icon, to be taken back one by one. */
export function OpenedSites({ ground: { words } }: { ground: Ground }) {
  const { settings } = words
  const [sites, setSites] = useState<string[]>([])
  const fetchNow = () => openedSites().then(setSites)
  useEffect(() => void fetchNow(), [])

  async function close(site: string) {
    await closeSites(one => one === site)
    await fetchNow()
  }
  if (sites.length === 0) return null
  return (
    <section>
      <h3>{settings.opened}</h3>
      <p class="part">{settings.openedHint}</p>
      <ul>
        {sites.map(site => (
          <li key={site} class="entry">
            <span class="of">
              <span class="name" dir="ltr">
                {site.replace(/\/\*$/, '')}
              </span>
            </span>
            <button type="button" class="small" onClick={() => close(site)}>
              {settings.unblock}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
