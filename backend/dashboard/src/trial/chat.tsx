import { Preview } from '../assistants/preview.tsx'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Await, Missing } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** A chat with one assistant, out of the log. */
export function TriedChat({ id }: { id: string }) {
  const { state, again } = useLoad(signal => call('triedAssistants', { signal }), [])
  return (
    <>
      <BackLink to="/chat" name={words.trial.title} />
      <Await state={state} again={again} rows={6} page>
        {({ items }) => {
          const assistant = items.find(item => item.id === id)
          if (!assistant) return <Missing />
          return (
            <>
              <Heading title={assistant.name} />
              <Preview assistant={assistant} text={words.trial.chatText} />
            </>
          )
        }}
      </Await>
    </>
  )
}
