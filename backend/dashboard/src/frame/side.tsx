import { useEffect, useRef } from 'preact/hooks'
import type { Place } from '../lib/router.ts'
import { Icon, Mark } from '../pieces/icon.tsx'
import { words } from '../words/words.ts'
import { AccountMenu } from './account-menu.tsx'
import { type Way, waysFor } from './home.ts'
import { useAccount } from './signed.ts'

/** The way around the house: at the side, on narrow screens on top. */
export function Side({ place }: { place: Place }) {
  const account = useAccount()
  const nav = useRef<HTMLElement>(null)
  const ways = account ? waysFor(account) : []
  // On a narrow screen the row is longer than the screen.
  useEffect(
    () =>
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [place.path, ways.length],
  )
  return (
    <header class="side">
      <a class="brand" href="/">
        <Mark />
        {words.brand}
      </a>
      <nav ref={nav} aria-label={words.nav.label}>
        {ways.map(way => (
          <a key={way.to} href={way.to} aria-current={isIn(way, place.path) ? 'page' : undefined}>
            <Icon name={way.icon} />
            <span>{way.name}</span>
          </a>
        ))}
      </nav>
      <AccountMenu />
    </header>
  )
}

const isIn = ({ to, also = [] }: Way, path: string) =>
  [to, ...also].some(start => path === start || path.startsWith(`${start}/`))
