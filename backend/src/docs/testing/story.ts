import { createHash } from 'node:crypto'
import type { Recorded, Step } from '@atavus/contract/examples'
import type { Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { filesIn } from '../../testing/zip.ts'

const site = 'https://plants.example'

/** What a step was answered: as it came, and as it may be kept for everybody to read. */
export interface Told {
  step: Step
  status: number
  type: string | null
  text: string
}

/** Tells a story to a backend that listens at `base`, with an API key, one step after the other. */
export async function tell(
  base: string,
  secret: string,
  steps: Step[],
): Promise<{ told: Told[]; recorded: Recorded[] }> {
  const known = new Map<string, string>()
  const told: Told[] = []
  const recorded: Recorded[] = []
  const plain = namesOf(steps)
  for (const step of steps) {
    const { operation, path, headers, body } = requestOf(step, known)
    const method = operation.method.toUpperCase()
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...headers,
        ...(step.as === undefined && { authorization: `Bearer ${secret}` }),
        ...(step.as === 'visitor' && { authorization: `Bearer ${known.get('token')}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const type = answer.headers.get('content-type')
    const text = type === 'application/zip' ? inside(bytes) : bytes.toString()
    told.push({ step, status: answer.status, type, text })
    for (const [name, field] of Object.entries(step.keep ?? {})) known.set(name, fieldOf(text, field))
    const shown = {
      operation: step.operation,
      method,
      path,
      headers: { ...headers, ...credentials[step.as ?? 'key'] },
      body: body ?? null,
      status: answer.status,
      answer: readable(text, type),
    }
    recorded.push(JSON.parse(plain(JSON.stringify(shown))))
  }
  return { told, recorded }
}

function readable(text: string, type: string | null): unknown {
  if (text === '') return null
  if (type?.includes('json')) return JSON.parse(text)
  return type?.startsWith('text/event-stream') ? inOnePiece(text) : text
}

/** Of an archive the names of its files. */
const inside = (zip: Buffer): string =>
  filesIn(zip)
    .map(({ name }) => name)
    .join('\n')

/** How many pieces a text comes in depends on how fast it is read: here it comes in one, and is numbered so. */
function inOnePiece(stream: string): string {
  const events: Record<string, unknown>[] = []
  for (const [, data = ''] of stream.matchAll(/^data: (.*)$/gm)) {
    const event = JSON.parse(data)
    const last = events.at(-1)
    if (event.type === 'text' && last?.type === 'text') last.text = `${last.text}${event.text}`
    else events.push(event)
  }
  return events
    .map((event, i) => `id: ${events[0]?.reply}:${i + 1}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('')
}

const credentials: Record<string, Record<string, string>> = {
  key: { Authorization: 'Bearer $ATAVUS_KEY' },
  visitor: { Authorization: 'Bearer $VISITOR_TOKEN' },
  site: {},
}

function requestOf(step: Step, known: Map<string, string>) {
  const filled = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(/\{\{(\w+)\}\}/g, (_, name) => known.get(name) ?? name))
  const operation: Operation = operations[step.operation]
  const places: Record<string, string> = filled(step.places ?? {})
  const query = new URLSearchParams(filled(step.query ?? {})).toString()
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? name)
  return {
    operation,
    path: query ? `${path}?${query}` : path,
    headers: { ...step.headers, ...(step.as && { Origin: site }) },
    body: step.body === undefined ? undefined : filled(step.body),
  }
}

function fieldOf(text: string, path: string): string {
  const value = path.split('.').reduce((inner, name) => inner?.[name], JSON.parse(text))
  if (typeof value !== 'string') throw new Error(`no ${path} in ${text.slice(0, 200)}`)
  return value
}

/** Puts in the place of each id and secret one that is the same every time the story is told. */
function namesOf(steps: Step[]): (text: string) => string {
  const own = JSON.stringify(steps)
  const names = new Map<string, string>()
  const named = (make: (nth: number) => string) => (value: string) => {
    if (own.includes(value)) return value
    const name = names.get(value) ?? make(names.size)
    names.set(value, name)
    return name
  }
  return text =>
    text
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, named(exampleId))
      .replace(
        /atv_pk_[0-9A-Za-z]{36}/g,
        named(nth => `atv_pk_${digits(nth).slice(0, 36)}`),
      )
      .replace(/\[([A-Z]+)_\d{6}\]/g, '[$1_482913]')
      .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'eyJhbGciOi…')
}

const digits = (nth: number): string => createHash('sha256').update(`example ${nth}`).digest('hex')

function exampleId(nth: number): string {
  const hex = digits(nth)
  return `019aa132-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-9${hex.slice(7, 10)}-${hex.slice(10, 22)}`
}
