import { Confirm, EnterWorkspace, type SessionSummary } from '@atavus/contract/account'
import { type Role, rights } from '@atavus/contract/rights'
import type { Context } from 'hono'
import { body, type Door, pathId } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { confirmSession } from './confirm.ts'
import { clearSessionCookies, setAccessCookie } from './cookies.ts'
import { seenOf } from './seen.ts'
import { listSessions, moveSession, standingIn } from './sessions/queries.ts'
import { accessOf, endNow, endOthers } from './sessions.ts'
import { accountShown } from './shown.ts'
import { inSession } from './standing.ts'

/** Where an account is signed in, and what it can do about that. */
export function openSessions(door: OpenDoor, world: World): void {
  door('sessions', async c => {
    const { account, session } = c.var.account
    const rows = await world.db.person(account, listSessions)
    return c.json({ items: rows.map(row => summary(row, session)) })
  })

  door('endSession', async c => {
    const { account, session } = c.var.account
    const id = pathId(c, 'session')
    if (!(await world.db.person(account, person => endNow(person, id)))) throw new Refusal('not_found')
    if (id === session) clearSessionCookies(c)
    ended(world, c)
    return c.body(null, 204)
  })

  door('endOtherSessions', async c => {
    const { account, session } = c.var.account
    const count = await world.db.person(account, async person => {
      await inSession(person, session)
      return endOthers(person, session)
    })
    if (count) ended(world, c)
    return c.body(null, 204)
  })

  door('enterWorkspace', async c => {
    const { account, session } = c.var.account
    const { workspace } = await body(c, EnterWorkspace)
    const role = await world.db.person(account, async person => {
      const standing = await standingIn(person, workspace)
      if (!standing) throw new Refusal('not_found')
      if (standing.suspended && !(world.payments && mayPay(standing.role))) throw new Refusal('suspended')
      await moveSession(person, session, workspace)
      return standing.role
    })
    const holder = { account, session, workspace, role }
    setAccessCookie(c, await accessOf(world, holder))
    return c.json(await accountShown(world, holder))
  })

  door('confirmSession', async c => {
    await confirmSession(world, c, await body(c, Confirm))
    return c.body(null, 204)
  })
}

/** What is suspended is still paid for, until somebody comes and ends that. */
const mayPay = (role: Role): boolean => rights[role].includes('billing:manage')

function ended(world: World, c: Context<Door>): void {
  const { account, workspace } = c.var.account
  world.logs.security('session_ended', { account, workspace, address: seenOf(world, c).address })
}

type Row = Awaited<ReturnType<typeof listSessions>>[number]

const summary = ({ createdAt, lastUsedAt, expiresAt, ...row }: Row, session: string): SessionSummary => ({
  ...row,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  present: row.id === session,
})
