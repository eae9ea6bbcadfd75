import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Operated } from '../operator/gate.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { ChangeBreach } from './change.tsx'
import { clockAt } from './clock.ts'
import { CloseBreach, Decide } from './decide.tsx'
import { type Breach, BreachEntry } from './entry.tsx'
import { RecordBreach } from './record.tsx'

/** The register of breaches, as the operator keeps it. */
export function BreachRegister() {
  const said = words.breaches
  const { state, again } = useLoad(signal => call('breaches', { signal }), [])
  const record = (
    <DialogButton tone="primary" dialog={close => <RecordBreach onDone={again} onClose={close} />}>
      {said.record}
    </DialogButton>
  )
  return (
    <Operated state={state} again={again} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty {...said.empty}>{record}</Empty>
        ) : (
          <>
            <div class="bar">
              <p class="lead">{said.text}</p>
              {record}
            </div>
            <div class="entries">
              {items.map(breach => (
                <Operation key={breach.id} breach={breach} onDone={again} />
              ))}
            </div>
          </>
        )
      }
    </Operated>
  )
}

function Operation({ breach, onDone }: { breach: Breach; onDone: () => void }) {
  const said = words.breaches
  const { closedAt, recordedBy, workspaces, authority, persons, dueAt } = breach
  const { said: left, over } = clockAt(dueAt, new Date())
  const late = over && !authority
  const state = closedAt ? said.state.closed : late ? said.state.late : said.state.open
  const facts = [
    [said.clock, authority ? said.decided : <b class={late ? 'warn' : undefined}>{left}</b>],
    [said.touches, workspaces],
    [said.recorded, recordedBy ?? said.nobody],
    ...(closedAt ? [[said.closedAt, <Time key="closed" iso={closedAt} />] as const] : []),
  ] as const
  return (
    <BreachEntry breach={breach} state={state} facts={facts}>
      {!closedAt && (
        <>
          <DialogButton dialog={close => <ChangeBreach breach={breach} onDone={onDone} onClose={close} />}>
            {said.change}
          </DialogButton>
          <DialogButton
            dialog={close => <Decide breach={breach} about="authority" onDone={onDone} onClose={close} />}
          >
            {said.decideAuthority}
          </DialogButton>
          <DialogButton
            dialog={close => <Decide breach={breach} about="persons" onDone={onDone} onClose={close} />}
          >
            {said.decidePersons}
          </DialogButton>
          {authority && persons && (
            <DialogButton dialog={close => <CloseBreach breach={breach} onDone={onDone} onClose={close} />}>
              {said.close}
            </DialogButton>
          )}
        </>
      )}
    </BreachEntry>
  )
}
