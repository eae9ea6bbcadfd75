import { AssistantQuery, type ConsentGiven, GiveConsent, type PublicAssistant } from '@atavus/contract/chat'
import { rights } from '@atavus/contract/rights'
import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Policies, Policy } from '../assistants/policies.ts'
import { body, type Door, query } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { isPublicKey } from '../lib/keys.ts'
import { Refusal } from '../lib/refusal.ts'
import { limit, limited, take } from '../limits/limit.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { liveSession } from '../sessions/queries.ts'
import type { World } from '../world.ts'
import { codeHash, newCode } from './code.ts'
import { noticeFor, noticeLanguage } from './notice.ts'
import { insertConsent, noticeText } from './queries.ts'
import { receiptBody, sealReceipt } from './receipt.ts'
import { requireConsent } from './standing.ts'
import { asksNotToShare, bearerOf, originOf, type Visitor, visitorToken, welcome } from './visitor.ts'
import { whoAgrees } from './who.ts'

/** Days that a yes holds. */
export const validDays = 365
const dayMs = 24 * 60 * 60 * 1000
const PreviewClaims = z.object({ sub: z.uuid(), ses: z.uuid(), wsp: z.uuid(), ast: z.uuid() })

export function openConsent(door: OpenDoor, world: World, policies: Policies): void {
  const arrivals = limit(world, 'arrivals')

  door('chatAssistant', arrivals, async c => {
    const asked = query(c, AssistantQuery)
    const { policy, preview } = await arrive(world, policies, c, { key: asked.key, ticket: bearerOf(c) })
    return c.json(publicAssistant(world, policy, asked.lang, preview))
  })

  door('giveConsent', arrivals, async c => {
    const given = await body(c, GiveConsent)
    const arrived = await arrive(world, policies, c, given)
    if (!given.adult) throw new Refusal('adults_only')
    const { workspace, id } = arrived.policy
    await take(world, c, [
      limited(world, 'key', arrived.key || id, world.limits.key),
      limited(world, 'workspace', workspace, world.limits.workspace),
    ])
    return c.json(await record(world, policies, c, arrived, given), 201)
  })

  door('agreedNotice', arrivals, async c => {
    const text = await noticeText(world.db.stranger, Buffer.from(c.req.param('notice') ?? '', 'hex'))
    if (text === undefined) throw new Refusal('not_found')
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    return c.body(text, 200, { 'Content-Type': 'application/json' })
  })

  door('renewToken', arrivals, async c => {
    const { visitor, policy } = c.var
    // Whoever still may try the assistant out comes with a new ticket.
    if (visitor.preview) throw new Refusal('unauthenticated')
    await world.db.tenant(policy.workspace, tenant => requireConsent(tenant, visitor.consent))
    requireCurrentNotice(world, policy, visitor)
    return c.json(await visitorToken(world, policy, visitor))
  })
}

/** The gate that asks for a yes to the notice as it reads now; that the yes stands, the turn's statement checks. */
export function consented(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    requireCurrentNotice(world, c.var.policy, c.var.visitor)
    await next()
  }
}

function requireCurrentNotice(world: World, policy: Policy, visitor: Visitor): void {
  if (!policy.noticeHashes(world).has(visitor.noticeHash)) throw new Refusal('consent_outdated')
}

/** Who arrives without a token: by the public key of a script tag, or by an owner's ticket to try it out. */
async function arrive(
  world: World,
  policies: Policies,
  c: Context<Door>,
  by: { key?: string | undefined; ticket?: string | undefined },
): Promise<Arrived> {
  const preview = by.key === undefined && by.ticket !== undefined
  const arrived = preview ? await byTicket(world, policies, by.ticket ?? '') : await byKey(policies, by.key)
  welcome(world, c, arrived.policy, preview)
  if (arrived.policy.suspended) throw new Refusal('suspended')
  if (arrived.disabled) throw new Refusal('key_disabled')
  return arrived
}

interface Arrived {
  policy: Policy
  preview: boolean
  /** The id of the public key, and the key itself; of a preview the first is empty. */
  key: string
  site: string
  disabled: boolean
  own?: Visitor['own']
}

async function byKey(policies: Policies, key: string | undefined): Promise<Arrived> {
  const policy = key && isPublicKey(key) ? await policies.byKey(key) : undefined
  const [id, found] = [...(policy?.keys ?? [])].find(([, one]) => one.key === key) ?? []
  if (!policy || !id || !found) throw new Refusal('key_invalid')
  return { policy, preview: false, key: id, site: found.key, disabled: found.disabled }
}

/** A ticket is worth what its owner's session and role are worth today. */
async function byTicket(world: World, policies: Policies, ticket: string): Promise<Arrived> {
  const claims = await world.tokens.read('preview', ticket, PreviewClaims, world.now())
  const live = await world.db.person(claims.sub, person => liveSession(person, claims.ses))
  if (live?.workspace !== claims.wsp || !rights[live.role].includes('try'))
    throw new Refusal('unauthenticated')
  const policy = await policies.byId(claims.wsp, claims.ast)
  if (!policy) throw new Refusal('key_invalid')
  const own = { account: claims.sub, session: claims.ses }
  return { policy, preview: true, key: '', site: policy.key, disabled: false, own }
}

function publicAssistant(
  world: World,
  policy: Policy,
  lang: string | undefined,
  preview: boolean,
): PublicAssistant {
  const { name, greeting, suggestions, accent } = policy
  const notice = noticeFor(policy, world, noticeLanguage(lang))
  return { name, greeting, suggestions, accent, notice, preview }
}

async function record(
  world: World,
  policies: Policies,
  c: Context<Door>,
  { policy, preview, key, site, own }: Arrived,
  given: GiveConsent,
): Promise<ConsentGiven> {
  const notice = noticeFor(policy, world, noticeLanguage(given.language))
  if (notice.hash !== given.notice) throw new Refusal('consent_outdated')
  const who = await whoAgrees(world, policies, c, { policy, site, preview }, given)
  const givenAt = world.now()
  const validUntil = new Date(givenAt.getTime() + validDays * dayMs)
  const code = newCode()
  const consent = {
    id: newId(givenAt),
    codeHash: codeHash(code),
    assistantId: policy.id,
    visitorId: who.id,
    identified: who.identity !== undefined,
    voucher: who.identity ?? null,
    noticeHash: notice.hash,
    history: given.purposes.history,
    remote: notice.remote !== null && given.purposes.remote === true,
    origin: originOf(world, c, preview),
    language: given.language,
    gpc: asksNotToShare(c),
    preview,
    givenAt,
    validUntil,
    // As proof it outlives the last message that may be written under it.
    expiresAt: new Date(validUntil.getTime() + policy.retentionDays * dayMs),
  }
  const receipt = await world.tokens.attest(
    'consent-receipt',
    receiptBody(consent, policy, notice, world.settings, { site, code }),
  )
  await world.db.tenant(policy.workspace, async tenant => {
    const kept = { ...consent, receipt: sealReceipt(policy.workspaceKey, consent.id, receipt) }
    await insertConsent(tenant, kept, notice, who.before)
    if (who.identity) await countVisitorUse(tenant, 'feature:identity', policy.id, who.id)
  })
  const visitor = {
    id: consent.visitorId,
    consent: consent.id,
    origin: consent.origin,
    noticeHash: notice.hash,
    preview,
    history: consent.history,
    language: consent.language,
    remote: consent.remote,
    gpc: consent.gpc,
    key,
    own,
    identity: who.identity,
  }
  return { consent: consent.id, receipt, ...(await visitorToken(world, policy, visitor)) }
}
