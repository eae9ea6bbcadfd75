import { useEffect, useRef, useState } from 'preact/hooks'
import { explain, Refused } from '../lib/problem.ts'
import { TextField } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

/** Whether a refusal speaks of the second factor: it stands at the field, not at the form. */
export const isOfCode = (error: unknown): boolean =>
  error instanceof Refused &&
  (error.code === 'second_factor_required' || error.code === 'second_factor_wrong')

/** The second factor's code, or one of those for when the authenticator is lost; has the focus when it is asked for. */
export function CodeField({ error }: { error: unknown }) {
  const box = useRef<HTMLDivElement>(null)
  const [recovery, setRecovery] = useState(false)
  const wrong = error instanceof Refused && error.code === 'second_factor_wrong'
  const told = recovery ? words.code.recovery : words.code.authenticator
  useEffect(() => {
    if (isOfCode(error) || recovery) box.current?.querySelector('input')?.select()
  }, [error, recovery])
  return (
    <div class="field" ref={box}>
      <div aria-live="polite">
        <TextField
          key={String(recovery)}
          name="code"
          label={told.label}
          hint={told.hint}
          problem={wrong ? explain(error) : undefined}
          autocomplete={recovery ? 'off' : 'one-time-code'}
          inputMode={recovery ? 'text' : 'numeric'}
          minLength={6}
          maxLength={40}
          spellcheck={false}
          required
        />
      </div>
      <button type="button" class="quiet-button" onClick={() => setRecovery(!recovery)}>
        {told.other}
      </button>
    </div>
  )
}
