import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Heading } from '../pieces/heading.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { AssistantCard } from './card.tsx'
import { FirstSteps } from './first-steps.tsx'

/** All assistants of the workspace; whoever has none is led to the first. */
export function AssistantList() {
  const { state, again } = useLoad(signal => call('assistants', { signal }), [])
  const mayWrite = useMay()('assistants:write')
  const some = state.phase === 'ready' && state.data.items.length > 0
  return (
    <>
      <Heading title={words.assistants.title}>
        {some && mayWrite && (
          <a class="button primary" href="/assistants/new">
            <Icon name="plus" />
            {words.assistants.new}
          </a>
        )}
      </Heading>
      <Await state={state} again={again}>
        {({ items }) =>
          items.length === 0 ? (
            mayWrite ? (
              <FirstSteps />
            ) : (
              <Empty {...words.assistants.noneYet} />
            )
          ) : (
            <ul class="cards">
              {items.map(assistant => (
                <li key={assistant.id}>
                  <AssistantCard assistant={assistant} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  )
}
