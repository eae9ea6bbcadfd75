import type { RightsRequest } from '@atavus/contract/requests'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { withQuery } from '../lib/paths.ts'
import { Operated } from '../operator/gate.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { AreaField, CheckField, Field, TextField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { RequestActions } from './answer.tsx'
import { RequestEntry } from './entry.tsx'
import { KindField, kindIn } from './kind-field.tsx'

/** What people ask of the platform, and what owners did not answer in time. */
export function OperatedRequests() {
  const said = words.requests
  const { state, again } = useLoad(signal => call('operatedRequests', { signal }), [])
  const record = (
    <DialogButton tone="primary" dialog={close => <Record onDone={again} onClose={close} />}>
      {said.record}
    </DialogButton>
  )
  return (
    <Operated state={state} again={again} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty {...said.operatedEmpty}>{record}</Empty>
        ) : (
          <>
            <div class="bar">
              <p class="lead">{said.operatedText}</p>
              {record}
            </div>
            <div class="entries">
              {items.map(request => (
                <RequestEntry key={request.id} request={request}>
                  <ToAccount request={request} />
                  <RequestActions
                    request={request}
                    onAnswer={body =>
                      call('operatorAnswer', { places: { request: request.id }, body }).then(again)
                    }
                    onExtend={body =>
                      call('operatorExtend', { places: { request: request.id }, body }).then(again)
                    }
                  />
                </RequestEntry>
              ))}
            </div>
          </>
        )
      }
    </Operated>
  )
}

/** Where the operator deletes what a request is about: the account of whoever asks for it, or of a child. */
function ToAccount({ request }: { request: RightsRequest }) {
  const { kind, contact, answer } = request
  if (answer || (kind !== 'child' && kind !== 'erasure')) return null
  // A parent’s address is not that of the account.
  const text = kind === 'erasure' ? (contact ?? undefined) : undefined
  return (
    <a class="button" href={withQuery('/operator/accounts', { text })}>
      {words.requests.toAccounts}
    </a>
  )
}

/** A request that came by mail or by post: its clock runs since it arrived. */
function Record({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const said = words.requests
  async function record(form: FormData) {
    const text = (name: string) => String(form.get(name)).trim()
    await call('recordRequest', {
      body: {
        kind: kindIn(form),
        contact: text('contact') || null,
        words: text('words'),
        arrivedAt: new Date(text('arrivedAt')).toISOString(),
        workspace: text('workspace') || null,
        proven: form.has('proven'),
      },
    })
    onClose()
    onDone()
  }
  return (
    <FormDialog title={said.record} submit={said.recordSubmit} onSubmit={record} onClose={onClose}>
      {error => (
        <>
          <KindField error={error} />
          <Field name="arrivedAt" label={said.arrived} hint={said.arrivedHint} error={error}>
            {control => <input type="datetime-local" {...control} required />}
          </Field>
          <TextField
            name="contact"
            type="email"
            label={said.contact}
            hint={said.contactHint}
            error={error}
            optional
          />
          <TextField
            name="workspace"
            label={said.workspaceId}
            hint={said.workspaceHint}
            error={error}
            optional
          />
          <AreaField name="words" label={said.asked} rows={5} maxLength={4000} error={error} required />
          <CheckField name="proven" label={said.provenLabel} hint={said.provenHint} />
        </>
      )}
    </FormDialog>
  )
}
