import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Entry } from '../pieces/entry.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'
import { Operated } from './gate.tsx'
import { PolicyDeliveries } from './policy-deliveries.tsx'
import { PublishPolicy } from './publish-policy.tsx'

type Versions = Answer<'policies'>

/** The privacy policy in its versions, whom each has reached, and the way to the next. */
export function Policies() {
  const { state, again, put } = useLoad(signal => call('policies', { signal }), [])
  return (
    <Operated state={state} again={again} rows={3}>
      {versions => (
        <>
          <div class="bar">
            <p class="lead">{words.policies.text}</p>
            <DialogButton
              tone="primary"
              dialog={close => <PublishPolicy text={versions.text} onDone={put} onClose={close} />}
            >
              {words.policies.publish}
            </DialogButton>
          </div>
          {versions.outdated && <p class="warn">{words.policies.outdated}</p>}
          <div class="entries">
            {versions.items.map(version => (
              <Version key={version.version} {...version} />
            ))}
          </div>
        </>
      )}
    </Operated>
  )
}

function Version({
  id,
  version,
  hash,
  summary,
  significant,
  publishedAt,
  ...counts
}: Versions['items'][number]) {
  const said = words.policies
  const told = significant && version > 1
  const facts = [
    [said.publishedAt, <Time key="at" iso={publishedAt} />],
    [said.hash, <code key="hash">{hash.slice(0, 12)}</code>],
    ...(told ? reached(counts) : []),
  ] as const
  return (
    <Entry
      title={fill(said.version, { version })}
      heading="h2"
      state={told ? said.yes : null}
      facts={facts}
      more={summary && <p class="written">{summary}</p>}
    >
      <a class="button small" href={`/privacy/${hash}`} rel="external">
        {said.open}
      </a>
      {told && (
        <DialogButton
          tone="small"
          label={fill(said.toldOf, { version })}
          dialog={close => <PolicyDeliveries id={id} version={version} onClose={close} />}
        >
          {said.who}
        </DialogButton>
      )}
    </Entry>
  )
}

type Counts = Pick<Versions['items'][number], 'told' | 'sent' | 'outbox' | 'waiting' | 'failed' | 'read'>

/** How far it has come: what still waits or failed is said where there is any. */
function reached({ told, sent, outbox, waiting, failed, read }: Counts) {
  const said = words.policies
  return [
    [said.told, number(told)],
    [said.sent, number(sent)],
    ...(outbox ? [[said.outbox, number(outbox)] as const] : []),
    ...(waiting ? [[said.waiting, number(waiting)] as const] : []),
    ...(failed
      ? [
          [
            said.failed,
            <span class="warn" key="failed">
              {number(failed)}
            </span>,
          ] as const,
        ]
      : []),
    [said.read, number(read)],
    [said.outstanding, number(told - read)],
  ] as const
}
