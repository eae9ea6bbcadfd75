import type { ComponentChildren } from 'preact'
import { Mark } from '../pieces/icon.tsx'
import { words } from '../words/words.ts'
import { Foot } from './foot.tsx'

/** The frame of the pages before sign-in: one card in the middle. */
export function Gate({ wide = false, children }: { wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={wide ? 'gate wide' : 'gate'}>
      <header class="brand">
        <Mark />
        {words.brand}
      </header>
      <main class="card">{children}</main>
      <Foot />
    </div>
  )
}
