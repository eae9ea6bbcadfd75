import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { isProven, proveAgain } from '../lib/proof.ts'
import { Icon } from './icon.tsx'
import { Alert } from './states.tsx'

interface Props {
  files: readonly { name: string; href: string }[]
  /** The door wants to know again who holds the session. */
  proven?: boolean
}

/** Plain links that download. */
export function Downloads({ files, proven = false }: Props) {
  const [error, setError] = useState<unknown>(null)

  /** A download cannot renew an ended session by itself, nor prove it: whoever is signed in is asked first. */
  async function download(event: MouseEvent & { currentTarget: HTMLAnchorElement }) {
    event.preventDefault()
    const { href } = event.currentTarget
    try {
      const { confirmedUntil } = await call('account')
      setError(null)
      if (!proven || isProven(confirmedUntil, new Date()) || (await proveAgain())) location.assign(href)
    } catch (refusal) {
      setError(refusal)
    }
  }

  return (
    <>
      {files.map(({ name, href }) => (
        <a key={name} class="button" href={href} download onClick={download}>
          <Icon name="download" />
          {name}
        </a>
      ))}
      <Alert error={error} />
    </>
  )
}
