import type { RightsRequest } from '@atavus/contract/requests'
import type { Body } from '../lib/doors.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { AreaField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'

interface Props {
  request: RightsRequest
  onAnswer: (body: Body<'answerRequest'>) => Promise<unknown>
  onExtend: (body: Body<'extendRequest'>) => Promise<unknown>
}

/** What can be done with a request that is open: answer it, or say why it takes longer. */
export function RequestActions({ request, onAnswer, onExtend }: Props) {
  const said = words.requests
  if (request.answer) return null
  return (
    <>
      <DialogButton
        tone="primary"
        dialog={close => <Answer proven={request.proven} onAnswer={onAnswer} onClose={close} />}
      >
        {said.answer}
      </DialogButton>
      {!request.extended && (
        <DialogButton dialog={close => <Extend onExtend={onExtend} onClose={close} />}>
          {said.extend}
        </DialogButton>
      )}
    </>
  )
}

function Answer({
  proven,
  onAnswer,
  onClose,
}: Pick<Props, 'onAnswer'> & { proven: boolean; onClose: () => void }) {
  const said = words.requests
  async function answer(form: FormData) {
    const outcome = form.get('outcome') === 'refused' ? 'refused' : 'done'
    await onAnswer({ outcome, words: String(form.get('words')).trim() })
    onClose()
  }
  return (
    <FormDialog title={said.answer} submit={said.send} onSubmit={answer} onClose={onClose}>
      {error => (
        <>
          {!proven && <p class="warn">{said.unprovenWarning}</p>}
          <fieldset class="field choices">
            <legend>{said.what}</legend>
            {(['done', 'refused'] as const).map(outcome => (
              <label key={outcome} class="choice">
                <input type="radio" name="outcome" value={outcome} required />
                {said.outcome[outcome]}
              </label>
            ))}
          </fieldset>
          <AreaField
            name="words"
            label={said.words}
            hint={said.wordsHint}
            rows={6}
            maxLength={4000}
            error={error}
            required
          />
        </>
      )}
    </FormDialog>
  )
}

function Extend({ onExtend, onClose }: Pick<Props, 'onExtend'> & { onClose: () => void }) {
  const said = words.requests
  async function extend(form: FormData) {
    await onExtend({ reason: String(form.get('reason')).replace(/\s+/g, ' ').trim() })
    onClose()
  }
  return (
    <FormDialog title={said.extend} submit={said.send} onSubmit={extend} onClose={onClose}>
      {error => (
        <AreaField
          name="reason"
          label={said.reason}
          hint={said.reasonHint}
          maxLength={500}
          error={error}
          required
        />
      )}
    </FormDialog>
  )
}
