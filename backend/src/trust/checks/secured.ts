import { lifetimes } from '../../accounts/sessions.ts'
import { databaseClass } from '../../db/private.ts'
import { ownPagesPolicy } from '../../lib/headers.ts'
import { newId } from '../../lib/ids.ts'
import type { PromiseEntry } from '../../privacy/promise.ts'
import { buildAge, lastAudit } from '../build.ts'
import {
  apiKeys,
  badKeyHashes,
  counted,
  happened,
  longSessions,
  reachesAny,
  workspaceTables,
} from '../queries.ts'
import { askedFor, servedPages } from '../served.ts'
import { collected } from './collected.ts'
import { stateOfClass } from './nearby.ts'

/** What we hold ourselves to, whatever is configured: access for an hour, a session for 90 days (OWASP ASVS 5.0, 7.3). */
const most = { accessSeconds: 60 * 60, sessionDays: 90 }
/** As lists of sites that browsers reach by HTTPS alone demand it. */
const hstsSeconds = 365 * 24 * 60 * 60
/** How many requests a minute of one subject are no limit any more, a burst included. */
const ceilings = { visitor: 120, address: 600, refused: 600, signIns: 60, passwordTries: 30 } as const
const auditDays = 30
const daySeconds = 24 * 60 * 60

export const secured: readonly PromiseEntry[] = [
  {
    id: 'P5.2',
    promise: 'One account’s data never reaches another.',
    enforced: 'Every query is scoped by workspace, and row-level security refuses what a query forgets.',
    check: async ({ db, now }) => {
      const tables = await db.keeper(async keeper => workspaceTables(keeper))
      // A workspace that nobody has: whatever it reaches is somebody else's.
      const nobody = newId(now())
      let reached = 0
      for (const { name } of tables)
        if (await db.tenant(nobody, tenant => reachesAny(tenant, name))) reached++
      return {
        state: reached || tables.length < 20 ? 'broken' : 'kept',
        facts: [
          { fact: 'tables', count: tables.length },
          { fact: 'reached', count: reached },
        ],
      }
    },
  },
  {
    id: 'P6.1',
    promise: 'Passwords are hashed with bcrypt.',
    enforced: 'As above, under what is collected.',
    check: async world => {
      const entry = collected.find(({ id }) => id === 'P1.2')
      if (!entry) throw new Error('no such promise')
      return entry.check(world)
    },
  },
  {
    id: 'P6.2',
    promise: 'Tokens expire.',
    enforced:
      'Short access tokens; refresh tokens that rotate, are told apart when used twice, and are revoked.',
    check: async ({ db }) => {
      const long = await db.keeper(keeper => counted(keeper, ask => longSessions(ask, most.sessionDays)))
      const endless =
        lifetimes.accessSeconds > most.accessSeconds || lifetimes.mostDays > most.sessionDays || long > 0
      return {
        state: endless ? 'broken' : 'kept',
        facts: [
          { fact: 'access', limit: `PT${lifetimes.accessSeconds / 60}M` },
          { fact: 'idle', limit: `P${lifetimes.idleDays}D` },
          { fact: 'most', limit: `P${lifetimes.mostDays}D` },
          { fact: 'longer', count: long },
        ],
      }
    },
  },
  {
    id: 'P6.3',
    promise: 'HTTPS.',
    enforced: 'In production plain HTTP is refused; HSTS is sent, cookies are Secure.',
    check: async ({ settings }) => {
      if (!settings.production)
        return { state: 'unused', facts: [{ fact: 'mode', word: 'this machine only' }] }
      const [plain, secure] = await Promise.all([
        askedFor(settings, '/privacy', 'http'),
        askedFor(settings, '/privacy', 'https'),
      ])
      const hsts = /max-age=(\d+)/.exec(secure.headers.get('strict-transport-security') ?? '')?.[1]
      const answered = secure.status === 200
      const open = plain.status < 400 || (answered && Number(hsts ?? 0) < hstsSeconds)
      return {
        // Without a proxy that is trusted nobody comes by HTTPS, and nothing is answered.
        state: open ? 'broken' : answered ? 'kept' : 'attention',
        facts: [
          { fact: 'mode', word: open ? 'plain HTTP is let in' : 'https only' },
          { fact: 'hsts', limit: `P${Math.floor(Number(hsts ?? 0) / daySeconds)}D` },
        ],
      }
    },
  },
  {
    id: 'P6.4',
    promise: 'The database is not exposed publicly.',
    enforced: 'Production refuses to start on a database at a public address.',
    check: async ({ settings }) => {
      const found = await databaseClass(settings.databaseUrl)
      return { state: stateOfClass(found), facts: [{ fact: 'address', word: found }] }
    },
  },
  {
    id: 'P6.5',
    promise: 'API keys authenticate programmatic access.',
    enforced: 'Kept as hashes, shown once, scoped, with a switch each.',
    check: async ({ db }) => {
      const [keys, bad] = await db.keeper(
        async keeper => [await counted(keeper, apiKeys), await counted(keeper, badKeyHashes)] as const,
      )
      return {
        state: bad ? 'broken' : 'kept',
        facts: [
          { fact: 'keys', count: keys },
          { fact: 'notHashed', count: bad },
        ],
      }
    },
  },
  {
    id: 'P6.6',
    promise: 'Regular updates and monitoring.',
    enforced: 'Dependencies are audited; health, readiness and metrics are served.',
    check: async ({ now }) => {
      const [built, audit] = [await buildAge(now()), await lastAudit()]
      const age = audit ? (now().getTime() - audit.at.getTime()) / 1000 : null
      const found = audit?.found ?? 0
      const late = age === null || age > auditDays * daySeconds
      return {
        state: late || found ? 'attention' : 'kept',
        facts: [
          { fact: 'built', age: built },
          { fact: 'audited', age },
          { fact: 'advisories', count: found },
          { fact: 'node', exactly: process.versions.node },
        ],
      }
    },
  },
  {
    id: 'P6.7',
    promise: 'Rate limits.',
    enforced: 'For each key, visitor, address, account and workspace, with standard headers.',
    check: async ({ db, limits }) => {
      const limited = await db.keeper(keeper => counted(keeper, ask => happened(ask, 'limited')))
      const above = Object.entries(ceilings).filter(([name, ceiling]) => {
        const { burst, every } = limits[name as keyof typeof ceilings]
        return !(burst + 60 / every <= ceiling)
      })
      return {
        state: above.length ? 'broken' : 'kept',
        facts: [
          {
            fact: 'visitorLimit',
            limit: `${limits.visitor.burst}, then one every ${limits.visitor.every} s`,
          },
          {
            fact: 'addressLimit',
            limit: `${limits.address.burst}, then one every ${limits.address.every} s`,
          },
          { fact: 'limited', count: limited },
          ...above.map(([name]) => ({ fact: 'aboveCeiling', word: name })),
        ],
      }
    },
  },
  {
    id: 'P7.2',
    promise: 'No tracking, analytics or advertising, and no request to a third party.',
    enforced: 'A content security policy lets our pages load from our own origin alone.',
    check: async world => {
      const pages = await servedPages(world)
      const policies = pages.map(({ headers }) => headers.get('content-security-policy') ?? '')
      const loose = policies.filter(
        policy => !/^default-src 'none'/.test(policy) || /https?:|\*/.test(policy),
      )
      const unseen = pages.some(({ status }) => status !== 200)
      return {
        state: unseen ? 'attention' : loose.length ? 'broken' : 'kept',
        facts: [
          { fact: 'policy', word: ownPagesPolicy },
          { fact: 'pages', count: pages.length },
          { fact: 'looser', count: loose.length },
        ],
      }
    },
  },
  {
    id: 'P7.3',
    promise: 'With cookies disabled only authentication breaks.',
    enforced: 'The widget holds its token in memory where storage is blocked, and chats.',
    check: async ({ now }) => {
      const age = await buildAge(now())
      return { state: age === null ? 'attention' : 'kept', facts: [{ fact: 'checkedBuild', age }] }
    },
  },
]
