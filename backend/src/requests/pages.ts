import { requestKinds } from '@atavus/contract/requests'
import type { Context, Hono } from 'hono'
import type { Policies } from '../assistants/policies.ts'
import type { Door } from '../lib/door.ts'
import { pageHeaders } from '../lib/headers.ts'
import { askedLanguage } from '../lib/language.ts'
import { linkHash } from '../lib/link-token.ts'
import { isMailAddress } from '../lib/mail-address.ts'
import { ownForm } from '../lib/own-form.ts'
import { Refusal } from '../lib/refusal.ts'
import { addressLimit, hasRoom } from '../limits/limit.ts'
import type { World } from '../world.ts'
import { confirmPage, type Fields, type Problem, requestForm, saidPage, type Told } from './form.ts'
import { tell } from './open.ts'
import { proveByLink } from './queries.ts'
import { received } from './received.ts'

const statuses = { limited: 429, too_many: 409, too_large: 413 } as const
type Status = 200 | 400 | (typeof statuses)[keyof typeof statuses]
const statusOf = (problem: Problem): Status => (isStated(problem) ? statuses[problem] : 400)
const isStated = (problem: string): problem is keyof typeof statuses => problem in statuses

/** What no page of ours sends: it is told to whoever made it, as everywhere. */
const foreign = new Set(['origin_not_allowed', 'unsupported_media_type'])

/** The public form, without an account and without a script. */
export function openRequestPages(app: Hono<Door>, world: World, policies: Policies): void {
  const html = (c: Context<Door>, page: string, status: Status = 200) => {
    pageHeaders(c.header.bind(c))
    c.header('Vary', 'Accept-Language')
    return c.html(page, status)
  }
  const { settings } = world
  const told = (c: Context<Door>): Told => ({ settings, language: askedLanguage(c) })
  app.get('/requests', c => html(c, requestForm(told(c))))

  app.post('/requests', async c => {
    const again = (problem: Problem, typed?: Fields) =>
      html(c, requestForm(told(c), typed, problem), statusOf(problem))
    let typed: Fields | undefined
    try {
      typed = typedIn(await ownForm(c, settings.url))
      const problem = problemOf(typed)
      if (problem) return again(problem, typed)
      if (!(await hasRoom(world, [addressLimit(world, c, 'signIns')]))) return again('limited', typed)
      const outcome = await received(
        world,
        policies,
        typed,
        askedLanguage(c),
        addressLimit(world, c, 'requests'),
      )
      return 'problem' in outcome
        ? again(outcome.problem, typed)
        : html(c, saidPage(told(c), outcome.said, outcome.gone))
    } catch (error) {
      if (!(error instanceof Refusal) || foreign.has(error.code)) throw error
      return again(isStated(error.code) ? error.code : 'refused', typed)
    }
  })

  app.get('/requests/confirm', c => html(c, confirmPage(told(c), (c.req.query('token') ?? '').slice(0, 100))))
  app.post('/requests/confirm', async c => {
    const fields = await ownForm(c, settings.url)
    const proven = await world.db.keeper(async keeper => {
      const found = await proveByLink(keeper, linkHash(fields.get('token') ?? ''))
      if (found?.waited) await tell(keeper, found.id)
      return found
    })
    return html(c, saidPage(told(c), proven ? 'opened' : 'spent'))
  })
}

function typedIn(fields: URLSearchParams): Fields {
  const text = (name: string, most: number) =>
    (fields.get(name) ?? '').replaceAll('\0', '').trim().slice(0, most)
  return {
    kind: text('kind', 20),
    site: text('site', 300),
    contact: text('contact', 254),
    code: text('code', 60),
    words: text('words', 4000),
  }
}

/** Who has no address is answered under the receipt's code; a child's words need no answer. */
function problemOf({ kind, contact, words, code }: Fields): Problem | undefined {
  if (!requestKinds.some(one => one === kind)) return 'kind'
  const child = kind === 'child'
  if (contact ? !isMailAddress(contact) : !child && !code) return 'contact'
  return words || (child && code) ? undefined : 'words'
}
