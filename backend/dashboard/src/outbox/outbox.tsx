import { useEffect } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Heading } from '../pieces/heading.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { partsOf } from './parts.ts'

const everyMs = 3000

/** The mails of a server without a mail server, newest first; those that come while it is open appear by themselves. */
export function OutboxPage() {
  const { state, again, put } = useLoad(signal => call('outbox', { signal }), [])
  useEffect(() => {
    // What fails now and then is tried again soon; the list that is there stays.
    const timer = setInterval(() => call('outbox').then(put, () => {}), everyMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <Gate wide>
      <Heading title={words.outbox.title} />
      <p class="lead">{words.outbox.text}</p>
      <Await state={state} again={again} rows={3}>
        {({ items }) => (items.length === 0 ? <Empty {...words.outbox.empty} /> : <Mails mails={items} />)}
      </Await>
      <p class="aside">
        <a href="/">{words.outbox.toDashboard}</a>
      </p>
    </Gate>
  )
}

function Mails({ mails }: { mails: Answer<'outbox'>['items'] }) {
  return (
    <ol class="mails" aria-live="polite" aria-relevant="additions">
      {mails.map(({ id, to, subject, text, at }) => (
        <li key={id}>
          <article class="mail">
            <header>
              <h2>{subject}</h2>
              <p class="hint">
                {words.outbox.to} {to} · <Time iso={at} />
              </p>
            </header>
            <p class="mail-text">
              {partsOf(text, location.origin).map((part, index) =>
                part.kind === 'link' ? (
                  <a key={index} href={part.text}>
                    {part.text}
                  </a>
                ) : (
                  part.text
                ),
              )}
            </p>
          </article>
        </li>
      ))}
    </ol>
  )
}
