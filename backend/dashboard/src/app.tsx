import type { VNode } from 'preact'
import { Forgot } from './accounts/forgot.tsx'
import { Invitation } from './accounts/invitation.tsx'
import { SignInByLink } from './accounts/link.tsx'
import { Reset } from './accounts/reset.tsx'
import { SignIn } from './accounts/sign-in.tsx'
import { SignUp } from './accounts/sign-up.tsx'
import { Verify } from './accounts/verify.tsx'
import { VerifyEmail } from './accounts/verify-email.tsx'
import { DeviceRoom } from './devices/room.tsx'
import { Inside } from './frame/inside.tsx'
import { match } from './lib/paths.ts'
import { type Place, usePlace } from './lib/router.ts'
import { OutboxPage } from './outbox/outbox.tsx'

const outside: Record<string, (place: Place) => VNode> = {
  '/sign-in': ({ query }) => <SignIn to={query.get('to')} done={query.get('done')} />,
  '/sign-up': () => <SignUp />,
  '/sign-in/link': () => <SignInByLink />,
  '/verify': () => <Verify />,
  '/verify-email': () => <VerifyEmail />,
  '/forgot': () => <Forgot />,
  '/reset': () => <Reset />,
  '/invite': () => <Invitation />,
  '/outbox': () => <OutboxPage />,
}

/** The doors stand outside, the rooms inside: for those the account is asked first. */
export function App() {
  const place = usePlace()
  const { device } = match('/device/{device}', place.path) ?? {}
  if (device) return <DeviceRoom key={device} request={device} />
  const door = Object.hasOwn(outside, place.path) ? outside[place.path] : undefined
  return door ? door(place) : <Inside place={place} />
}
