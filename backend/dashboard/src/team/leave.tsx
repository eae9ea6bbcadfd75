import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { fill, words } from '../words/words.ts'

/** Takes oneself out of the workspace. */
export function Leave() {
  const account = useAccount()
  if (!account) return null
  const { id, name } = account.workspace
  const { leaveButton, leaveTitle, leaveText, leaving } = words.team.leave

  async function leave() {
    await call('leaveWorkspace', { places: { workspace: id } })
    // A whole load: the session is in another workspace, or in none.
    location.assign('/')
  }

  return (
    <div>
      <DialogButton
        tone="danger-quiet"
        dialog={close => (
          <Confirm
            title={fill(leaveTitle, { name })}
            submit={words.team.leave.submit}
            busy={leaving}
            onConfirm={leave}
            onClose={close}
          >
            <p>{leaveText}</p>
          </Confirm>
        )}
      >
        {leaveButton}
      </DialogButton>
    </div>
  )
}
