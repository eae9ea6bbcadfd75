import { breachedCategories } from '@atavus/contract/breaches'
import { databaseUrl } from '../db/url.ts'
import type { Category } from '../privacy/data-map.ts'
import type { Settings } from '../settings.ts'
import type { Processor } from './purpose.ts'

/** What a transfer to a third country rests on, in words (GDPR chapter V). */
export const transfers = {
  framework: 'Data Privacy Framework or standard contractual clauses (Art. 45, 46)',
  consent: 'the visitor’s explicit consent (Art. 49(1)(a))',
}

/** Somebody who gets data because the platform works so, as policy and records name them (GDPR Art. 28, 30). */
export interface ProcessorEntry {
  /** Everybody whom the gate lets data through to; where data lies; whom else the operator has named. */
  id: Processor | 'database' | 'provider'
  name: string
  does: string
  /** Which data they get. */
  gets: string
  categories: Category[]
  /** ISO 3166-1 or as the operator writes it; `here`: this machine; null: the operator has not stated it. */
  country: string | null
  /** What a transfer to a third country rests on; null: there is none. */
  transfer: keyof typeof transfers | null
  /** Whether the running configuration may send them anything; null: only where a server answers at its usual address. */
  used: boolean | null
}

const everything: Category[] = [...breachedCategories]

/** What every installation may use; one that is not configured stands there as not in use (P3.5). */
export function processors(settings: Settings): ProcessorEntry[] {
  const sending = Object.entries(sendingTo(settings)).map(([id, entry]) => ({
    id: id as Processor,
    ...entry,
  }))
  return [...sending, databaseOf(settings), ...providersOf(settings)]
}

/** Whom the gate lets data through to: one that is not here does not compile. */
function sendingTo(settings: Settings): Record<Processor, Omit<ProcessorEntry, 'id'>> {
  const { stripe, deepseek, smtp, smtpCountry } = settings
  return {
    stripe: {
      name: 'Stripe',
      does: 'takes payments, on its own pages',
      gets: 'a workspace’s id; name, address and card directly from whoever pays',
      categories: ['billing'],
      country: 'US',
      transfer: 'framework',
      used: stripe !== undefined,
    },
    deepseek: {
      name: 'DeepSeek',
      does: 'writes answers where an owner chose it and the visitor agreed',
      gets: 'questions, earlier turns, matching passages and the assistant’s instructions, in which what identifies people is replaced',
      categories: ['conversation', 'knowledge', 'configuration'],
      country: 'CN',
      transfer: 'consent',
      used: deepseek !== undefined,
    },
    ollama: ollamaOf(settings),
    smtp: {
      name: smtp ? `Mail server ${smtp.host}` : 'Mail server',
      does: 'delivers mails to account holders and to whoever asks about their data',
      gets: 'e-mail addresses and what the mails say, with names of workspaces and assistants and how much of a budget is used; never a conversation',
      categories: ['account', 'configuration', 'usage', 'billing', 'security', 'operation'],
      country: smtpCountry ?? null,
      transfer: null,
      used: smtp !== undefined,
    },
  }
}

/** The gate lets nothing through to one that is not on this machine or in its own network (P3.4). */
function ollamaOf({ ollamaUrl, ollamaNamed, operator }: Settings): Omit<ProcessorEntry, 'id'> {
  const here = isHere(new URL(ollamaUrl).hostname)
  return {
    name: here ? 'Ollama' : 'Ollama on a server of its own',
    does: 'writes answers, and looks questions over before they leave',
    gets: `questions, earlier turns, matching passages and the assistant’s instructions; they do not leave ${here ? 'the server' : 'our own network'}`,
    categories: ['conversation', 'knowledge', 'configuration'],
    country: here ? 'here' : operator.country,
    transfer: null,
    used: ollamaNamed || null,
  }
}

const isHere = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)

/** Everything lies there. Where exactly is the operator's alone to know. */
function databaseOf({ databaseUrl: address, operator }: Settings): ProcessorEntry {
  const apart = address !== undefined && !isHere(databaseUrl(address)?.hostname ?? '')
  return {
    id: 'database',
    name: apart ? 'PostgreSQL on a server of its own' : 'PostgreSQL on the same server',
    does: 'keeps everything that is kept',
    gets: 'all of it; conversations and secrets sealed',
    categories: everything,
    country: apart ? operator.country : 'here',
    transfer: null,
    used: true,
  }
}

const providersOf = ({ providers }: Settings): ProcessorEntry[] =>
  providers.map(({ name, does, country }) => ({
    id: 'provider',
    name,
    does,
    gets: 'what lies with them or passes through; conversations and secrets sealed',
    categories: everything,
    country,
    transfer: null,
    used: true,
  }))
