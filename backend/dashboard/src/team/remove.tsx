import type { Member } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { fill, words } from '../words/words.ts'

/** Takes a member out of the workspace. */
export function RemoveMember({ member, onRemoved }: { member: Member; onRemoved: () => void }) {
  const { removeButton, removeTitle, removeText, removing } = words.team
  const name = member.fullName ?? member.username

  async function remove() {
    await call('removeMember', { places: { member: member.account } })
    onRemoved()
  }

  return (
    <DialogButton
      tone="small"
      label={fill(removeTitle, { name })}
      dialog={close => (
        <Confirm
          title={fill(removeTitle, { name })}
          submit={words.remove}
          busy={removing}
          onConfirm={() => remove().then(close)}
          onClose={close}
        >
          <p>{removeText}</p>
        </Confirm>
      )}
    >
      {removeButton}
    </DialogButton>
  )
}
