import type { MaskedTrial } from '@atavus/contract/console'

/** Every second part of a text that is cut here may be a placeholder; our own instructions show two for example. */
const placeholder = /(\[[A-Z]+_\d{6,}[A-Z]?\])/

/** A text as it leaves the server, with the placeholders that stand for something marked. */
export function Marked({ text, masked }: { text: string; masked: MaskedTrial['masked'] }) {
  const known = new Set(masked.map(one => one.placeholder))
  return (
    <pre class="sent-words">
      {text.split(placeholder).map((part, at) => (known.has(part) ? <mark key={at}>{part}</mark> : part))}
    </pre>
  )
}
