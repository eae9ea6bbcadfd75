import type { Context, Hono } from 'hono'
import type { Policies, Policy } from '../assistants/policies.ts'
import { withdraw } from '../chat/withdraw.ts'
import { codeHash } from '../consent/code.ts'
import { type Claimed, setObjection, visitorByCode } from '../consent/queries.ts'
import { eraseAsWished } from '../conversations/erase/visitor.ts'
import type { Tenant } from '../db/tenancy.ts'
import { receiptedButHeld } from '../deletions/receipt.ts'
import { vouches } from '../identity/read.ts'
import type { Door } from '../lib/door.ts'
import { pageHeaders } from '../lib/headers.ts'
import { askedLanguage } from '../lib/language.ts'
import { ownForm } from '../lib/own-form.ts'
import { Refusal } from '../lib/refusal.ts'
import { addressLimit, hasRoom } from '../limits/limit.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { allOf } from './all.ts'
import { archiveOf } from './archive.ts'
import { askCorrection } from './correct.ts'
import { codePage, dataPage, endingPage } from './page.ts'
import type { Done } from './parts.ts'

interface Place extends Claimed {
  policy: Policy
  /** Whether the site still stands by who it said the visitor is: only then is anything shown. */
  vouched: boolean
}

/** What shows nobody's words, so that it is left to whoever has the code. */
const endings = new Set(['erase', 'withdraw'])

/**
 * The page on which whoever has the code of a receipt sees, takes along, corrects and erases what was said under it:
 * without a script, a cookie or an account, and whatever became of the site.
 */
export function openYourData(app: Hono<Door>, world: World, policies: Policies): void {
  const { settings } = world
  const html = (c: Context<Door>, page: string, status: 200 | 400 | 409 | 429 = 200) => {
    pageHeaders(c.header.bind(c))
    c.header('Cache-Control', 'no-store')
    return c.html(page, status)
  }
  const told = (c: Context<Door>) => ({ settings, language: askedLanguage(c) })
  app.get('/your-data', c => html(c, codePage(told(c))))

  app.post('/your-data', async c => {
    const fields = await ownForm(c, settings.url)
    if (!(await hasRoom(world, [addressLimit(world, c, 'signIns')])))
      return html(c, codePage(told(c), 'limited'), 429)
    const code = fields.get('code') ?? ''
    const found = await visitorByCode(world.db.stranger, codeHash(code), world.now())
    const policy = found && (await policies.byId(found.workspace, found.assistant))
    if (!found || !policy) return html(c, codePage(told(c), 'unknown'), 400)
    const { voucher } = found
    const vouched = voucher === null || vouches(voucher, policy.identitySecrets, world.now())
    const place = { ...found, policy, vouched }
    const act = fields.get('act') ?? ''
    if (!vouched && !endings.has(act)) return html(c, endingPage(told(c), { code, controller: policy }))
    if (act === 'download') return download(world, c, place)
    try {
      const done = await acted(world, c, place, fields)
      return html(c, await drawn(world, c, place, code, done))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return html(c, await drawn(world, c, place, code, { refused: error.code }), 409)
    }
  })
}

async function download(
  world: World,
  c: Context<Door>,
  { workspace, policy, visitor }: Place,
): Promise<Response> {
  const all = await world.db.tenant(workspace, async tenant => {
    await rightsRequested(tenant, policy.id, 'portability')
    return allOf(world, tenant, policy, visitor)
  })
  c.header('Content-Disposition', 'attachment; filename="my-chat-data.zip"')
  c.header('Cache-Control', 'no-store')
  return c.body(archiveOf(all, world.now()), 200, { 'Content-Type': 'application/zip' })
}

/** Does what a button says; what it came to is told on the page. */
function acted(
  world: World,
  c: Context<Door>,
  place: Place,
  fields: URLSearchParams,
): Promise<Done | undefined> {
  const { workspace, assistant, visitor } = place
  const on = <T>(work: (tenant: Tenant) => Promise<T>) => world.db.tenant(workspace, work)
  switch (fields.get('act')) {
    case 'erase':
      return on(async tenant => ({
        deleted: await receiptedButHeld(world, await eraseAsWished(tenant, place, 'code')),
      }))
    case 'withdraw':
      return on(async tenant => {
        await withdraw(world, tenant, place, { delete: false })
        return { withdrawn: true }
      })
    case 'object':
    case 'agree': {
      const improve = fields.get('act') === 'object'
      return on(async tenant => {
        await setObjection(tenant, assistant, visitor, improve)
        if (improve) await rightsRequested(tenant, assistant, 'objection')
        return { objected: improve }
      })
    }
    case 'correct': {
      const words = (fields.get('words') ?? '').trim().slice(0, 4000)
      if (!words) return Promise.resolve(undefined)
      return on(async tenant => ({
        due: (await askCorrection(world, tenant, place, words, askedLanguage(c))).due,
      }))
    }
    default:
      return Promise.resolve(undefined)
  }
}

async function drawn(
  world: World,
  c: Context<Door>,
  place: Place,
  code: string,
  done: Done | undefined,
): Promise<string> {
  const { workspace, policy, visitor, vouched } = place
  const told = { settings: world.settings, language: askedLanguage(c) }
  if (!vouched) return endingPage(told, { code, done, controller: policy })
  const all = await world.db.tenant(workspace, tenant => allOf(world, tenant, policy, visitor))
  return dataPage(told, { ...all, code, done, controller: policy })
}
