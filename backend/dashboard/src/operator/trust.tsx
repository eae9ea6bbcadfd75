import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

type Seen = Answer<'operatedTrust'>

/** The promises as they were last seen, exactly, and how their states changed. */
export function TrustPart() {
  const said = words.trust
  const { state, again, put } = useLoad(signal => call('operatedTrust', { signal }), [])
  const looking = useSubmit(async () => put(await call('lookAgain')))
  return (
    <Operated state={state} again={again} rows={6}>
      {seen => (
        <>
          <div class="bar">
            <p class="lead">
              {said.text}{' '}
              <a href="/trust" rel="external">
                {said.open}
              </a>
            </p>
            <form onSubmit={looking.submit}>
              <button type="submit" class="button" disabled={looking.busy}>
                {looking.busy ? said.looking : said.look}
              </button>
            </form>
          </div>
          <Promises items={seen.items} />
          <h2>{said.changes}</h2>
          {seen.changes.length === 0 ? <p>{said.noChanges}</p> : <Changes items={seen.changes} />}
        </>
      )}
    </Operated>
  )
}

const worse = { broken: 0, attention: 1, kept: 2, unused: 3 }

function Promises({ items }: { items: Seen['items'] }) {
  const said = words.trust
  const sorted = items.toSorted((one, other) => worse[one.state] - worse[other.state])
  return (
    <table class="sheet happenings">
      <caption class="unseen">{said.tab}</caption>
      <thead>
        <tr>
          <th scope="col">{said.promise}</th>
          <th scope="col">{said.state}</th>
          <th scope="col">{said.seen}</th>
          <th scope="col">{said.checked}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ id, promise, state, facts, failed, checkedAt }) => (
          <tr key={id}>
            <th scope="row">
              {promise}
              <span class="address">{id}</span>
            </th>
            <td data-label={said.state}>
              <span class={state === 'broken' || state === 'attention' ? 'warn' : undefined}>
                {said.states[state]}
              </span>
            </td>
            <td data-label={said.seen}>
              {failed
                ? `${said.failed}: ${failed}`
                : facts.map(({ fact, value }) => `${fact} ${value}`).join(', ')}
            </td>
            <td data-label={said.checked}>{checkedAt ? <Time iso={checkedAt} /> : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Changes({ items }: { items: Seen['changes'] }) {
  const { states } = words.trust
  return (
    <ul class="plain-list">
      {items.map(({ id, at, state, before }) => (
        <li key={`${id}${at}`}>
          <Time iso={at} /> · {id}: {states[before]} → {states[state]}
        </li>
      ))}
    </ul>
  )
}
