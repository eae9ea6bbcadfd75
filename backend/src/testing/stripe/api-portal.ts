import { z } from 'zod'
import { customerNamed } from './api-customers.ts'
import type { Books, Configuration, PortalSession } from './books.ts'
import { emit } from './events.ts'
import { flowOf, flowRules } from './flow.ts'
import { newId } from './ids.ts'
import { locale, text, webAddress } from './parameters.ts'
import { noSuchParam, refused } from './refusals.ts'
import { type Route, route } from './route.ts'

const fields = {
  configuration: text().optional(),
  customer: text(),
  flow_data: flowRules.optional(),
  locale: locale().optional(),
  return_url: webAddress().optional(),
}
const rules = z.strictObject(fields)
type Wanted = z.output<typeof rules>

export const portalRoutes: Route[] = [
  route('POST', '/v1/billing_portal/sessions', fields, (books, wanted) => {
    const customer = customerNamed(books, wanted.customer)
    const configuration = configurationNamed(books, wanted.configuration)
    const session = newSession(books, customer.id, configuration, wanted)
    books.portalSessions.set(session.id, session)
    emit(books, 'billing_portal.session.created', session)
    return session
  }),
]

function configurationNamed(books: Books, id?: string): Configuration {
  const standard = [...books.configurations.values()].find(({ is_default }) => is_default)
  const configuration = id ? books.configurations.get(id) : standard
  if (id && !configuration) throw noSuchParam('configuration', id, 'configuration')
  if (!configuration)
    throw refused(
      'No configuration provided and your default configuration has not been created. Provide a configuration or create your default.',
    )
  if (!configuration.active) throw refused('The configuration provided is inactive.', 'configuration')
  return configuration
}

function newSession(
  books: Books,
  customer: string,
  configuration: Configuration,
  wanted: Wanted,
): PortalSession {
  const id = newId('bps_1')
  return {
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: books.now,
    customer,
    customer_account: null,
    flow: wanted.flow_data ? flowOf(books, customer, configuration, wanted.flow_data) : null,
    livemode: books.live,
    locale: (wanted.locale ?? null) as PortalSession['locale'],
    on_behalf_of: null,
    return_url: wanted.return_url ?? configuration.default_return_url,
    url: `${books.url}/p/session/${id}`,
  }
}
