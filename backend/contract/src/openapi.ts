import { z } from 'zod'
import { billingOperations, billingRefusals } from './billing-operations.ts'
import { recorded } from './examples.ts'
import { isIdempotent, type Operation } from './operation.ts'
import { operations } from './operations.ts'
import { type RefusalCode, refusals } from './refusals.ts'
import { isScope } from './rights.ts'

const description = `Private AI chat: the doors of the backend.

A visitor looks at the assistant and its notice (\`chatAssistant\`), agrees (\`giveConsent\`), and asks with the token of
that answer (\`ask\`). The answer comes as server-sent events: JSON in \`data\`, \`id: <reply>:<seq>\`, exactly one of
\`done\`, \`stopped\` and \`error\` at its end. A message is named by the id that its client gave it.
Refusals are problem documents (RFC 9457) with a stable \`code\`.`

/**
 * The OpenAPI 3.1 document of the backend at `server`, made from the operations and their schemas; where there are no
 * `plans`, without their doors and codes.
 */
export function openapi(server: string, { plans } = { plans: true }) {
  const codes = (Object.keys(refusals) as RefusalCode[]).filter(
    code => plans || !billingRefusals.includes(code),
  )
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    if (!plans && name in billingOperations) continue
    const path = paths[operation.path] ?? {}
    const possible = operation.refusals.filter(code => codes.includes(code))
    path[operation.method] = describe(name, { ...operation, refusals: possible })
    paths[operation.path] = path
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Atavus', version: '1', description },
    servers: [{ url: server }],
    paths,
    components: {
      securitySchemes: {
        visitor: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        device: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-atavus' },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, `atv_sk_…`, from a server; never from a browser',
        },
      },
      schemas: { Problem: problem(codes) },
    },
  }
}

function describe(name: string, operation: Operation) {
  return {
    operationId: name,
    summary: operation.summary,
    security: securityOf(operation),
    ...(operation.right && { 'x-right': operation.right }),
    parameters: [
      ...pathParameters(operation.path),
      ...queryParameters(operation.query),
      ...headerParameters(operation),
    ],
    ...(operation.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(operation.body, 'input'), ...exampleOf(name) } },
      },
    }),
    responses: { [operation.status]: answer(operation), ...problems(operation) },
  }
}

/** What a request's body may look like, from the story that the tests tell. */
function exampleOf(name: string): { example?: unknown } {
  const told = recorded.find(({ operation, body }) => operation === name && body !== null)
  return told ? { example: told.body } : {}
}

/** Any one of these credentials opens the door. */
function securityOf({ who, right }: Operation): Record<string, string[]>[] {
  switch (who) {
    case 'anyone':
      return []
    case 'visitor':
      return [{ visitor: [] }]
    case 'key':
      return [{ key: [] }]
    case 'device':
      return [{ device: [] }]
    case 'workspace':
      return right && isScope(right) ? [{ session: [] }, { key: [] }] : [{ session: [] }]
    default:
      return [{ session: [] }]
  }
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(match => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))
}

function queryParameters(query: z.ZodType | undefined) {
  if (!query) return []
  const schema = schemaOf(query, 'input') as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }))
}

const idempotency =
  'Up to 255 characters of the caller’s: the same request with the same key is done once within 24 hours, and answered as the first time'

/** Without these there is no answer. */
const demanded = new Set(['Origin', 'Atavus-Person'])

/** Browsers name the site themselves; who calls from elsewhere must say it. */
const site = { Origin: 'The site: exactly one of the origins that the assistant allows' }

function headerParameters(operation: Operation) {
  const { headers = {}, path } = operation
  const all = {
    ...(path.startsWith('/v1/chat/') && site),
    ...(isIdempotent(operation) && { 'Idempotency-Key': idempotency }),
    ...headers,
  }
  return Object.entries(all).map(([name, description]) => ({
    name,
    in: 'header',
    required: demanded.has(name),
    description,
    schema: { type: 'string' },
  }))
}

function answer({ answer, body }: Operation) {
  if (!answer) return { description: 'Done' }
  if (answer === 'text/event-stream')
    return { description: 'Events', content: { [answer]: { schema: { type: 'string' } } } }
  if (answer === 'application/zip') return { description: 'A zip archive', content: { [answer]: {} } }
  if (answer === 'image/webp') return { description: 'A picture', content: { [answer]: {} } }
  if (typeof answer === 'string') {
    const file = { schema: { type: 'string' } }
    const [one = '', other = ''] = answer.split(' or ')
    return { description: 'A file', content: { [one]: file, [other]: file } }
  }
  return {
    description: 'The answer',
    content: {
      'application/json': { schema: schemaOf(answer, 'output') },
      ...(mayStream(body) && { 'text/event-stream': { schema: { type: 'string' } } }),
    },
  }
}

/** Whether the asker says if the answer comes whole or as events. */
const mayStream = (body: z.ZodType | undefined): boolean =>
  body instanceof z.ZodObject && 'stream' in body.shape

/** One response a status, naming the codes that can come under it. */
function problems(operation: Operation) {
  const general: RefusalCode[] = operation.body
    ? ['invalid_request', 'too_large', 'unsupported_media_type']
    : ['invalid_request']
  const byStatus: Record<string, unknown> = {}
  for (const code of [...general, ...operation.refusals]) {
    const status = refusals[code]
    const codes = [...general, ...operation.refusals].filter(other => refusals[other] === status)
    byStatus[status] = {
      description: [...new Set(codes)].join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return byStatus
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  })
  return rest
}

const problem = (codes: RefusalCode[]) => ({
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: codes },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, problem: { type: 'string' } } },
    },
    retryAfter: { type: 'integer', description: 'Seconds' },
  },
})
