import {
  AccountDeletion,
  AskReset,
  EmailChange,
  PasswordChange,
  ResetPassword,
  SpendLink,
} from '@atavus/contract/account'
import { AccountRemoval } from '@atavus/contract/operator'
import { receipted } from '../deletions/receipt.ts'
import { body, pathId } from '../lib/door.ts'
import { limit } from '../limits/limit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { clearSessionCookies } from './cookies.ts'
import { sendEmailChange, verifyEmail } from './life/email.ts'
import { leave } from './life/leave.ts'
import { changePassword } from './life/password.ts'
import { removeAccount } from './life/remove.ts'
import { resetPassword, sendReset } from './life/reset.ts'
import { seenOf } from './seen.ts'

/** What becomes of an account: another password, another address, its end. */
export function openAccountLife(door: OpenDoor, world: World): void {
  door('askReset', limit(world, 'signIns'), async c => {
    await sendReset(world, (await body(c, AskReset)).email, seenOf(world, c))
    return c.body(null, 202)
  })

  door('resetPassword', limit(world, 'signIns'), async c => {
    await resetPassword(world, await body(c, ResetPassword), seenOf(world, c))
    return c.body(null, 204)
  })

  door('changePassword', async c => {
    await changePassword(world, c, await body(c, PasswordChange))
    return c.body(null, 204)
  })

  door('changeEmail', async c => {
    const { email } = await body(c, EmailChange)
    await sendEmailChange(world, c.var.account, email, seenOf(world, c))
    return c.body(null, 202)
  })

  door('verifyEmail', limit(world, 'signIns'), async c => {
    await verifyEmail(world, (await body(c, SpendLink)).token, seenOf(world, c))
    return c.body(null, 204)
  })

  door('deleteAccount', async c => {
    const { workspaces } = await body(c, AccountDeletion)
    const deletion = await leave(world, c.var.account, workspaces, seenOf(world, c))
    clearSessionCookies(c)
    return c.json(await receipted(world, deletion))
  })

  door('operatorDeleteAccount', async c => {
    const wish = await body(c, AccountRemoval)
    const deletion = await removeAccount(world, c.var.account.account, pathId(c, 'account'), wish)
    return c.json(await receipted(world, deletion))
  })
}
