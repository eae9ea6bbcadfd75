import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { Message } from '@atavus/contract/chat'
import type { Shared } from '@atavus/contract/own'
import { list, message } from '@atavus/widget/client/checked.ts'
import type { Shelf } from '../lib/shelf.ts'
import type { Question } from '../own/own.ts'
import { questionIn } from '../own/running.ts'
import type { Page } from '../page/page.ts'
import type { Masks } from '../share/masks.ts'
import { newest } from './said.ts'

/** What went along with a question, to be found in its tabs again. */
export interface Lent {
  pages: {
    tab: number
    /** The whole address, which the server does not have, and the one that it has. */
    url: string
    sent: string
    /** Each has a number of its own among those of all pages. */
    passages: { number: number; text: string }[]
    /** Without its text: what speaks against sharing it, should it be shared again. */
    page: Page
    private: boolean
  }[]
  /** What was sent, in case it is asked again. */
  context: Shared[]
}

/** A question that took something along. */
interface Loan {
  question: string
  /** Null until the server has said which it is. */
  conversation: string | null
  lent: Lent
}

/** What was masked in a conversation, and in pages of which origins each value stood, by its placeholder. */
export interface KeptMasks extends Masks {
  from: Record<string, string[]>
}

/** What this browser keeps of one person's talks with one assistant. */
export type Kept = ReturnType<typeof createKept>

/** The browser's windows have a panel each, and each panel a draft and an answer on its way. */
interface Windows {
  own: number
  open(): Promise<number[]>
}

/**
 * The draft lies on the disk. What was shown, said, masked and lent lies in memory: when the browser ends nothing of it is
 * left here, and what was masked cannot be restored by anybody.
 */
export function createKept(
  disk: Shelf,
  memory: Shelf,
  device: string,
  assistant: string,
  { own, open }: Windows,
) {
  const named = (kind: string, more: string | number = '') =>
    [kind, device, assistant, more].filter(Boolean).join(':')
  const allLent = async () => loansIn(await memory.get(named('lent')))
  return {
    /** What was written in this window, or else in one that was closed, be it with the browser. */
    async draft(): Promise<string> {
      const names = (await disk.names()).filter(name => name.startsWith(named('draft')))
      const here = named('draft', own)
      if (!names.includes(here) && names.length > 0) {
        const others = (await open()).map(window => named('draft', window))
        const left = names.find(name => !others.includes(name))
        if (!left) return ''
        await disk.put(here, await disk.get(left))
        await disk.drop(left)
      }
      const found = await disk.get(here)
      return typeof found === 'string' ? found : ''
    },
    keepDraft: (text: string) =>
      text ? disk.put(named('draft', own), text) : disk.drop(named('draft', own)),

    /** The question asked in this window whose answer is on its way, or that has not got through. */
    running: async (): Promise<Question | null> => questionIn(await memory.get(named('running', own))),
    keepRunning: (question: Question | null) =>
      question ? memory.put(named('running', own), question) : memory.drop(named('running', own)),

    /** The conversation that the panel shows, in a new window that which was shown last; null: a new one. */
    async shown(): Promise<string | null> {
      const found = (await memory.get(named('shown', own))) ?? (await memory.get(named('shown')))
      return typeof found === 'string' ? found : null
    },
    async show(conversation: string | null): Promise<void> {
      const names = [named('shown', own), named('shown')]
      if (conversation) await Promise.all(names.map(name => memory.put(name, conversation)))
      else await memory.drop(...names, named('said'))
    },

    /** What was said last in a conversation, to be read while the server is out of reach. */
    async said(conversation: string): Promise<Message[]> {
      const { of, messages } = Object(await memory.get(named('said')))
      return of === conversation ? saidIn(messages) : []
    },
    /** Of the conversation that is shown, as much as there is room for. */
    async keepSaid(conversation: string, messages: Message[]): Promise<void> {
      await memory.put(named('said'), { of: conversation, messages: newest(messages) })
    },

    async masks(conversation: string | null): Promise<KeptMasks> {
      const found = conversation && (await memory.get(named('masks', conversation)))
      return isMasks(found) ? found : { key: newKey(), values: [], from: {} }
    },
    /** Gives them with what another window has masked there. */
    async keepMasks(conversation: string, masks: KeptMasks): Promise<KeptMasks> {
      const all = joined(masks, await this.masks(conversation))
      await memory.put(named('masks', conversation), all)
      return all
    },

    lent: async (question: string): Promise<Lent | null> =>
      (await allLent()).find(one => one.question === question)?.lent ?? null,
    /** The last few: a browser's memory for us has an end. */
    async lend(question: string, conversation: string | null, lent: Lent): Promise<void> {
      const others = (await allLent()).filter(one => one.question !== question)
      await memory.put(named('lent'), [...others, { question, conversation, lent }].slice(-mostLent))
    },
    /** The conversation of a question is known now. */
    async lentIn(question: string, conversation: string): Promise<void> {
      const all = await allLent()
      if (all.some(one => one.question === question))
        await memory.put(
          named('lent'),
          all.map(one => (one.question === question ? { ...one, conversation } : one)),
        )
    },
  }
}

/** A question takes at most 60,000 characters along, and a browser gives us ten megabytes. */
const mostLent = 12
const saidIn = list(message)

/**
 * Adds what stands by a placeholder now to what did before. A value is from the pages in which it goes along; one of the
 * question alone is from all of them.
 */
export function withValues(masks: KeptMasks, values: MaskedValue[], context: Shared[]): KeptMasks {
  const from: KeptMasks['from'] = {}
  for (const { placeholder } of values) {
    const holding = context.filter(({ title, passages }) =>
      [title, ...passages.map(({ text }) => text)].some(text => text.includes(placeholder)),
    )
    from[placeholder] = (holding.length > 0 ? holding : context).map(({ origin }) => origin)
  }
  return joined(masks, { values, from })
}

/** Masks with what else was masked in the same conversation. */
export function joined(masks: KeptMasks, { values, from }: Pick<KeptMasks, 'values' | 'from'>): KeptMasks {
  const known = new Set(masks.values.map(({ placeholder }) => placeholder))
  const origins = { ...masks.from }
  for (const [placeholder, more] of Object.entries(from))
    origins[placeholder] = [...new Set([...(origins[placeholder] ?? []), ...more])]
  const added = values.filter(({ placeholder }) => !known.has(placeholder))
  return { ...masks, values: [...masks.values, ...added], from: origins }
}

/** What of the masks may be shown to a page: what was masked in pages of its own origin. */
export function valuesFrom({ values, from }: KeptMasks, origin: string): MaskedValue[] {
  return values.filter(({ placeholder }) => from[placeholder]?.includes(origin))
}

export function loansIn(found: unknown): Loan[] {
  return Array.isArray(found) ? found : []
}

export function isMasks(found: unknown): found is KeptMasks {
  const { key, values, from } = Object(found)
  return typeof key === 'string' && Array.isArray(values) && typeof from === 'object'
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('')
}
