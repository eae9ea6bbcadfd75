import type { ApiKey } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Field } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { fill, words } from '../words/words.ts'

/** For how many hours the former secret may work on beside the new one. */
const overlaps = ['0', '1', '24', '168'] as const

interface Props {
  apiKey: ApiKey
  onMade: (made: Answer<'makeApiKey'>) => void
}

/** Gives an API key a new secret. */
export function RotateKey({ apiKey: { id, name }, onMade }: Props) {
  const { rotate, rotateTitle, rotateText, overlap, overlaps: said, rotateSubmit, rotateBusy } = words.keys

  async function submit(form: FormData, close: () => void) {
    const overlapHours = Number(form.get('overlap'))
    const made = await call('rotateApiKey', { places: { key: id }, body: { overlapHours } })
    close()
    onMade(made)
  }

  return (
    <DialogButton
      tone="small"
      label={fill(rotateTitle, { name })}
      dialog={close => (
        <FormDialog
          title={fill(rotateTitle, { name })}
          submit={rotateSubmit}
          busy={rotateBusy}
          onSubmit={form => submit(form, close)}
          onClose={close}
        >
          <p>{rotateText}</p>
          <Field name="overlap" label={overlap}>
            {control => (
              <select {...control}>
                {overlaps.map(hours => (
                  <option key={hours} value={hours} selected={hours === '24'}>
                    {said[hours]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </FormDialog>
      )}
    >
      {rotate}
    </DialogButton>
  )
}
