import type { ComponentChildren } from 'preact'

/** Something wider than a narrow screen: it scrolls within itself, by keyboard, too. */
export function Scrolled({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable for those who have only keys.
    <section class="scrolled" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
