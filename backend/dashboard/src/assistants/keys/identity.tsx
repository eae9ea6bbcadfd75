import type { Assistant } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { useMay } from '../../frame/signed.ts'
import { call } from '../../lib/call.ts'
import { useSubmit } from '../../lib/submit.ts'
import { Confirm } from '../../pieces/confirm.tsx'
import { CodeToCopy } from '../../pieces/copy.tsx'
import { DialogButton } from '../../pieces/dialog-button.tsx'
import { SecretOnce } from '../../pieces/secret.tsx'
import { Alert } from '../../pieces/states.tsx'
import { Time } from '../../pieces/time.tsx'
import { words } from '../../words/words.ts'
import { signingExample } from './signing-example.ts'

interface Props {
  assistant: Assistant
  onChanged: (assistant: Assistant) => void
}

/** Whether the assistant takes the site's signed word about who its visitors are. */
export function SignedIdentity({ assistant, onChanged }: Props) {
  const may = useMay()
  const since = assistant.identitySince
  const { on, off, example, exampleText, copyExample, page, copyPage } = words.identity
  return (
    <>
      <p role="status">
        {since ? (
          <>
            {on} <Time iso={since} only="day" />.
          </>
        ) : (
          off
        )}
      </p>
      {may('keys:manage') && <Actions assistant={assistant} onChanged={onChanged} />}
      <h3>{example}</h3>
      <p class="hint">{exampleText}</p>
      <CodeToCopy code={signingExample(assistant.key)} label={copyExample} />
      <p class="hint">{page}</p>
      <CodeToCopy code="atavus.identify(token)" label={copyPage} />
    </>
  )
}

function Actions({ assistant, onChanged }: Props) {
  const places = { assistant: assistant.id }
  const [secret, setSecret] = useState<string | null>(null)
  const { submit, busy, error } = useSubmit(async () => {
    const made = await call('makeIdentitySecret', { places })
    setSecret(made.secret)
    onChanged({ ...assistant, identitySince: assistant.identitySince ?? made.since })
  })
  const said = words.identity

  async function remove() {
    await call('removeIdentitySecret', { places })
    onChanged({ ...assistant, identitySince: null })
  }

  return (
    <>
      <div class="actions">
        <form class="inline-form" onSubmit={submit}>
          <button type="submit" class="button" disabled={busy}>
            {assistant.identitySince ? said.renew : said.make}
          </button>
          <Alert error={error} />
        </form>
        {assistant.identitySince && (
          <DialogButton
            tone="danger-quiet"
            dialog={close => (
              <Confirm
                title={said.removeTitle}
                submit={said.removeSubmit}
                busy={words.saving}
                onConfirm={() => remove().then(close)}
                onClose={close}
              >
                <p>{said.removeText}</p>
              </Confirm>
            )}
          >
            {said.remove}
          </DialogButton>
        )}
      </div>
      {assistant.identitySince && <p class="hint">{said.renewHint}</p>}
      {secret && (
        <SecretOnce
          title={said.secretTitle}
          label={said.secret}
          secret={secret}
          onKept={() => setSecret(null)}
        />
      )}
    </>
  )
}
