import { type ComponentType, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface Props<P> {
  load(): Promise<ComponentType<P>>
  give: P
}

/** A part of the panel that is loaded when somebody goes there. */
export function Later<P extends object>({ load, give }: Props<P>) {
  const [part, setPart] = useState<{ Draw: ComponentType<P> } | null>(null)
  useEffect(() => void load().then(Draw => setPart({ Draw })), [])
  if (!part) return <div class="rights" aria-busy="true" />
  return h(part.Draw, give)
}
