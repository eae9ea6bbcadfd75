import { useId } from 'preact/hooks'
import { words } from '../words/words.ts'
import { CopyButton } from './copy.tsx'
import { Keep } from './keep.tsx'

interface Props {
  title: string
  label: string
  secret: string
  onKept: () => void
}

/** A secret of the backend's, shown this once. */
export function SecretOnce({ title, label, secret, onKept }: Props) {
  const id = useId()
  return (
    <Keep title={title} onKept={onKept}>
      <div class="field">
        <label for={id}>{label}</label>
        <div class="secret">
          <input
            id={id}
            value={secret}
            readOnly
            autocomplete="off"
            spellcheck={false}
            onFocus={event => event.currentTarget.select()}
          />
          <CopyButton text={secret} label={`${words.copy}: ${label}`} />
        </div>
      </div>
    </Keep>
  )
}
