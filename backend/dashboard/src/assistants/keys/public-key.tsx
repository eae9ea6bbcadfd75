import type { Assistant } from '@atavus/contract/console'
import type { PublicKey } from '@atavus/contract/workspace'
import { useMay } from '../../frame/signed.ts'
import { call } from '../../lib/call.ts'
import { Confirm } from '../../pieces/confirm.tsx'
import { CodeToCopy } from '../../pieces/copy.tsx'
import { DialogButton } from '../../pieces/dialog-button.tsx'
import { Entry } from '../../pieces/entry.tsx'
import { TextField } from '../../pieces/field.tsx'
import { FormDialog } from '../../pieces/form-dialog.tsx'
import { SwitchButton } from '../../pieces/switch-button.tsx'
import { Time } from '../../pieces/time.tsx'
import { fill, words } from '../../words/words.ts'

interface Props {
  assistant: Assistant
  publicKey: PublicKey
  /** There is no other; it stays. */
  only: boolean
  onChanged: () => void
}

/** One public key with the tag that carries it. */
export function PublicKeyEntry({ assistant, publicKey, only, onChanged }: Props) {
  const may = useMay()
  const { key, label, createdAt, disabled } = publicKey
  const { shown, since, tag, copyTag, ofEmbed } = words.publicKeys
  const own = key === assistant.key
  return (
    <Entry
      title={label}
      state={disabled ? words.switch.isOff : own ? ofEmbed : null}
      facts={[
        [shown, <code>{key}</code>],
        [since, <Time iso={createdAt} only="day" />],
      ]}
      more={
        <details class="body">
          <summary>{tag}</summary>
          <CodeToCopy code={assistant.tag.replace(assistant.key, key)} label={fill(copyTag, { label })} />
        </details>
      }
    >
      {may('assistants:write') && (
        <Actions assistant={assistant} publicKey={publicKey} only={only} onChanged={onChanged} />
      )}
    </Entry>
  )
}

function Actions({ assistant, publicKey: { id, label, disabled }, only, onChanged }: Props) {
  const places = { assistant: assistant.id, key: id }
  const said = words.publicKeys

  async function change(body: { label: string } | { disabled: boolean }) {
    await call('changePublicKey', { places, body })
    onChanged()
  }
  async function remove() {
    await call('deletePublicKey', { places })
    onChanged()
  }

  return (
    <>
      {disabled ? (
        <SwitchButton off name={label} onSwitch={() => change({ disabled: false })} />
      ) : (
        <DialogButton
          tone="small"
          label={fill(words.switch.offOf, { name: label })}
          dialog={close => (
            <Confirm
              title={fill(said.offTitle, { label })}
              submit={words.switch.off}
              busy={words.saving}
              onConfirm={() => change({ disabled: true }).then(close)}
              onClose={close}
            >
              <p>{said.offText}</p>
            </Confirm>
          )}
        >
          {words.switch.off}
        </DialogButton>
      )}
      <DialogButton
        tone="small"
        label={fill(said.renameOf, { label })}
        dialog={close => (
          <FormDialog
            title={fill(said.renameOf, { label })}
            submit={words.save}
            onSubmit={form => change({ label: String(form.get('label')).trim() }).then(close)}
            onClose={close}
          >
            {error => (
              <TextField
                name="label"
                label={said.label}
                value={label}
                maxLength={80}
                error={error}
                autocomplete="off"
                required
              />
            )}
          </FormDialog>
        )}
      >
        {said.rename}
      </DialogButton>
      {!only && (
        <DialogButton
          tone="small"
          label={fill(said.deleteTitle, { label })}
          dialog={close => (
            <Confirm
              title={fill(said.deleteTitle, { label })}
              submit={words.delete}
              onConfirm={() => remove().then(close)}
              onClose={close}
            >
              <p>{said.deleteText}</p>
            </Confirm>
          )}
        >
          {words.deleteAsk}
        </DialogButton>
      )}
    </>
  )
}
