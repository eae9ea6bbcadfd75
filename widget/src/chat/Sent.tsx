import type { Sent as SentWords } from '@atavus/contract/events'
import { type Row, Rows } from './Rows.tsx'
import type { Words } from './words/shape.ts'
import { counted, country } from './words/words.ts'

/** Every second part of a text that is cut here is a placeholder; whoever types one does not fool it: that is replaced. */
const placeholder = /(\[[A-Z]+_\d{6,}[A-Z]?\])/

/** A text as it was sent, its placeholders marked. */
export const marked = (text: string) =>
  text.split(placeholder).map((part, at) => (at % 2 ? <mark key={at}>{part}</mark> : part))

/** What left our server for one answer, folded up beneath it. */
export function Sent({ sent, words }: { sent: SentWords; words: Words }) {
  const { language, sent: told } = words
  const replaced = sent.masked.map(({ kind, count }) =>
    counted(told.kinds[kind] ?? told.kinds.text, count, language),
  )
  const special = sent.special.map(category => told.categories[category] ?? category)
  const rows: Row[] = [
    [told.recipient, `${sent.recipient}, ${country(sent.country, language)}`],
    [told.words, marked(sent.words)],
    [told.masked, replaced.join(', ') || told.nothing],
    [told.special, special.join(', ')],
    [told.passages, sent.passages.join(' · ')],
  ]
  return (
    <details class="sent">
      <summary>{told.title(sent.recipient)}</summary>
      <Rows kind="told" rows={rows} />
    </details>
  )
}
