import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A part of a page: what it is about at the side, its contents beside it. */
export function Section({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-about">
        <h2 id={id}>{title}</h2>
        <p>{text}</p>
      </div>
      <div class="section-body stack">{children}</div>
    </section>
  )
}
