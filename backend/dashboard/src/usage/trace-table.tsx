import type { Answer } from '../lib/doors.ts'
import { calendarDay, number } from '../lib/format.ts'
import { words } from '../words/words.ts'

type Row = Answer<'tracedUsage'>['items'][number]

interface Props {
  items: Row[]
  /** What the assistants are called, by their ids. */
  names: ReadonlyMap<string, string>
  /** Whoever looks may read the conversations. */
  linked: boolean
  /** There are plans that messages count for. */
  billing: boolean
}

/** A conversation's share of a day; on narrow screens each is a card that names its values itself. */
export function TraceTable({ items, names, linked, billing }: Props) {
  const { caption, conversation, counted } = words.usage.trace
  const { messages, tokens_in, tokens_out } = words.usage.measures
  return (
    <table class="sheet rows">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{conversation}</th>
          <th scope="col">{words.usage.day}</th>
          <th scope="col">{words.log.assistant}</th>
          {[messages, ...(billing ? [counted] : []), tokens_in, tokens_out].map(name => (
            <th key={name} scope="col" class="figure">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={`${item.day} ${item.conversation}`}>
            <th scope="row">
              <Name item={item} linked={linked} />
            </th>
            <td data-label={words.usage.day}>
              <time dateTime={item.day}>{calendarDay(item.day)}</time>
            </td>
            <td data-label={words.log.assistant} class="named">
              <bdi>{names.get(item.assistant) ?? item.assistant}</bdi>
            </td>
            <Figure name={messages} value={item.messages} />
            {billing && <Figure name={counted} value={item.counted} />}
            <Figure name={tokens_in} value={item.tokensIn} />
            <Figure name={tokens_out} value={item.tokensOut} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A conversation by its id, which leads to it: figures alone know no words. A preview stands in no log. */
function Name({ item: { conversation, preview }, linked }: { item: Row; linked: boolean }) {
  const id = <code>{conversation}</code>
  if (preview)
    return (
      <>
        {id}
        <span class="address">{words.usage.trace.preview}</span>
      </>
    )
  return linked ? (
    <a class="cover" href={`/conversations/${conversation}`}>
      {id}
    </a>
  ) : (
    id
  )
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <td data-label={name} class="figure">
      {number(value)}
    </td>
  )
}
