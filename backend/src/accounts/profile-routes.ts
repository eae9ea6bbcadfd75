import { AccountChange } from '@atavus/contract/account'
import type { Person } from '../db/tenancy.ts'
import { body, pathId } from '../lib/door.ts'
import { pseudonym } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { pictureFrom } from './pictures.ts'
import { changeNames, findPicture, keepPicture, object, removePicture } from './profile/queries.ts'
import { accountShown } from './shown.ts'

/** What an account is told about itself, and what it says about itself to others. */
export function openProfile(door: OpenDoor, world: World): void {
  door('account', async c => c.json(await accountShown(world, c.var.account)))

  door('changeAccount', async c => {
    const { account } = c.var.account
    const { picture, objections, ...names } = await body(c, AccountChange)
    const content = picture ? await pictureFrom(world, c, picture) : undefined
    const change = async (person: Person) => {
      await changeNames(person, names)
      if (objections) await object(person, objections)
      if (picture && content) await keepPicture(person, { id: pseudonym(), url: picture, content })
      if (picture === null) await removePicture(person)
    }
    await world.db.person(account, change).catch(nameTaken)
    return c.json(await accountShown(world, c.var.account))
  })

  door('picture', async c => {
    const picture = pathId(c, 'picture')
    const content = await world.db.person(c.var.account.account, person => findPicture(person, picture))
    if (!content) throw new Refusal('not_found')
    c.header('Content-Type', 'image/webp')
    // It is ours, pixel by pixel; should a browser ever take it for a page, that page can do nothing.
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    // Another picture has another id.
    c.header('Cache-Control', 'private, max-age=86400, immutable')
    return c.body(new Uint8Array(content))
  })
}

function nameTaken(error: { code?: string; constraint_name?: string }): never {
  if (error.code === '23505' && error.constraint_name === 'accounts_username')
    throw new Refusal('username_taken')
  throw error
}
