import type { Hold } from '@atavus/contract/holds'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { day } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Entry } from '../pieces/entry.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'
import { MakeHold } from './make-hold.tsx'

/** Legal holds: what is kept beyond its term, why, and until when. */
export function HoldsPart() {
  const said = words.holds
  const mayManage = useMay()('privacy:manage')
  const { state, again } = useLoad(signal => call('holds', { signal }), [])
  const make = mayManage && (
    <DialogButton tone="primary" dialog={close => <MakeHold onDone={again} onClose={close} />}>
      {said.make}
    </DialogButton>
  )
  return (
    <Await state={state} again={again} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty {...said.empty}>{make}</Empty>
        ) : (
          <>
            <div class="bar">
              <p class="lead">{said.text}</p>
              {make}
            </div>
            <div class="entries">
              {items.map(hold => (
                <HoldEntry key={hold.id} hold={hold} mayEnd={mayManage} onEnded={again} />
              ))}
            </div>
          </>
        )
      }
    </Await>
  )
}

interface EntryProps {
  hold: Hold
  mayEnd: boolean
  onEnded: () => void
}

function HoldEntry({ hold, mayEnd, onEnded }: EntryProps) {
  const said = words.holds
  const { id, assistant, conversation, reason, silent, by, createdAt, until, endedAt } = hold
  const over = endedAt !== null || new Date(until) <= new Date()
  const facts = [
    [said.until, <Time key="until" iso={until} only="day" />],
    [said.by, by.kind === 'operator' ? said.operator : (by.name ?? '–')],
    [said.since, <Time key="since" iso={createdAt} only="day" />],
    [said.shown, silent ? said.silent : said.open],
    ...(endedAt ? [[said.ended, <Time key="ended" iso={endedAt} only="day" />] as const] : []),
  ] as const
  const what = assistant ? fill(said.ofAssistant, { name: assistant.name }) : said.everything
  async function end() {
    await call('endHold', { places: { hold: id } })
    onEnded()
  }
  return (
    <Entry
      title={conversation ? said.ofConversation : what}
      heading="h2"
      state={over ? said.over : said.stands}
      facts={facts}
      more={<p class="written">{reason}</p>}
    >
      {conversation && !over && (
        <a class="button small" href={`/conversations/${conversation}`}>
          {said.see}
        </a>
      )}
      {mayEnd && !over && by.kind === 'account' && (
        <DialogButton
          tone="danger-quiet"
          dialog={close => (
            <Confirm
              title={said.endTitle}
              submit={said.end}
              busy={words.saving}
              onConfirm={() => end().then(close)}
              onClose={close}
            >
              <p>{fill(said.endText, { day: day(until) })}</p>
            </Confirm>
          )}
        >
          {said.end}
        </DialogButton>
      )}
    </Entry>
  )
}
