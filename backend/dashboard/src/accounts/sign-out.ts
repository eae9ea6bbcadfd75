import { call } from '../lib/call.ts'
import { keepLanguage } from '../lib/paths.ts'

/** Ends the session and goes on at `to` by a whole load: nothing of the session stays in this page's memory. */
export async function signOut(to: string): Promise<void> {
  await call('signOut')
  location.assign(keepLanguage(to, location.search))
}
