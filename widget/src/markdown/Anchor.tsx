import type { ComponentChildren } from 'preact'
import { destination } from './links.ts'

interface Props {
  address: string
  site: string
  title?: string
  /** The words as written, to know whether they name the host already. */
  words?: string
  /** Without the host beside it: where the place it leads to is shown nearby. */
  bare?: boolean
  children: ComponentChildren
}

/** A link that tells where it leads and carries nothing along; where it may not lead anywhere, its words alone. */
export function Anchor({ address, site, title, words = '', bare = false, children }: Props) {
  const to = destination(address, site)
  if (!to) return <span title={title}>{children}</span>
  const told =
    bare ||
    to.host === null ||
    words === to.href ||
    words.startsWith(`https://${to.host}/`) ||
    words === to.host
  return (
    <a
      href={to.href}
      title={title}
      target={to.host === null ? undefined : '_blank'}
      rel="noopener noreferrer nofollow"
      referrerpolicy="no-referrer"
      class={to.host === null ? undefined : 'away'}
    >
      {children}
      {!told && <span class="host">{to.host}</span>}
    </a>
  )
}
