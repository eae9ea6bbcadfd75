import type { Document } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { go } from '../lib/router.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Confirm } from '../pieces/confirm.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Await } from '../pieces/states.tsx'
import { count, fill, words } from '../words/words.ts'
import { DocumentForm } from './form.tsx'

interface Props {
  assistant: string
  /** Null for one that is being written. */
  document: string | null
}

/** One document, to read and change, or a new one. */
export function DocumentRoom({ assistant, document }: Props) {
  const mayWrite = useMay()('knowledge:write')
  const { state, again } = useLoad(
    async signal => {
      const places = { assistant, document: document ?? '' }
      // A new document still belongs to an assistant that must be there.
      await call('assistant', { places: { assistant }, signal })
      return document ? call('document', { places, signal }) : null
    },
    [assistant, document],
  )
  const list = `/assistants/${assistant}/knowledge`
  return (
    <div class="narrow">
      <BackLink to={list} name={words.knowledge.toList} />
      <Await state={state} again={again} rows={6} page>
        {existing => (
          <>
            <Heading title={existing?.title ?? words.knowledge.newTitle}>
              {existing && mayWrite && <DeleteDocument assistant={assistant} document={existing} />}
            </Heading>
            {existing && <p class="lead">{extent(existing)}</p>}
            <DocumentForm
              assistant={assistant}
              document={existing}
              onSaved={() => go(list, { force: true })}
            />
          </>
        )}
      </Await>
    </div>
  )
}

function extent({ passages, text }: Document) {
  return fill(words.knowledge.holds, {
    passages: count(words.units.passages, passages),
    characters: count(words.units.characters, text.length),
  })
}

function DeleteDocument({ assistant, document }: { assistant: string; document: Document }) {
  const [asking, setAsking] = useState(false)
  async function remove() {
    await call('deleteDocument', { places: { assistant, document: document.id } })
    go(`/assistants/${assistant}/knowledge`, { replace: true, force: true })
  }
  return (
    <>
      <button type="button" class="button danger-quiet" onClick={() => setAsking(true)}>
        {words.knowledge.deleteButton}
      </button>
      {asking && (
        <Confirm
          title={fill(words.knowledge.deleteTitle, { name: document.title })}
          submit={words.delete}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>{words.knowledge.deleteText}</p>
        </Confirm>
      )}
    </>
  )
}
