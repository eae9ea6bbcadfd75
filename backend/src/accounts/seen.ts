import type { Context } from 'hono'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { askedLanguage, type Language } from '../lib/language.ts'

import type { World } from '../world.ts'

/** What is noted of where a request came from, and how its sender is written to. */
export interface Seen {
  address: string
  language: Language
}

export const seenOf = (world: World, c: Context<Door>): Seen => ({
  address: clientAddress(world.settings, c),
  language: askedLanguage(c),
})
