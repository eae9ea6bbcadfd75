import { useEffect, useRef } from 'preact/hooks'
import { useTitle } from './heading.tsx'

interface Props {
  /** What the parts are parts of, for those who hear it. */
  label: string
  /** Names the browser's tab together with the present part. */
  title: string
  tabs: readonly { to: string; name: string }[]
  /** The address of the present one. */
  present: string
}

/** The parts of a room; each has an address of its own. */
export function Tabs({ label, title, tabs, present }: Props) {
  const nav = useRef<HTMLElement>(null)
  useTitle(`${tabs.find(({ to }) => to === present)?.name ?? title} · ${title}`)
  // On a narrow screen the row is longer than the screen.
  useEffect(
    () => nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }),
    [present],
  )
  return (
    <nav class="tabs" ref={nav} aria-label={label}>
      {tabs.map(({ to, name }) => (
        <a key={to} href={to} aria-current={to === present ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}
