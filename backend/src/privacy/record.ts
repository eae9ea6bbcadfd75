import type { Activity } from '@atavus/contract/record'
import { type ProcessorEntry, processors } from '../egress/processors.ts'
import type { Settings } from '../settings.ts'
import type { Category } from './data-map.ts'
import { dataMap } from './map.ts'
import { measures } from './measures.ts'
import type { RecordedAssistant } from './queries.ts'
import { byCategory, inOrder } from './register.ts'

type What = Activity['terms'][number]['what']
type Known = 'assistant' | 'controller' | 'people' | 'kind'
type Part = Pick<Activity, Known> & { categories: Category[]; terms: Activity['terms']; models?: string[] }

/** How long a table's rows are kept, as the data map has it. */
const termOf = (what: What, table: keyof typeof dataMap): Activity['terms'][number] => {
  const entry = dataMap[table]
  if (!entry) throw new TypeError('a record of a table that is not on the map')
  return { what, term: entry.term ?? 'deleted' }
}

/** What every record begins with. */
export const headOf = ({ operator }: Settings, now: Date) => ({
  madeAt: now.toISOString(),
  operator,
  measures: Object.keys(measures),
})

/** An activity with what the register has to say of its categories; what stays on the server reaches no recipient. */
function activityOf(settings: Settings, { models = [], ...part }: Part): Activity {
  const entries = byCategory(settings).filter(({ category }) => part.categories.includes(category))
  const gets = (one: ProcessorEntry) => one.categories.some(category => part.categories.includes(category))
  return {
    ...part,
    purposes: inOrder.filter(purpose => entries.some(({ purposes }) => purposes.includes(purpose))),
    bases: unique(entries.flatMap(({ bases }) => bases)).filter(basis => basis.startsWith('Art.')),
    recipients: processors(settings)
      .filter(one => one.used && one.country !== 'here' && gets(one))
      .filter(one => !isModel(one) || models.includes(one.id))
      .map(recipientOf),
  }
}

const unique = <T>(values: T[]): T[] => [...new Set(values)]
const isModel = ({ id }: ProcessorEntry): boolean => id === 'deepseek' || id === 'ollama'
const recipientOf = ({ name, country, transfer }: ProcessorEntry): Activity['recipients'][number] => ({
  name,
  role: 'processor',
  country,
  transfer,
})

interface Workspace {
  name: string
  assistants: readonly RecordedAssistant[]
  /** Hosts that events are sent to. */
  endpoints: readonly string[]
}

/** What a workspace does with data, for the people whom its assistants name as responsible. */
export function workspaceActivities(settings: Settings, workspace: Workspace): Activity[] {
  const { name, assistants, endpoints } = workspace
  const { operator } = settings
  const platform = {
    name: operator.name,
    role: 'processor' as const,
    country: operator.country,
    transfer: null,
  }
  const [first] = assistants
  const controller = first ? { name: first.controller, contact: first.contact } : { name, contact: '' }
  const own = { assistant: null, controller }
  const parts: Part[] = [
    ...assistants.map(chatOf),
    {
      ...own,
      kind: 'knowledge',
      people: ['authors'],
      categories: ['knowledge', 'configuration'],
      terms: [termOf('knowledge', 'documents'), termOf('settings', 'assistants')],
      models: unique(assistants.flatMap(modelsOf)),
    },
    {
      ...own,
      kind: 'team',
      people: ['team'],
      categories: ['account', 'security'],
      terms: [termOf('audit', 'audit_log'), termOf('security', 'security_log'), termOf('calls', 'api_log')],
    },
  ]
  const activities = parts.map(part => activityOf(settings, part))
  for (const activity of activities) activity.recipients.unshift(platform)
  return endpoints.length ? [...activities, deliveryOf(own, endpoints)] : activities
}

function chatOf(assistant: RecordedAssistant): Part {
  const { id, name, model, retentionDays, controller, contact } = assistant
  return {
    kind: 'chat',
    assistant: { id, name, model },
    controller: { name: controller, contact },
    people: ['visitors'],
    categories: ['conversation', 'consent', 'usage'],
    terms: [
      { what: 'messages', term: `P${retentionDays}D` },
      termOf('consents', 'consents'),
      termOf('usage', 'usage'),
      termOf('requests', 'requests'),
    ],
    models: modelsOf(assistant),
  }
}

const modelsOf = ({ model, localFallback }: RecordedAssistant): string[] =>
  localFallback ? [model, 'ollama'] : [model]

/** Events go to addresses of the owner's own choice: ids and fixed words. */
const deliveryOf = (
  own: Pick<Activity, 'assistant' | 'controller'>,
  endpoints: readonly string[],
): Activity => ({
  ...own,
  kind: 'delivery',
  people: ['visitors', 'team'],
  purposes: ['provide'],
  bases: ['Art. 6(1)(f)'],
  categories: ['usage'],
  recipients: endpoints.map(name => ({ name, role: 'chosen', country: null, transfer: null })),
  terms: [termOf('deliveries', 'deliveries')],
})

/** What the operator does: with accounts as the one that is responsible, with the rest on behalf of workspaces. */
export function operatorActivities(settings: Settings): Activity[] {
  const { name, contact } = settings.operator
  const own = { assistant: null, controller: { name, contact }, people: ['customers' as const] }
  const parts: Part[] = [
    { ...own, kind: 'accounts', categories: ['account'], terms: [termOf('accounts', 'accounts')] },
    {
      ...own,
      kind: 'security',
      categories: ['security'],
      terms: [termOf('security', 'security_log'), termOf('audit', 'audit_log'), termOf('calls', 'api_log')],
    },
    { ...own, kind: 'running', categories: ['operation', 'usage'], terms: [termOf('usage', 'usage')] },
    ...(settings.stripe
      ? [
          {
            ...own,
            kind: 'billing' as const,
            categories: ['billing' as const],
            terms: [termOf('billing', 'subscriptions')],
          },
        ]
      : []),
    {
      ...own,
      controller: null,
      kind: 'hosting',
      people: ['visitors', 'team', 'authors'],
      categories: ['conversation', 'consent', 'knowledge', 'configuration', 'usage'],
      terms: [],
      models: ['deepseek', 'ollama'],
    },
  ]
  return parts.map(part => activityOf(settings, part))
}
