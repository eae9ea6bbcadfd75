import type { AssistantChange, NewAssistant } from '@atavus/contract/console'
import type { AssistantFields } from './queries.ts'

/** What a new assistant is like where its owner said nothing. It welcomes no site until one is named. */
const usual: Omit<AssistantFields, 'name' | 'controllerName' | 'controllerContact'> = {
  greeting: '',
  instructions: '',
  suggestions: [],
  model: 'quote',
  quoteFallback: false,
  accent: '#2b5d4f',
  retentionDays: 30,
  controllerAddress: '',
  addedNotice: '',
  localFallback: false,
  secondLook: false,
  regions: [],
  publicContacts: [],
  origins: [],
  messagesPerDay: 1000,
  tokensPerDay: 500_000,
  inputTokens: 8000,
  answerTokens: 1024,
  answersAtOnce: 50,
}

/** The fields of a new assistant, complete. */
export function assistantFrom({
  name,
  controllerName,
  controllerContact,
  ...rest
}: NewAssistant): AssistantFields {
  return { ...usual, ...changeFrom(rest), name, controllerName, controllerContact }
}

/** The fields of a change that are given; an origin named twice is one. */
export function changeFrom(change: AssistantChange): Partial<AssistantFields> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { ...given, ...(change.origins && { origins: [...new Set(change.origins)] }) }
}
