import { AssistantQuery, type ConsentGiven, GiveConsent, type PublicAssistant } from '@atavus/contract/chat'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { liveSession } from '../accounts/queries.ts'
import type { Policies, Policy } from '../assistants/policies.ts'
import { body, type Door, on, query } from '../lib/door.ts'
import { newId, pseudonym } from '../lib/ids.ts'
import { isPublicKey } from '../lib/public-key.ts'
import { Refusal } from '../lib/refusal.ts'
import { limit } from '../limits/limit.ts'
import { rights } from '../workspaces/may.ts'
import type { World } from '../world.ts'
import { noticeFor, noticeLanguage } from './notice.ts'
import { insertConsent } from './queries.ts'
import { receiptBody } from './receipt.ts'
import { requireConsent } from './standing.ts'
import {
  bearerOf,
  originOf,
  readVisitor,
  type TokenUse,
  type Visitor,
  visitorToken,
  welcome,
} from './visitor.ts'

const validDays = 365
const dayMs = 24 * 60 * 60 * 1000
const PreviewClaims = z.object({ sub: z.uuid(), ses: z.uuid(), wsp: z.uuid(), ast: z.uuid() })

export function openConsent(app: Hono<Door>, world: World, policies: Policies): void {
  const arrivals = limit(world, 'arrivals')

  on(app, 'chatAssistant', arrivals, async c => {
    const asked = query(c, AssistantQuery)
    const { policy, preview } = await arrive(world, policies, c, { key: asked.key, ticket: bearerOf(c) })
    return c.json(publicAssistant(world, policy, asked.lang, preview))
  })

  on(app, 'giveConsent', arrivals, async c => {
    const given = await body(c, GiveConsent)
    const { policy, preview } = await arrive(world, policies, c, given)
    if (!given.adult) throw new Refusal('adults_only')
    return c.json(await record(world, policies, c, policy, preview, given), 201)
  })

  on(app, 'renewToken', arrivals, async c => {
    const { visitor, policy } = await readVisitor(world, policies, c, 'renewal')
    // Whoever still may try the assistant out comes with a new ticket.
    if (visitor.preview) throw new Refusal('unauthenticated')
    await world.db.tenant(policy.workspace, tenant => requireConsent(tenant, visitor.consent))
    requireCurrentNotice(world, policy, visitor)
    return c.json(await visitorToken(world, policy, visitor))
  })
}

/** The gate that knows a visitor by their token, from their site only. */
export function scope(world: World, policies: Policies, use: TokenUse = 'chat'): MiddlewareHandler<Door> {
  return async (c, next) => {
    const { visitor, policy } = await readVisitor(world, policies, c, use)
    c.set('visitor', visitor)
    c.set('policy', policy)
    await next()
  }
}

/** The gate that asks for a yes to the notice as it reads now; that the yes stands, the turn's statement checks. */
export function consented(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    requireCurrentNotice(world, c.var.policy, c.var.visitor)
    await next()
  }
}

function requireCurrentNotice(world: World, policy: Policy, visitor: Visitor): void {
  if (!policy.noticeHashes(world.settings).has(visitor.noticeHash)) throw new Refusal('consent_outdated')
}

/** Who arrives without a token: by the public key of a script tag, or by an owner's ticket to try it out. */
async function arrive(
  world: World,
  policies: Policies,
  c: Context<Door>,
  by: { key?: string | undefined; ticket?: string | undefined },
): Promise<{ policy: Policy; preview: boolean }> {
  const preview = by.key === undefined && by.ticket !== undefined
  const policy = preview ? await byTicket(world, policies, by.ticket ?? '') : await byKey(policies, by.key)
  welcome(world, c, policy, preview)
  return { policy, preview }
}

async function byKey(policies: Policies, key: string | undefined): Promise<Policy> {
  const policy = key && isPublicKey(key) ? await policies.byKey(key) : undefined
  if (!policy) throw new Refusal('key_invalid')
  return policy
}

/** A ticket is worth what its owner's session and role are worth today. */
async function byTicket(world: World, policies: Policies, ticket: string): Promise<Policy> {
  const claims = await world.tokens.read('preview', ticket, PreviewClaims, world.now())
  const live = await world.db.person(claims.sub, person => liveSession(person, claims.ses))
  if (live?.workspace !== claims.wsp || !rights[live.role].includes('write'))
    throw new Refusal('unauthenticated')
  const policy = await policies.byId(claims.wsp, claims.ast)
  if (!policy) throw new Refusal('key_invalid')
  return policy
}

function publicAssistant(
  world: World,
  policy: Policy,
  lang: string | undefined,
  preview: boolean,
): PublicAssistant {
  const { name, greeting, suggestions, accent } = policy
  const notice = noticeFor(policy, world.settings, noticeLanguage(lang))
  return { name, greeting, suggestions, accent, notice, preview }
}

async function record(
  world: World,
  policies: Policies,
  c: Context<Door>,
  policy: Policy,
  preview: boolean,
  given: GiveConsent,
): Promise<ConsentGiven> {
  const notice = noticeFor(policy, world.settings, noticeLanguage(given.language))
  if (notice.hash !== given.notice) throw new Refusal('consent_outdated')
  const givenAt = world.now()
  const validUntil = new Date(givenAt.getTime() + validDays * dayMs)
  const consent = {
    id: newId(givenAt),
    assistantId: policy.id,
    visitorId: (await knownVisitor(world, policies, c, policy)) ?? pseudonym(),
    noticeHash: notice.hash,
    history: given.purposes.history,
    remote: notice.remote !== null && (given.purposes.remote ?? c.req.header('sec-gpc') !== '1'),
    origin: originOf(world, c, preview),
    language: given.language,
    gpc: c.req.header('sec-gpc') === '1',
    preview,
    givenAt,
    validUntil,
    // As proof it outlives the last message that may be written under it.
    expiresAt: new Date(validUntil.getTime() + policy.retentionDays * dayMs),
  }
  const receipt = await world.tokens.receipt(receiptBody(consent, policy, notice, world.settings))
  await world.db.tenant(policy.workspace, tenant => insertConsent(tenant, { ...consent, receipt }, notice))
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
  }
  return { consent: consent.id, receipt, ...(await visitorToken(world, policy, visitor)) }
}

/** A visitor who agrees anew, to a changed notice, stays the same visitor: their token says who they are. */
async function knownVisitor(world: World, policies: Policies, c: Context<Door>, policy: Policy) {
  if (!c.req.header('authorization')) return undefined
  const known = await readVisitor(world, policies, c, 'renewal').catch(() => undefined)
  return known?.policy.id === policy.id ? known.visitor.id : undefined
}
