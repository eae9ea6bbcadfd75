import type { MailSources } from '../../mail/sources.ts'
import { findReader } from '../../notices/queries.ts'
import type { World } from '../../world.ts'
import { tokenOf } from './links.ts'
import { accountLinkOf, type LinkKind, signUpOf } from './queries.ts'

/** How the mails of an account's life find whom they go to. */
export const accountSources: Pick<MailSources, 'sign-up' | 'sign-up-known' | 'reset' | 'email-change'> = {
  'sign-up': async (world, { signUp }) => {
    const found = await world.db.keeper(keeper => signUpOf(keeper, signUp))
    return found && { ...found, token: tokenOf(world, 'sign-up', signUp) }
  },

  'sign-up-known': ({ db }, { account }) => db.keeper(keeper => findReader(keeper, account)),

  reset: (world, { account }) => linked(world, 'reset', account),

  'email-change': (world, { link }) => linked(world, 'email-change', link),
}

async function linked(world: World, kind: LinkKind, of: string) {
  const found = await world.db.keeper(keeper => accountLinkOf(keeper, kind, of))
  return found && { to: found.to, username: found.username, token: tokenOf(world, kind, found.id) }
}
