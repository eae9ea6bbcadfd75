import type { Assistant } from '@atavus/contract/console'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Icon } from '../pieces/icon.tsx'
import { Pages } from '../pieces/pages.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { DocumentTable } from './table.tsx'

/** The documents that an assistant answers from. */
export function KnowledgeList({ assistant: { id } }: { assistant: Assistant }) {
  const mayWrite = useMay()('knowledge:write')
  const { state, again } = useLoad(signal => call('documents', { places: { assistant: id }, signal }), [id])
  return (
    <Await state={state} again={again} rows={5}>
      {first =>
        first.items.length === 0 ? (
          <Empty {...words.knowledge.empty}>
            {mayWrite && (
              <>
                <a class="button primary" href={`/assistants/${id}/knowledge/new`}>
                  <Icon name="plus" />
                  {words.knowledge.add}
                </a>
                <a class="button" href={`/assistants/${id}/embed`}>
                  {words.knowledge.empty.then}
                </a>
              </>
            )}
          </Empty>
        ) : (
          <Some id={id} first={first} mayWrite={mayWrite} />
        )
      }
    </Await>
  )
}

interface SomeProps {
  id: string
  first: Answer<'documents'>
  mayWrite: boolean
}

function Some({ id, first, mayWrite }: SomeProps) {
  return (
    <>
      <div class="bar">
        <p class="lead">{words.knowledge.text}</p>
        {mayWrite && (
          <a class="button primary" href={`/assistants/${id}/knowledge/new`}>
            <Icon name="plus" />
            {words.knowledge.add}
          </a>
        )}
      </div>
      <Pages
        first={first}
        more={cursor => call('documents', { places: { assistant: id }, query: { cursor } })}
      >
        {documents => <DocumentTable assistant={id} documents={documents} />}
      </Pages>
    </>
  )
}
