import type { ComponentChildren } from 'preact'

export type Fact = readonly [name: string, value: ComponentChildren]

/** What is so, a name and a value each; the class says how they stand. */
export function FactList({
  facts,
  class: look,
}: {
  facts: readonly Fact[]
  class: 'details' | 'facts' | 'entry-facts'
}) {
  return (
    <dl class={look}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Figures side by side, each under its name. */
export function FigureList({ figures }: { figures: readonly Fact[] }) {
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name} class="figure-choice">
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
          </dd>
        </div>
      ))}
    </dl>
  )
}
