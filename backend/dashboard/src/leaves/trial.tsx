import type { MaskedTrial } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { AreaField } from '../pieces/field.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { count, fill, words } from '../words/words.ts'
import { Marked } from './marked.tsx'
import { Placeholders } from './placeholders.tsx'

/** A text of the owner's, and what would be sent of it. */
export function Trial({ id }: { id: string }) {
  const told = words.leaves.trial
  const [trial, setTrial] = useState<MaskedTrial | null>(null)
  const { submit, busy, error } = useSubmit(async form => {
    const text = String(form.get('text'))
    setTrial(await call('tryMask', { places: { assistant: id }, body: { text } }))
  })
  return (
    <>
      <form class="stack" onSubmit={submit}>
        <AreaField
          name="text"
          label={told.label}
          hint={told.hint}
          maxLength={4000}
          rows={4}
          error={error}
          required
        />
        <div class="actions">
          <button type="submit" class="button" disabled={busy}>
            {told.submit}
          </button>
        </div>
        <Alert error={error} />
      </form>
      <div role="status">{trial && <Verdict trial={trial} />}</div>
      {trial && (
        <>
          <Marked text={trial.words} masked={trial.masked} />
          {trial.masked.length > 0 && <Placeholders masked={trial.masked} />}
        </>
      )}
    </>
  )
}

function Verdict({ trial: { masked, special, unsure } }: { trial: MaskedTrial }) {
  const { unsureText, replaced, unreplaced, noticed } = words.leaves.trial
  const categories = special.map(category => words.special[category]).join(', ')
  return (
    <>
      {unsure ? (
        <p class="callout">
          <Icon name="warning" />
          {unsureText}
        </p>
      ) : (
        <p>
          {masked.length > 0
            ? fill(replaced, { values: count(words.units.values, masked.length) })
            : unreplaced}
        </p>
      )}
      {categories && <p class="hint">{fill(noticed, { categories })}</p>}
    </>
  )
}
