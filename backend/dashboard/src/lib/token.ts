import { useEffect, useState } from 'preact/hooks'

/** The token behind the `#`: read once, and out of the address at once, so that no history and no screenshot has it. */
function takeToken(): string {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

/** The token that the page's link carries, or one that is put into the address later; '' where there is none. */
export function useToken(): string {
  const [token, setToken] = useState(takeToken)
  useEffect(() => {
    const listen = () => setToken(before => takeToken() || before)
    addEventListener('hashchange', listen)
    return () => removeEventListener('hashchange', listen)
  }, [])
  return token
}
