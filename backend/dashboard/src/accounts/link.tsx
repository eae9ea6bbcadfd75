import { useEffect, useState } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { go } from '../lib/router.ts'
import { useToken } from '../lib/token.ts'
import { Heading } from '../pieces/heading.tsx'
import { Alert, Waiting } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** Signs in with the token behind the `#`, which never reaches a server's log and leaves the address at once. */
export function SignInByLink() {
  const token = useToken()
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    if (!token) return
    call('signInByLink', { body: { token } }).then(() => go('/', { replace: true }), setError)
  }, [token])

  return (
    <Gate>
      <Heading title={words.link.title} />
      {token && !error && (
        <>
          <p class="lead">{words.link.text}</p>
          <Waiting rows={1} />
        </>
      )}
      {!token && <p class="lead">{words.link.missing}</p>}
      <Alert error={error} />
      {(!token || error) && (
        <p class="aside">
          <a href="/sign-in">{words.link.toSignIn}</a>
        </p>
      )}
    </Gate>
  )
}
