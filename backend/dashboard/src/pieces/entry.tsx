import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { type Fact, FactList } from './facts.tsx'

interface Props {
  title: ComponentChildren
  /** `h2` right under the page's own title. */
  heading?: 'h2' | 'h3'
  /** Said beside the title when it is not as usual. */
  state?: string | null
  facts: readonly Fact[]
  /** More about it, under the facts. */
  more?: ComponentChildren
  /** What can be done with it. */
  children?: ComponentChildren
}

/** One of a list of things that are looked after: what it is called, what is known of it, what can be done. */
export function Entry({ title, heading: Title = 'h3', state, facts, more, children }: Props) {
  const id = useId()
  return (
    <article class="card entry" aria-labelledby={id}>
      <header>
        <Title id={id}>
          <bdi>{title}</bdi>
        </Title>
        {state && <span class="tag">{state}</span>}
      </header>
      <FactList class="entry-facts" facts={facts} />
      {more}
      {children && <div class="actions">{children}</div>}
    </article>
  )
}
