import type { consoleOperations } from '@atavus/contract/console-operations'
import type { Operation } from '@atavus/contract/operation'
import { withQuery } from './paths.ts'

type Operations = typeof consoleOperations
type Method<N extends keyof Operations> = Uppercase<Operations[N]['method']>

/** The doors of the backend that these screens use; the type holds methods and paths against the contract. */
export const doors = {
  signUpTerms: ['GET', '/v1/accounts/terms'],
  signUp: ['POST', '/v1/accounts'],
  signIn: ['POST', '/v1/session'],
  signInByLink: ['POST', '/v1/session/link'],
  refreshSession: ['POST', '/v1/session/refresh'],
  signOut: ['DELETE', '/v1/session'],
  account: ['GET', '/v1/account'],
  assistants: ['GET', '/v1/assistants'],
  createAssistant: ['POST', '/v1/assistants'],
  assistant: ['GET', '/v1/assistants/{assistant}'],
  changeAssistant: ['PATCH', '/v1/assistants/{assistant}'],
  deleteAssistant: ['DELETE', '/v1/assistants/{assistant}'],
  previewAssistant: ['POST', '/v1/assistants/{assistant}/preview'],
  models: ['GET', '/v1/models'],
  proposedContacts: ['GET', '/v1/assistants/{assistant}/contacts'],
  tryMask: ['POST', '/v1/assistants/{assistant}/mask'],
  documents: ['GET', '/v1/assistants/{assistant}/documents'],
  addDocument: ['POST', '/v1/assistants/{assistant}/documents'],
  document: ['GET', '/v1/assistants/{assistant}/documents/{document}'],
  changeDocument: ['PATCH', '/v1/assistants/{assistant}/documents/{document}'],
  deleteDocument: ['DELETE', '/v1/assistants/{assistant}/documents/{document}'],
  conversations: ['GET', '/v1/conversations'],
  exportConversations: ['GET', '/v1/conversations/export'],
  conversation: ['GET', '/v1/conversations/{conversation}'],
  sentPrompt: ['GET', '/v1/conversations/{conversation}/answers/{answer}/prompt'],
  deleteConversation: ['DELETE', '/v1/conversations/{conversation}'],
} as const satisfies {
  [N in keyof Operations]: readonly [Method<N>, Operations[N]['path']]
}

export type DoorName = keyof typeof doors

/** What a door's answer, body or query looks like, read off its schema (`_output`, `_input` are zod's). */
type Read<O extends Operation, K extends 'answer' | 'body' | 'query', Side extends '_output' | '_input'> =
  O extends Record<K, infer Schema> ? (Schema extends Record<Side, infer Data> ? Data : undefined) : undefined

export type Answer<N extends DoorName> = Read<Operations[N], 'answer', '_output'>
export type Body<N extends DoorName> = Read<Operations[N], 'body', '_input'>
export type Query<N extends DoorName> = Read<Operations[N], 'query', '_input'>

/** Fills the `{places}` of a door's path and adds the query; values that are empty or missing are left out. */
export function address(
  name: DoorName,
  places: Record<string, string> = {},
  query: Record<string, string | undefined> = {},
): string {
  const path = doors[name][1].replace(/\{(\w+)\}/g, (_, place: string) =>
    encodeURIComponent(places[place] ?? ''),
  )
  return withQuery(path, query)
}
