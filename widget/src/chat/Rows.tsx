import type { ComponentChildren } from 'preact'

export type Row = [name: string, value: ComponentChildren]

/** Names with their values, one beneath the other; what has no value is left out. */
export function Rows({ kind, rows }: { kind: string; rows: Row[] }) {
  return (
    <dl class={kind}>
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
