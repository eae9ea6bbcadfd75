import type { RightsRequests } from '@atavus/contract/requests'
import type { z } from 'zod'
import { got, type Person, type Room } from '../../operator/testing/room.ts'
import { mailWith } from '../../testing/mail.ts'
import { shopOrigin } from '../../testing/shop.ts'

type Items = z.infer<typeof RightsRequests>['items']

const link = /\/requests\/confirm\?token=([\w-]+)/
let people = 0
/** An address that nobody had before. */
export const anyone = () => `anyone${++people}@example.org`

/** Sends the pages' forms as a browser without a script does. */
export async function send(
  { here }: Pick<Room, 'here'>,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return here.app.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://localhost:4600',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  })
}

/** Somebody asks by the form what the shop holds about them. */
export const ask = (room: Room, more: Record<string, string> = {}): Promise<Response> =>
  send(room, '/requests', {
    kind: 'access',
    site: shopOrigin,
    contact: anyone(),
    words: 'What do you hold?',
    ...more,
  })

export const inbox = async (who: Person, path = '/v1/requests'): Promise<Items> =>
  (await got<z.infer<typeof RightsRequests>>(who.call('GET', path))).items

/** The token of the link that was mailed to an address; waits for it. */
export const linkIn = async ({ here }: Room, contact: string): Promise<string> =>
  link.exec((await mailWith(here, contact, link)).text)?.[1] ?? ''
