import { z } from 'zod'
import type { Books, Endpoint } from './books.ts'
import { newId } from './ids.ts'
import { pageOf } from './lists.ts'
import { flag, merged, metadata, pages, text, unset, webAddress, whole } from './parameters.ts'
import { noSuch, refused } from './refusals.ts'
import { type Route, route } from './route.ts'
import { apiVersion } from './version.ts'

const month = 30 * 86_400

const fields = {
  description: unset(text()).optional(),
  metadata: metadata().optional(),
}
const creation = {
  ...fields,
  api_version: text().optional(),
  connect: flag().optional(),
  enabled_events: z.array(text()).min(1),
  url: webAddress(),
}
const update = {
  ...fields,
  disabled: flag().optional(),
  enabled_events: z.array(text()).min(1).optional(),
  url: webAddress().optional(),
}

/** The operations on endpoints; `secretOf` keeps the secret of each, which the API tells once. */
export const webhookRoutes = (keepSecret: (endpoint: string, secret: string) => void): Route[] => [
  route('POST', '/v1/webhook_endpoints', creation, (books, wanted) => {
    if (wanted.api_version && wanted.api_version !== apiVersion)
      throw refused(`Invalid API version: ${wanted.api_version}`, 'api_version')
    const secret = newId('whsec_', 32)
    const endpoint = newEndpoint(books, wanted)
    books.endpoints.set(endpoint.id, endpoint)
    keepSecret(endpoint.id, secret)
    return { ...endpoint, secret }
  }),
  route('GET', '/v1/webhook_endpoints', pages, (books, asked) =>
    pageOf([...books.endpoints.values()], asked, '/v1/webhook_endpoints'),
  ),
  route('GET', '/v1/webhook_endpoints/:id', {}, (books, _asked, id) => endpointAt(books, id)),
  route('POST', '/v1/webhook_endpoints/:id', update, (books, wanted, id) => {
    const endpoint = endpointAt(books, id)
    if (wanted.url) endpoint.url = wanted.url
    if (wanted.enabled_events) endpoint.enabled_events = wanted.enabled_events
    if (wanted.disabled !== undefined) endpoint.status = wanted.disabled ? 'disabled' : 'enabled'
    if (wanted.description !== undefined) endpoint.description = wanted.description
    endpoint.metadata = merged(endpoint.metadata, wanted.metadata)
    return endpoint
  }),
  route('DELETE', '/v1/webhook_endpoints/:id', {}, (books, _asked, id) => {
    endpointAt(books, id)
    books.endpoints.delete(id)
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
  route('GET', '/v1/events', filters(), (books, asked) => {
    const { created = {} } = asked
    const all = books.events.filter(
      event =>
        event.created > books.now - month &&
        (!asked.type || isType(event.type, asked.type)) &&
        (!asked.types || asked.types.some(type => isType(event.type, type))) &&
        event.created >= (created.gte ?? 0) &&
        event.created > (created.gt ?? -1) &&
        event.created <= (created.lte ?? Infinity) &&
        event.created < (created.lt ?? Infinity),
    )
    return pageOf(all, asked, '/v1/events')
  }),
  route('GET', '/v1/events/:id', {}, (books, _asked, id) => {
    const event = books.events.find(each => each.id === id && each.created > books.now - month)
    if (!event) throw noSuch('event', id)
    return event
  }),
]

const filters = () => ({
  ...pages,
  created: z
    .strictObject({
      gt: whole().optional(),
      gte: whole().optional(),
      lt: whole().optional(),
      lte: whole().optional(),
    })
    .optional(),
  type: text().optional(),
  types: z.array(text()).max(20).optional(),
})

/** Does an event's type fit a wish like `invoice.paid`, `invoice.*` or `*`? */
export const isType = (type: string, wished: string) =>
  wished === type || (wished.endsWith('*') && type.startsWith(wished.slice(0, -1)))

function endpointAt(books: Books, id: string): Endpoint {
  const endpoint = books.endpoints.get(id)
  if (!endpoint) throw noSuch('webhook_endpoint', id)
  return endpoint
}

const rules = z.strictObject(creation)

function newEndpoint(books: Books, wanted: Omit<z.output<typeof rules>, 'expand'>): Endpoint {
  return {
    id: newId('we_1'),
    object: 'webhook_endpoint',
    api_version: wanted.api_version ?? null,
    application: null,
    created: books.now,
    description: wanted.description ?? null,
    enabled_events: wanted.enabled_events,
    livemode: books.live,
    metadata: merged({}, wanted.metadata),
    status: 'enabled',
    url: wanted.url,
  }
}
