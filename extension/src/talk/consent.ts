import { type Code, codeOf } from '@atavus/widget/client/problem.ts'
import type { OwnAssistant } from '../own/checked.ts'
import type { Own } from '../own/own.ts'
import { sendingWithout } from './forget.ts'
import { shownAs } from './opened.ts'
import { type Sending, wordsOf } from './sending.ts'
import type { State } from './state.ts'

interface Setup {
  own: Own
  assistant: OwnAssistant
  refresh(): Promise<OwnAssistant | null>
}

/** The yes to an assistant's notice, and what waits for it. */
export function createConsent({ own, assistant, refresh }: Setup, { chat, happen }: State) {
  /** What was to be sent when consent was missing. */
  let held: Sending | null = null

  async function need(code: Code | null) {
    const found = code ? await refresh().catch(() => null) : null
    happen({ type: 'consent-needed', code, ...(found && { assistant: shownAs(found) }) })
  }
  return {
    need,
    /** Instead of what waited before. */
    hold(sending: Sending | null) {
      held = sending
    },
    /** The words that wait. */
    held: () => (held ? wordsOf(held) : ''),
    /** `remote`: whether a model outside the server may answer; left out where the notice does not ask. */
    async give(send: (sending: Sending) => Promise<void>, remote?: boolean) {
      const here = chat()
      if (here.phase !== 'consenting' || here.recording) return
      const { hash, language } = here.assistant.notice
      happen({ type: 'recording' })
      try {
        await own.consent(assistant.id, hash, language, remote)
        happen({ type: 'consented' })
        refresh().catch(() => {})
        const sending = held
        held = null
        if (sending) await send(sending)
      } catch (error) {
        await need(codeOf(error))
      }
    },
    forget(origin: string) {
      held &&= sendingWithout(held, origin)
    },
  }
}

/** The consent is gone, or its wording. */
export const overCodes = new Set<Code>(['consent_required', 'consent_outdated'])
