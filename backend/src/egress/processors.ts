import type { Settings } from '../settings.ts'
import type { Processor } from './purpose.ts'

/** Somebody who gets data because the platform works so, as policy and records name them (GDPR Art. 28, 30). */
export interface ProcessorEntry {
  id: Processor
  name: string
  does: string
  /** Which data they get. */
  gets: string
  /** ISO 3166-1, or `here`: this installation's own. */
  country: string
  /** What a transfer to a third country rests on; null: there is none. */
  transfer: string | null
  /** Whether the running configuration may send them anything. */
  used: boolean
}

/** All that can be configured; one that is not stands there as not in use (P3.5). */
export function processors({ stripe, deepseek, smtp, ollamaUrl }: Settings): ProcessorEntry[] {
  return [
    {
      id: 'stripe',
      name: 'Stripe',
      does: 'takes payments, on its own pages',
      gets: 'a workspace’s id; name, address and card directly from whoever pays',
      country: 'US',
      transfer: 'Data Privacy Framework or standard contractual clauses (Art. 45, 46)',
      used: stripe !== undefined,
    },
    {
      id: 'deepseek',
      name: 'DeepSeek',
      does: 'writes answers where an owner chose it and the visitor agreed',
      gets: 'prompts in which what identifies people is replaced',
      country: 'CN',
      transfer: 'the visitor’s explicit consent (Art. 49(1)(a))',
      used: deepseek !== undefined,
    },
    {
      id: 'ollama',
      name: 'Ollama',
      does: 'writes answers on our own server',
      gets: 'prompts; they do not leave the server',
      country: 'here',
      transfer: null,
      used: ollamaUrl !== '',
    },
    {
      id: 'smtp',
      name: smtp ? `Mail server ${smtp.host}` : 'Mail server',
      does: 'delivers mails to account holders',
      gets: 'e-mail addresses and what the mails say; never a conversation',
      country: 'as configured',
      transfer: null,
      used: smtp !== undefined,
    },
  ]
}
