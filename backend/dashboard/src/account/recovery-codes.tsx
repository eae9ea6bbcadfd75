import { useFile } from '../lib/file.ts'
import { CopyButton } from '../pieces/copy.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Keep } from '../pieces/keep.tsx'
import { fill, words } from '../words/words.ts'

interface Props {
  codes: readonly string[]
  username: string
  onKept: () => void
}

/** Codes that each sign in once without the authenticator; to be copied, downloaded or written down now. */
export function RecoveryCodes({ codes, username, onKept }: Props) {
  const told = words.account.factor.recovery
  const text = `${fill(told.file, { site: location.host, username })}\n\n${codes.join('\n')}\n`
  const file = useFile(text)
  return (
    <Keep title={told.title} onKept={onKept}>
      <p>{told.text}</p>
      <ul class="recovery-codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="actions">
        <CopyButton text={text} label={told.copy} />
        <a class="button small" {...(file && { href: file })} download="atavus-recovery-codes.txt">
          <Icon name="download" />
          {told.download}
        </a>
      </div>
    </Keep>
  )
}
