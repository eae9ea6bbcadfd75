import type { OwnAssistant } from '@atavus/contract/own'
import type { Policies, Policy } from '../assistants/policies.ts'
import { noticeLanguage, ownNoticeFor } from '../consent/notice.ts'
import { personId } from '../consent/person.ts'
import { lastConsent } from '../server-chat/queries.ts'
import { assistantIds, listMemberships, type Membership } from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { isCurrent } from './consent.ts'
import { mayAsk } from './place.ts'

/** The assistants of every workspace that an account belongs to, those of the one it joined first at the head. */
export async function assistantsFor(
  world: World,
  policies: Policies,
  account: string,
  lang: string | undefined,
): Promise<OwnAssistant[]> {
  const memberships = await world.db.person(account, listMemberships)
  const open = memberships.filter(({ role, suspended }) => mayAsk(role) && !suspended)
  const found = await Promise.all(
    open.map(async membership => {
      const ids = await world.db.tenant(membership.workspace, assistantIds)
      const all = await Promise.all(ids.map(({ id }) => policies.byId(membership.workspace, id)))
      return withConsents(
        world,
        account,
        membership,
        all.flatMap(policy => policy ?? []),
        lang,
      )
    }),
  )
  return found.flat()
}

async function withConsents(
  world: World,
  account: string,
  { workspace, name }: Membership,
  all: Policy[],
  lang: string | undefined,
): Promise<OwnAssistant[]> {
  const consents = await world.db.once(workspace, tenant =>
    all.map(policy => lastConsent(tenant, policy.id, personId(policy, 'account', account))),
  )
  return all.map((policy, i) => {
    const [consent] = consents[i] ?? []
    const standing = (consent?.stands && isCurrent(world, policy, consent.noticeHash)) ?? false
    return {
      id: policy.id,
      name: policy.name,
      greeting: policy.greeting,
      suggestions: policy.suggestions,
      accent: policy.accent,
      workspace: { id: workspace, name },
      notice: ownNoticeFor(policy, world, noticeLanguage(lang)),
      consent: { standing, remote: standing && (consent?.remote ?? false) },
    }
  })
}
