import type { ComponentChildren } from 'preact'
import { words } from '../words/words.ts'
import { Icon } from './icon.tsx'

interface Props {
  to: string
  /** What it is about, said only to who cannot see where it stands. */
  about?: string | null
  children: ComponentChildren
}

/** A link elsewhere: marked as such, and the page that it opens learns nothing of where somebody came from (P10.1). */
export function Outside({ to, about, children }: Props) {
  return (
    <a href={to} target="_blank" rel="noopener noreferrer external">
      {children}
      <Icon name="outside" />
      <span class="unseen">
        {' '}
        {about} ({words.newTab})
      </span>
    </a>
  )
}
