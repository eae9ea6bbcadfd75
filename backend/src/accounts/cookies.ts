import type { Context } from 'hono'
import type { Door } from '../lib/door.ts'

const accessName = '__Host-atavus'
const refreshName = '__Host-atavus-refresh'
// Nobody comes to a page of ours with a cookie from elsewhere: the pages are the same for all, what is private they
// ask for themselves. So the cookies need not go along when another site leads here.
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** Every cookie that this server can set, and what for (P7.1): none but these pass through `set` below. */
export const cookies = [
  { name: accessName, purpose: 'keeps somebody signed in', lasts: '15 minutes, renewed while it is used' },
  { name: refreshName, purpose: 'renews it', lasts: '30 days after its last use' },
] as const

/** The tokens of a session as the browser keeps them; lifetimes in seconds. */
export interface SessionCookies {
  access: { token: string; seconds: number }
  refresh: { token: string; seconds: number }
}

/** Hands the session's tokens to the browser, where no script can read them. */
export function setSessionCookies(c: Context<Door>, { access, refresh }: SessionCookies): void {
  set(c, accessName, access.token, access.seconds)
  set(c, refreshName, refresh.token, refresh.seconds)
}

/** Renews the access token alone. */
export const setAccessCookie = (c: Context<Door>, { token, seconds }: SessionCookies['access']): void =>
  set(c, accessName, token, seconds)

/** Takes both cookies back. */
export function clearSessionCookies(c: Context<Door>): void {
  set(c, accessName, '', 0)
  set(c, refreshName, '', 0)
}

export const accessCookie = (c: Context<Door>): string | undefined => read(c, accessName)
export const refreshCookie = (c: Context<Door>): string | undefined => read(c, refreshName)

function set(c: Context<Door>, name: (typeof cookies)[number]['name'], value: string, seconds: number) {
  c.header('Set-Cookie', `${name}=${value}; Max-Age=${seconds}; ${attributes}`, { append: true })
}

/** The value of a cookie; a name that comes twice is nobody's. */
function read(c: Context<Door>, name: string): string | undefined {
  const pairs = (c.req.header('cookie') ?? '').split(';').map(pair => pair.trim())
  const values = pairs.filter(pair => pair.startsWith(`${name}=`)).map(pair => pair.slice(name.length + 1))
  return values.length === 1 && values[0] ? values[0] : undefined
}
