import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export type Fact = readonly [name: string, value: ComponentChildren]

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
      <dl class="entry-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {more}
      {children && <div class="actions">{children}</div>}
    </article>
  )
}
