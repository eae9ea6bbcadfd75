import { Withdraw } from '@atavus/contract/chat'
import { OwnAsk, OwnAssistantsQuery, OwnConsent } from '@atavus/contract/own'
import type { Context } from 'hono'
import type { Policies, Policy } from '../assistants/policies.ts'
import type { Chat } from '../chat/chat.ts'
import { follow, followHere } from '../chat/follow.ts'
import type { LiveReply } from '../chat/live.ts'
import { networkPlace, startAnswer } from '../chat/start.ts'
import { stopAnswer } from '../chat/stop.ts'
import { ownPlace } from '../consent/queries.ts'
import { asksNotToShare, mayLeave, type Visitor } from '../consent/visitor.ts'
import { inWorkspace } from '../db/tenancy.ts'
import { body, type Door, pathId, query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { membershipSubject } from '../revocation/membership.ts'
import { lastConsent, type PersonConsent } from '../server-chat/queries.ts'
import type { World } from '../world.ts'
import { assistantsFor } from './assistants.ts'
import { isCurrent, recordOwn } from './consent.ts'
import { pageNames } from './history.ts'
import { type Here, placeOf, requireBelonging } from './place.ts'
import { findAsked, namedPages } from './queries.ts'
import { withdrawOwn } from './withdraw.ts'

/** Bytes of a question with all that may go along of pages. */
const mostAsked = 512 * 1024

/**
 * The doors by which an account asks for itself. A device stands for it, so there is no site to look at; everything else
 * is as for visitors: the consent, the limits, the budget, the ledger.
 */
export function openOwnAsking(door: OpenDoor, world: World, policies: Policies, chat: Chat): void {
  door('ownAssistants', async c => {
    const { lang } = query(c, OwnAssistantsQuery)
    return c.json({ items: await assistantsFor(world, policies, c.var.device.account, lang) })
  })

  door('ownConsent', async c => {
    const given = await body(c, OwnConsent)
    const here = await placeOf(world, policies, c)
    requireBelonging(here)
    return c.json(await recordOwn(world, here, given, asksNotToShare(c)), 201)
  })

  door('ownWithdraw', async c => {
    const wish = await body(c, Withdraw)
    const here = await placeOf(world, policies, c, 'ending')
    return c.json(
      await world.db.tenant(here.policy.workspace, tenant => withdrawOwn(world, tenant, here, wish)),
    )
  })

  door('ownAsk', async c => {
    const ask = await body(c, OwnAsk, mostAsked)
    const here = await placeOf(world, policies, c)
    requireBelonging(here)
    const { policy, person } = here
    const consent = await agreed(world, here)
    let reply: LiveReply | undefined
    // The place in the line is for opening the turn alone.
    await chat.admission.gate(c, async () => {
      reply = await begin(world, chat, c, { here, consent, ask })
    })
    if (reply) return followHere(c, chat, reply)
    return followOwn(world, chat, c, { policy, visitor: person, message: ask.id.toLowerCase() })
  })

  door('ownFollow', async c => {
    return followOwn(world, chat, c, await askedOf(world, policies, c))
  })

  door('ownStop', async c => {
    const { policy, visitor, message } = await askedOf(world, policies, c)
    await stopAnswer(world, chat.live, policy, visitor, message)
    return c.body(null, 204)
  })
}

/** The consent that stands to what the notice says today. Refuses with `consent_required` and `consent_outdated`. */
async function agreed(world: World, { policy, person }: Here): Promise<PersonConsent> {
  const [[consent]] = await world.db.once(policy.workspace, tenant => [
    lastConsent(tenant, policy.id, person),
  ])
  if (!consent?.stands) throw new Refusal('consent_required')
  if (!isCurrent(world, policy, consent.noticeHash)) throw new Refusal('consent_outdated')
  return consent
}

interface Asking {
  here: Here
  consent: PersonConsent
  ask: OwnAsk
}

/** Begins an answer as for a visitor; undefined when the message came before. */
function begin(
  world: World,
  chat: Chat,
  c: Context<Door>,
  { here, consent, ask: { context = [], ...ask } }: Asking,
): Promise<LiveReply | undefined> {
  const { policy, account, days, uncounted } = here
  const visitor = visitorOf(c, here, consent)
  return startAnswer(world, chat, {
    policy,
    visitor,
    ask,
    since: c.var.since,
    remote: mayLeave(visitor, c),
    places: [networkPlace(world, chat, c)],
    feature: uncounted ? undefined : 'feature:own_chat',
    own: { account, days, shared: context },
  })
}

/** Who asks for themselves, as the turn knows a visitor: when the device goes, so does what it has running. */
function visitorOf(c: Context<Door>, { policy, person, account }: Here, consent: PersonConsent): Visitor {
  return {
    id: person,
    consent: consent.id,
    origin: ownPlace,
    noticeHash: consent.noticeHash,
    preview: false,
    history: false,
    language: consent.language,
    remote: consent.remote,
    gpc: consent.gpc,
    key: '',
    subjects: [
      policy.workspace,
      policy.id,
      account,
      membershipSubject(policy.workspace, account),
      c.var.device.session,
    ],
  }
}

/** An answer names the pages that went with its question for as long as they are kept. */
function followOwn(world: World, chat: Chat, c: Context<Door>, asked: OwnQuestion): Promise<Response> {
  const { policy, message } = asked
  const pages = () =>
    world.db.person(c.var.device.account, async person =>
      namedPages(await inWorkspace(person, policy.workspace), message),
    )
  return follow(world, chat, c, { ...asked, namesOf: async key => pageNames(key, await pages()) })
}

interface OwnQuestion {
  policy: Policy
  visitor: string
  message: string
}

/** A question of the device's account, wherever it was asked. */
async function askedOf(world: World, policies: Policies, c: Context<Door>): Promise<OwnQuestion> {
  const message = pathId(c, 'message')
  const asked = await world.db.person(c.var.device.account, person => findAsked(person, message))
  const policy = asked && (await policies.byId(asked.workspace, asked.assistant))
  if (!policy) throw new Refusal('not_found')
  return { policy, visitor: asked.visitor, message }
}
