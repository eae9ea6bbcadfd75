import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Document, NewDocument } from '@atavus/contract/console'
import { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { makeSignInLink } from '../accounts/sign-in-links.ts'
import { openAccount } from '../accounts/sign-up.ts'
import { termsOf } from '../accounts/terms.ts'
import { assistantFrom } from '../assistants/fields.ts'
import { type AssistantRow, insertAssistant, listAssistants, updateAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { getDocument, insertDocument, listDocuments, replaceDocument } from '../knowledge/queries.ts'
import { newId } from '../lib/ids.ts'
import { newPublicKey } from '../lib/keys.ts'
import { listMemberships } from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { readPages } from './pages.ts'

const email = 'owner@fennelandfjord.example'
const username = 'fennel-and-fjord'

const Seed = z.object({
  name: z.string(),
  greeting: z.string(),
  instructions: z.string(),
  suggestedQuestions: z.array(z.string()),
  accent: z.string(),
  retentionDays: z.number(),
  controller: z.object({ name: z.string(), contact: z.string() }),
  addedNotice: z.string(),
  model: z.enum(['quote', 'ollama', 'deepseek']),
})

/** What the demo shop and the person at the terminal need. */
export interface Demo {
  /** The public key of the shop's assistant. */
  key: string
  /** Signs the demo owner in, once, within half an hour. */
  signInLink: string
}

/**
 * Makes the demo's owner and assistant on the first start, and finds them on later ones. Each start brings the pages
 * and the origin up to date with the shop; what else the owner changed stays. Nobody knows the owner's password:
 * the link is the way in. Takes the folder of the seed and the shop's origin. Throws in production.
 */
export async function seedDemo(world: World, folder: URL, shop: string): Promise<Demo> {
  if (world.settings.production) throw new Error('The demo has no place in production')
  const account = await demoOwner(world)
  const workspace = await world.db.person(
    account,
    async person => (await listMemberships(person))[0]?.workspace,
  )
  if (!workspace) throw new Error('The demo owner has no workspace')
  const seed = Seed.parse(JSON.parse(await readFile(new URL('assistant.json', folder), 'utf8')))
  const pages = await readPages(folder, shop)
  const key = await world.db.tenant(workspace, async tenant => {
    const assistant = await demoAssistant(tenant, seed, shop)
    await keepPages(tenant, assistant.id, pages)
    return assistant.publicKeys[0]?.key ?? ''
  })
  const token = await makeSignInLink(world, account)
  return { key, signInLink: `${world.settings.url}/sign-in/link#${token}` }
}

async function demoOwner(world: World): Promise<string> {
  const found = await findAccount(world.db.stranger, email)
  if (found) return found.account
  const passwordHash = await world.passwords.hash(randomBytes(32).toString('base64'))
  const { policyVersion } = termsOf(world)
  const owner = { email, username, passwordHash, fullName: null, policyVersion }
  return openAccount(world, owner, async person => person.account)
}

/** The oldest assistant of the demo's workspace, welcoming the shop at its present port. */
async function demoAssistant(
  tenant: Tenant,
  seed: z.infer<typeof Seed>,
  shop: string,
): Promise<AssistantRow> {
  const [found] = await listAssistants(tenant)
  if (!found) {
    const { suggestedQuestions: suggestions, controller, ...rest } = seed
    const [controllerName, controllerContact] = [controller.name, controller.contact]
    const fields = assistantFrom({ ...rest, suggestions, controllerName, controllerContact, origins: [shop] })
    await insertAssistant(tenant, newId(tenant.now), newPublicKey(), fields)
    return demoAssistant(tenant, seed, shop)
  }
  if (!found.origins.includes(shop)) {
    const others = found.origins.filter(origin => new URL(origin).hostname !== new URL(shop).hostname)
    await updateAssistant(tenant, found.id, { origins: [...others, shop] })
  }
  return found
}

/** Adds the pages that are missing and replaces those that read otherwise; a page is known by its path. */
async function keepPages(tenant: Tenant, assistant: string, pages: NewDocument[]): Promise<void> {
  const known = await knownPages(tenant, assistant)
  for (const page of pages) {
    const id = known.get(pathOf(page.url))
    const before = id && (await getDocument(tenant, assistant, id))
    if (!before) await insertDocument(tenant, assistant, page)
    else if (!same(before, page)) await replaceDocument(tenant, assistant, before.id, page)
  }
}

async function knownPages(tenant: Tenant, assistant: string): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  let cursor: string | null | undefined
  do {
    const page = await listDocuments(tenant, assistant, cursor ?? undefined)
    for (const { id, url } of page.items) known.set(pathOf(url), id)
    cursor = page.next
  } while (cursor)
  return known
}

const pathOf = (url: string | null) => (url === null ? '' : new URL(url).pathname)

const same = (kept: Document, page: NewDocument) =>
  (['title', 'url', 'language', 'text'] as const).every(name => kept[name] === page[name])
