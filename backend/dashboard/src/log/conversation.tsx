import { useState } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { go } from '../lib/router.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Confirm } from '../pieces/confirm.tsx'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { DeleteChild } from './child.tsx'
import { Details, Transcript } from './transcript.tsx'

/** One conversation as its visitor saw it. */
export function ConversationRoom({ id }: { id: string }) {
  const may = useMay()
  const { state, again } = useLoad(
    signal => call('conversation', { places: { conversation: id }, signal }),
    [id],
  )
  return (
    <div class="narrow">
      <BackLink to="/conversations" name={words.conversation.toLog} />
      <Await state={state} again={again} rows={6} page>
        {conversation => (
          <>
            <Heading title={conversation.title || words.conversation.untitled}>
              {may('privacy:read') && <DeleteChild conversation={id} />}
              {may('conversations:delete') && <DeleteConversation id={id} />}
            </Heading>
            <Details conversation={conversation} own />
            <Transcript conversation={conversation} own />
          </>
        )}
      </Await>
    </div>
  )
}

function DeleteConversation({ id }: { id: string }) {
  const [asking, setAsking] = useState(false)
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  async function remove() {
    setDeleted(await call('deleteConversation', { places: { conversation: id } }))
    setAsking(false)
  }
  return (
    <>
      <button type="button" class="button danger-quiet" onClick={() => setAsking(true)}>
        {words.conversation.deleteButton}
      </button>
      {asking && (
        <Confirm
          title={words.conversation.deleteTitle}
          submit={words.delete}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>{words.conversation.deleteText}</p>
        </Confirm>
      )}
      {deleted && (
        <Deleted deleted={deleted} onClose={() => go('/conversations', { replace: true, force: true })} />
      )}
    </>
  )
}
