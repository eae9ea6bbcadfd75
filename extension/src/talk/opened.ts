import type { Message, PublicAssistant } from '@atavus/contract/chat'
import type { OpenChat } from '@atavus/widget/client/state.ts'
import type { OwnAssistant } from '../own/checked.ts'

/** An empty conversation with an assistant. */
export function opened(assistant: OwnAssistant): OpenChat {
  const messages: Message[] = []
  const consented = assistant.consent.standing
  return { phase: 'ready', assistant: shownAs(assistant), consented, draft: '', conversation: null, messages }
}

/** Nothing is kept on the device for a visitor, so the notice does not ask for it. */
export function shownAs({ name, greeting, suggestions, accent, notice }: OwnAssistant): PublicAssistant {
  return { name, greeting, suggestions, accent, preview: false, notice: { ...notice, history: '' } }
}
