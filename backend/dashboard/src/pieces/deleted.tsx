import type { Answer } from '../lib/doors.ts'
import { useFile } from '../lib/file.ts'
import { number } from '../lib/format.ts'
import { count, fill, words } from '../words/words.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'

/** `held`: how many conversations a legal hold keeps. */
export type DeletionReceipt = Answer<'deleteConversation'> & { held?: number }

/** Says that something is gone, and offers the signed proof of it. */
export function Deleted({ deleted, onClose }: { deleted: DeletionReceipt; onClose: () => void }) {
  const said = words.deleted
  const file = useFile(deleted.receipt, 'application/jwt')
  const { conversations, messages, held } = deleted
  return (
    <Dialog title={said.title} onClose={onClose}>
      <p>{fill(said.gone, { conversations: number(conversations), messages: number(messages) })}</p>
      {!!held && <p>{count(said.held, held)}</p>}
      <p>{said.left}</p>
      <div class="actions">
        <a class="button" {...(file && { href: file })} download="deletion-receipt.jwt">
          <Icon name="download" />
          {said.receipt}
        </a>
      </div>
    </Dialog>
  )
}
