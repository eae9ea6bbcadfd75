import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { Shared } from '@atavus/contract/own'
import type { Shelf } from '../lib/shelf.ts'
import type { Masks } from '../share/masks.ts'

/** What went along with a question, to be found in its tabs again. */
export interface Lent {
  pages: {
    tab: number
    /** The whole address, which the server does not have, and the one that it has. */
    url: string
    sent: string
    passages: { number: number; text: string }[]
  }[]
  /** What was sent, in case it is asked again. */
  context: Shared[]
}

/** What this browser keeps of one person's talks with one assistant. */
export type Kept = ReturnType<typeof createKept>

/**
 * The draft lies on the disk. What was shown, masked and lent lies in memory: when the browser ends nothing of it is
 * left here, and what was masked cannot be restored by anybody.
 */
export function createKept(disk: Shelf, memory: Shelf, device: string, assistant: string) {
  const named = (kind: string, more = '') => [kind, device, assistant, more].filter(Boolean).join(':')
  async function allLent(): Promise<{ question: string; lent: Lent }[]> {
    const found = await memory.get(named('lent'))
    return Array.isArray(found) ? found : []
  }
  return {
    async draft(): Promise<string> {
      const found = await disk.get(named('draft'))
      return typeof found === 'string' ? found : ''
    },
    keepDraft: (text: string) => (text ? disk.put(named('draft'), text) : disk.drop(named('draft'))),

    /** The conversation that the panel shows; null: a new one. */
    async shown(): Promise<string | null> {
      const found = await memory.get(named('shown'))
      return typeof found === 'string' ? found : null
    },
    show: (conversation: string | null) =>
      conversation ? memory.put(named('shown'), conversation) : memory.drop(named('shown')),

    async masks(conversation: string | null): Promise<Masks> {
      const found = conversation && (await memory.get(named('masks', conversation)))
      return isMasks(found) ? found : { key: newKey(), values: [] }
    },
    keepMasks: (conversation: string, masks: Masks) => memory.put(named('masks', conversation), masks),

    lent: async (question: string): Promise<Lent | null> =>
      (await allLent()).find(one => one.question === question)?.lent ?? null,
    /** The last few: a browser's memory for us has an end. */
    async lend(question: string, lent: Lent): Promise<void> {
      const others = (await allLent()).filter(one => one.question !== question)
      await memory.put(named('lent'), [...others, { question, lent }].slice(-mostLent))
    },
  }
}

/** A question takes at most 60,000 characters along, and a browser gives us ten megabytes. */
const mostLent = 12

/** Adds what stands by a placeholder now to what did before. */
export function withValues(masks: Masks, values: MaskedValue[]): Masks {
  const known = new Set(masks.values.map(({ placeholder }) => placeholder))
  return {
    ...masks,
    values: [...masks.values, ...values.filter(({ placeholder }) => !known.has(placeholder))],
  }
}

function isMasks(found: unknown): found is Masks {
  const { key, values } = Object(found)
  return typeof key === 'string' && Array.isArray(values)
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('')
}
