import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Await, Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { BreachEntry } from './entry.tsx'

/** The breaches that touch the workspace. */
export function OwnBreaches() {
  const said = words.breaches
  const { state, again } = useLoad(signal => call('workspaceBreaches', { signal }), [])
  return (
    <>
      <p class="lead apart">{said.ownText}</p>
      <Await state={state} again={again} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty {...said.ownEmpty} />
          ) : (
            <div class="entries">
              {items.map(breach => (
                <BreachEntry
                  key={breach.id}
                  breach={breach}
                  state={breach.closedAt ? said.state.closed : said.state.open}
                  facts={[[said.toldAt, <Time key="told" iso={breach.toldAt} />]]}
                />
              ))}
            </div>
          )
        }
      </Await>
    </>
  )
}
