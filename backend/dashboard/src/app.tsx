import { SignInByLink } from './accounts/link.tsx'
import { SignIn } from './accounts/sign-in.tsx'
import { SignUp } from './accounts/sign-up.tsx'
import { Inside } from './frame/inside.tsx'
import { usePlace } from './lib/router.ts'

/** The doors stand outside, the rooms inside: for those the account is asked first. */
export function App() {
  const place = usePlace()
  switch (place.path) {
    case '/sign-in':
      return <SignIn to={place.query.get('to')} />
    case '/sign-up':
      return <SignUp />
    case '/sign-in/link':
      return <SignInByLink />
    default:
      return <Inside place={place} />
  }
}
