import { useSubmit } from '../lib/submit.ts'
import { fill, words } from '../words/words.ts'
import { Alert } from './states.tsx'

interface Props {
  /** Whether it is switched off now. */
  off: boolean
  /** Of what, for those who only hear the button. */
  name: string
  onSwitch: () => Promise<unknown>
}

/** Switches something off, or on again. */
export function SwitchButton({ off, name, onSwitch }: Props) {
  const { submit, busy, error } = useSubmit(onSwitch)
  const { on, onOf, off: offWord, offOf } = words.switch
  return (
    <form onSubmit={submit} class="inline-form">
      <button
        type="submit"
        class="button small"
        aria-label={fill(off ? onOf : offOf, { name })}
        disabled={busy}
      >
        {off ? on : offWord}
      </button>
      <Alert error={error} />
    </form>
  )
}
