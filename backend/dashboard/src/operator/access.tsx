import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { moment } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { ConversationTable } from '../log/table.tsx'
import { BackLink } from '../pieces/back-link.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Pages } from '../pieces/pages.tsx'
import { Empty } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { Operated } from './gate.tsx'
import { ReasonField, reasonIn } from './reason-field.tsx'
import { WorkspaceTabs } from './workspace-tabs.tsx'

/** Until when logs stand open that were opened on this page. The backend decides; this only tells the time. */
const opened = new Map<string, string>()

/** A workspace's conversations. Where they are not open to the operator, a reason opens them. */
export function OperatedLog({ workspace }: { workspace: string }) {
  const page = (cursor?: string, signal?: AbortSignal) =>
    call('operatedConversations', { places: { workspace }, query: { cursor }, ...(signal && { signal }) })
  const { state, again } = useLoad(signal => page(undefined, signal), [workspace])
  const closed =
    state.phase === 'failed' && state.error instanceof Refused && state.error.code === 'forbidden'
  return (
    <>
      <BackLink to="/operator/workspaces" name={words.operator.access.toList} />
      <Heading title={words.operator.access.title} />
      <WorkspaceTabs workspace={workspace} part="log" />
      {closed ? (
        <Closed workspace={workspace} onOpened={again} />
      ) : (
        <Operated state={state} again={again} rows={6}>
          {first => (
            <>
              <Recorded workspace={workspace} />
              {first.items.length === 0 ? (
                <Empty {...words.operator.access.none} />
              ) : (
                <Pages first={first} more={cursor => page(cursor)}>
                  {items => (
                    <ConversationTable
                      conversations={items}
                      at={`/operator/workspaces/${workspace}/conversations`}
                    />
                  )}
                </Pages>
              )}
            </>
          )}
        </Operated>
      )}
    </>
  )
}

/** Says that reading leaves a trace, and how long it goes on. */
export function Recorded({ workspace }: { workspace: string }) {
  const until = opened.get(workspace)
  const { recorded, recordedUntil } = words.operator.access
  return (
    <p class="callout">
      <Icon name="eye" />
      <span>{until ? fill(recordedUntil, { until: moment(until) }) : recorded}</span>
    </p>
  )
}

function Closed({ workspace, onOpened }: { workspace: string; onOpened: () => void }) {
  const [asking, setAsking] = useState(true)
  const { closed, open, openTitle, openText, openSubmit, opening, reasonHint } = words.operator.access

  async function submit(form: FormData) {
    const { until } = await call('operatorAccess', {
      places: { workspace },
      body: { reason: reasonIn(form) },
    })
    opened.set(workspace, until)
    onOpened()
  }

  return (
    <>
      <Empty {...closed}>
        <button type="button" class="button primary" onClick={() => setAsking(true)}>
          {open}
        </button>
      </Empty>
      {asking && (
        <FormDialog
          title={openTitle}
          submit={openSubmit}
          busy={opening}
          onSubmit={submit}
          onClose={() => setAsking(false)}
        >
          {error => (
            <>
              <p>{openText}</p>
              <ReasonField hint={reasonHint} error={error} />
            </>
          )}
        </FormDialog>
      )}
    </>
  )
}
