import {
  PersonBody,
  ServerAsk,
  ServerConsent,
  ServerNoticeQuery,
  ServerObjection,
  ServerWithdrawal,
} from '@atavus/contract/server'
import type { Context } from 'hono'
import type { Policies, Policy } from '../assistants/policies.ts'
import type { Chat } from '../chat/chat.ts'
import { follow, followHere } from '../chat/follow.ts'
import { type Asked, keyPlace, startAnswer } from '../chat/start.ts'
import { stopAnswer } from '../chat/stop.ts'
import { withdraw } from '../chat/withdraw.ts'
import { noticeFor, noticeLanguage } from '../consent/notice.ts'
import { personId } from '../consent/person.ts'
import { setObjection } from '../consent/queries.ts'
import { asksNotToShare, mayLeave, type Visitor } from '../consent/visitor.ts'
import { heldOfVisitor } from '../conversations/held.ts'
import type { Tenant } from '../db/tenancy.ts'
import { body, type Door, pathId, query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { leftOf } from '../remote/left.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { recordConsent } from './consent.ts'
import { personNamed } from './person.ts'
import { lastConsent, type PersonConsent } from './queries.ts'
import { wholeAnswer } from './whole.ts'

/**
 * The doors for a server that chats on behalf of its people. An API key stands for a server, so there is no origin to
 * look at; everything else is as for visitors: their consent, the limits, the budget, the log.
 */
export function openServerChat(door: OpenDoor, world: World, policies: Policies, chat: Chat): void {
  door('serverNotice', async c => {
    const { lang } = query(c, ServerNoticeQuery)
    return c.json(noticeFor(await policyOf(policies, c), world, noticeLanguage(lang)))
  })

  door('serverConsent', async c => {
    const told = await body(c, ServerConsent)
    const { policy, person } = await onBehalf(world, policies, c, told.person)
    return c.json(await recordConsent(world, policy, person, told, asksNotToShare(c)), 201)
  })

  door('serverWithdraw', async c => {
    const wish = await body(c, ServerWithdrawal)
    const { policy, person } = await onBehalf(world, policies, c, wish.person, 'endings')
    return c.json(
      await world.db.tenant(policy.workspace, async tenant => {
        const [consent] = await lastConsent(tenant, policy.id, person)
        if (!consent) throw new Refusal('consent_required')
        return withdraw(world, tenant, { assistant: policy.id, visitor: person, consent: consent.id }, wish)
      }),
    )
  })

  door('serverHeld', async c => {
    const { policy, person } = await onBehalf(world, policies, c, personNamed(c))
    const held = await world.db.tenant(policy.workspace, async tenant => {
      await countVisitorUse(tenant, 'feature:export', policy.id, person)
      await rightsRequested(tenant, policy.id, 'access')
      return {
        ...(await heldOfVisitor(tenant, policy, person)),
        left: await leftOf(tenant, policy, person),
      }
    })
    c.header('Cache-Control', 'no-store')
    return c.json(held)
  })

  door('serverObject', async c => {
    const objection = await body(c, ServerObjection)
    const { policy, person } = await onBehalf(world, policies, c, objection.person)
    await world.db.tenant(policy.workspace, async tenant => {
      await setObjection(tenant, policy.id, person, objection.improve)
      if (objection.improve) await rightsRequested(tenant, policy.id, 'objection')
    })
    return c.body(null, 204)
  })

  door('serverAsk', async c => {
    const { since } = c.var
    const ask = await body(c, ServerAsk)
    const { policy, person, consent } = await agreed(world, policies, c, ask.person)
    if (!policy.noticeHashes(world).has(consent.noticeHash)) throw new Refusal('consent_outdated')
    const visitor = visitorOf(c, policy, person, consent)
    const remote = mayLeave(visitor, c)
    const feature = consent.uncounted ? undefined : 'feature:server_chat'
    const places = [keyPlace(chat, visitor.key)]
    const asked: Asked = { policy, visitor, ask, since, remote, feature, places }
    const reply = await admitted(chat, c, () => startAnswer(world, chat, asked))
    const followed = { policy, visitor: person, message: ask.id.toLowerCase() }
    if (!ask.stream) return c.json(await wholeAnswer(world, chat, { ...followed, gone: c.req.raw.signal }))
    return reply ? followHere(c, chat, reply) : follow(world, chat, c, followed)
  })

  door('serverFollow', async c => {
    const { policy, person } = await agreed(world, policies, c, personNamed(c))
    return follow(world, chat, c, { policy, visitor: person, message: pathId(c, 'message') })
  })

  door('serverStop', async c => {
    const asked = await body(c, PersonBody)
    const { policy, person } = await onBehalf(world, policies, c, asked.person)
    await stopAnswer(world, chat.live, policy, person, pathId(c, 'message'))
    return c.body(null, 204)
  })
}

async function policyOf(policies: Policies, c: Context<Door>): Promise<Policy> {
  const policy = await policies.byId(c.var.principal.workspace, pathId(c, 'assistant'))
  if (!policy) throw new Refusal('not_found')
  return policy
}

/**
 * The assistant that is named and the pseudonym of the person, whose requests are counted as a visitor's are: what they
 * ask, or what is ended for them.
 */
async function onBehalf(
  world: World,
  policies: Policies,
  c: Context<Door>,
  name: string,
  kind: 'visitor' | 'endings' = 'visitor',
) {
  const policy = await policyOf(policies, c)
  const person = personId(policy, 'server', name)
  await counted(world, c, person, kind)
  return { policy, person }
}

/** The same of a person who has agreed, with their consent: it is looked for while the request is counted. */
async function agreed(world: World, policies: Policies, c: Context<Door>, name: string) {
  const policy = await policyOf(policies, c)
  const person = personId(policy, 'server', name)
  const find = (tenant: Tenant) => [lastConsent(tenant, policy.id, person)] as const
  const [[[consent]]] = await Promise.all([world.db.once(policy.workspace, find), counted(world, c, person)])
  if (!consent?.stands) throw new Refusal('consent_required')
  return { policy, person, consent }
}

const counted = (
  world: World,
  c: Context<Door>,
  person: string,
  kind: 'visitor' | 'endings' = 'visitor',
): Promise<void> => take(world, c, [limited(world, kind, person, world.limits.visitor)])

/** The place in the line is for opening the turn alone: who waits for a whole answer holds up nobody. */
async function admitted<T>(chat: Chat, c: Context<Door>, open: () => Promise<T>): Promise<T> {
  let opened: T | undefined
  await chat.admission.gate(c, async () => {
    opened = await open()
  })
  return opened as T
}

/** A person whose server asks, as the turn knows a visitor: when the key goes, so does what it has running. */
function visitorOf(c: Context<Door>, policy: Policy, person: string, consent: PersonConsent): Visitor {
  const { principal } = c.var
  const key = principal.kind === 'key' ? principal.key : ''
  return {
    id: person,
    consent: consent.id,
    origin: consent.origin,
    noticeHash: consent.noticeHash,
    preview: false,
    history: false,
    language: consent.language,
    remote: consent.remote,
    gpc: consent.gpc,
    key,
    subjects: [policy.workspace, policy.id, key],
  }
}
