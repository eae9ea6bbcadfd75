import type { Assistant, DocumentSummary } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { Icon } from '../pieces/icon.tsx'
import { Alert, Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { DocumentTable } from './table.tsx'

/** The documents that an assistant answers from. */
export function KnowledgeList({ assistant: { id } }: { assistant: Assistant }) {
  const { state, again } = useLoad(signal => call('documents', { places: { assistant: id }, signal }), [id])
  return (
    <Await state={state} again={again} rows={5}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Empty {...words.knowledge.empty}>
            <a class="button primary" href={`/assistants/${id}/knowledge/new`}>
              <Icon name="plus" />
              {words.knowledge.add}
            </a>
            <a class="button" href={`/assistants/${id}/embed`}>
              {words.knowledge.empty.then}
            </a>
          </Empty>
        ) : (
          <Some id={id} first={items} firstNext={next} />
        )
      }
    </Await>
  )
}

function Some({ id, first, firstNext }: { id: string; first: DocumentSummary[]; firstNext: string | null }) {
  const [{ items, next }, setPage] = useState({ items: first, next: firstNext })
  const { submit, busy, error } = useSubmit(async () => {
    const page = await call('documents', { places: { assistant: id }, query: { cursor: next ?? undefined } })
    setPage({ items: [...items, ...page.items], next: page.next })
  })
  return (
    <>
      <div class="bar">
        <p class="lead">{words.knowledge.text}</p>
        <a class="button primary" href={`/assistants/${id}/knowledge/new`}>
          <Icon name="plus" />
          {words.knowledge.add}
        </a>
      </div>
      <DocumentTable assistant={id} documents={items} />
      <Alert error={error} />
      {next && (
        <form class="more" onSubmit={submit}>
          <button type="submit" class="button" disabled={busy}>
            {busy ? words.loading : words.knowledge.more}
          </button>
        </form>
      )}
    </>
  )
}
