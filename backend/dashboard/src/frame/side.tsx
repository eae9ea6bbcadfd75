import type { Place } from '../lib/router.ts'
import { Icon, type IconName, Mark } from '../pieces/icon.tsx'
import { words } from '../words/words.ts'
import { AccountMenu } from './account-menu.tsx'

const links: { to: string; icon: IconName; name: string }[] = [
  { to: '/assistants', icon: 'assistants', name: words.nav.assistants },
  { to: '/conversations', icon: 'conversations', name: words.nav.conversations },
]

/** The way around the house: at the side, on narrow screens on top. */
export function Side({ place }: { place: Place }) {
  return (
    <header class="side">
      <a class="brand" href="/assistants">
        <Mark />
        {words.brand}
      </a>
      <nav aria-label={words.nav.label}>
        {links.map(({ to, icon, name }) => (
          <a key={to} href={to} aria-current={place.path.startsWith(to) ? 'page' : undefined}>
            <Icon name={icon} />
            <span>{name}</span>
          </a>
        ))}
      </nav>
      <AccountMenu />
    </header>
  )
}
