import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { RequestActions } from './answer.tsx'
import { RequestEntry } from './entry.tsx'

/** What people ask of the workspace by right, the next due first. */
export function Inbox() {
  const said = words.requests
  const { state, again } = useLoad(signal => call('requests', { signal }), [])
  return (
    <>
      <p class="lead apart">
        {said.text}{' '}
        <a href="/requests" rel="external">
          {said.form}
        </a>
      </p>
      <Await state={state} again={again} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty {...said.empty} />
          ) : (
            <div class="entries">
              {items.map(request => (
                <RequestEntry key={request.id} request={request}>
                  <RequestActions
                    request={request}
                    onAnswer={body =>
                      call('answerRequest', { places: { request: request.id }, body }).then(again)
                    }
                    onExtend={body =>
                      call('extendRequest', { places: { request: request.id }, body }).then(again)
                    }
                  />
                </RequestEntry>
              ))}
            </div>
          )
        }
      </Await>
    </>
  )
}
