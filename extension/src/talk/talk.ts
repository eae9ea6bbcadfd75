import type { Shared } from '@atavus/contract/own'
import { newId } from '@atavus/widget/client/ids.ts'
import { type Code, codeOf } from '@atavus/widget/client/problem.ts'
import { type Happening, isOpen, next, type OpenChat, textOf } from '@atavus/widget/client/state.ts'
import type { Shelf } from '../lib/shelf.ts'
import type { OwnAssistant, Whole } from '../own/checked.ts'
import type { Own, Question } from '../own/own.ts'
import { keepRunning, runningWith } from '../own/running.ts'
import { contextWithout, forgetAll, forgetConversation, masksWithout, sendingWithout } from './forget.ts'
import { type Kept, type KeptMasks, valuesFrom, withValues } from './kept.ts'
import { opened, shownAs } from './opened.ts'
import { saidBefore } from './said.ts'
import type { Again, Sending } from './sending.ts'

interface Setup {
  own: Own
  assistant: OwnAssistant
  /** The assistant as it is now: its notice may have changed. */
  refresh(): Promise<OwnAssistant | null>
  device: string
  memory: Shelf
  kept: Kept
  now?: () => Date
}

type Listener = (now: OpenChat, before: OpenChat) => void
export type Talk = ReturnType<typeof openTalk>

/** One's own conversations with one assistant: the state of the one that is shown, and everything that can be done. */
export function openTalk({ own, assistant, refresh, device, memory, kept, now = () => new Date() }: Setup) {
  let chat = opened(assistant)
  let masks: KeptMasks | null = null
  const listeners = new Set<Listener>()
  let hearing: AbortController | null = null
  let asking: Question | null = null
  /** What was shared of pages, by the question. */
  let shared: Whole['shared'] = new Map()
  /** What was to be sent when consent was missing. */
  let held: Sending | null = null
  /** Counts which conversation is shown: what was fetched for one is not shown in the next. */
  let turn = 0
  /** The turn in which something of it was deleted at the server: it may say more than is still there. */
  let stale = -1

  function happen(happening: Happening) {
    const after = next(chat, happening)
    if (isOpen(after)) become(after)
  }
  function become(after: OpenChat) {
    const before = chat
    if (after === before) return
    chat = after
    const { phase, conversation, messages } = after
    if (phase === 'ready' && conversation && messages !== before.messages && turn !== stale)
      kept.keepSaid(conversation, messages).catch(() => {})
    for (const listener of listeners) listener(chat, before)
  }
  const at = () => now().toISOString()

  /** Shows what was shown before, with the draft, and goes on hearing an answer that is on its way. */
  async function begin() {
    const draft = await kept.draft()
    if (draft && !chat.draft) happen({ type: 'typed', draft })
    const running = await runningWith(memory, device, assistant.id)
    const shown = running?.conversation ?? (await kept.shown())
    masks = await kept.masks(shown)
    if (shown) {
      // To be read until the server shows what it has, and for as long as it is out of reach.
      const conversation = saidBefore(shown, await kept.said(shown), running?.id, at())
      happen({ type: 'remembered', found: { conversation, running: null } })
      await open(shown)
    } else if (running) await resume(running)
  }

  function put({ id, text, context }: Question) {
    shared = new Map([...shared, [id, context]])
    happen({ type: 'asked', id, text, at: at() })
  }

  async function resume(question: Question) {
    if (chat.phase !== 'ready') return
    put(question)
    await follow(question, true)
  }

  async function open(conversation: string) {
    const mine = ++turn
    hearing?.abort()
    const running = await runningWith(memory, device, assistant.id)
    masks = await kept.masks(conversation)
    try {
      const found = await own.conversation(conversation)
      if (mine !== turn) return
      happen({ type: 'emptied', consented: chat.consented })
      shared = found.shared
      await kept.show(conversation)
      const { messages } = found.conversation
      happen({ type: 'remembered', found })
      if (found.running) {
        const text = messages.find(({ id }) => id === found.running)?.text ?? ''
        return await follow({ id: found.running, text, conversation, context: [] }, true)
      }
      const arrived = running?.conversation !== conversation || messages.some(({ id }) => id === running.id)
      if (running && !arrived) unsent(running)
      else await keepRunning(memory, device, assistant.id, null)
    } catch (error) {
      if (codeOf(error) === 'not_found') return forgetConversation(memory, device, conversation).then(fresh)
      if (running && mine === turn) await resume(running)
    }
  }

  /** A question that was on its way when the panel was closed, and never arrived: it waits to be sent. */
  function unsent(question: Question) {
    asking = question
    put(question)
    happen({ type: 'failed', code: 'unreachable' })
  }

  async function follow(question: Question, asked: boolean) {
    asking = question
    hearing = new AbortController()
    const { signal } = hearing
    await keepRunning(memory, device, assistant.id, question)
    try {
      for await (const heard of own.hear(assistant.id, question, asked, signal)) {
        if (signal.aborted) return
        happen({ type: 'heard', heard, at: at() })
        if (heard.type === 'start') await begun(question, heard.conversation)
      }
      await keepRunning(memory, device, assistant.id, null)
    } catch (error) {
      if (!signal.aborted) await turnedAway(question, error, asked)
    }
  }

  async function begun(question: Question, conversation: string) {
    await kept.show(conversation)
    if (masks) await kept.keepMasks(conversation, masks)
    await kept.lentIn(question.id, conversation)
    await keepRunning(memory, device, assistant.id, { ...question, conversation })
  }

  async function turnedAway(question: Question, error: unknown, asked: boolean) {
    const code = codeOf(error)
    if (code === 'not_found' && asked) return happen({ type: 'failed', code: 'unreachable' })
    if (code === 'not_found' && question.conversation !== null)
      return follow({ ...question, conversation: null }, false)
    if (code !== 'unreachable') await keepRunning(memory, device, assistant.id, null)
    if (!overCodes.has(code)) return happen({ type: 'failed', code })
    const { id, text, context } = question
    // What was masked in it stands in `masks` already, by the pages that it is from.
    held = { text, context, values: [], lent: await kept.lent(id) }
    await needConsent(code)
  }

  async function needConsent(code: Code | null) {
    const found = code ? await refresh().catch(() => null) : null
    happen({ type: 'consent-needed', code, ...(found && { assistant: shownAs(found) }) })
  }

  async function send(sending: Sending) {
    if (chat.phase !== 'ready' && chat.phase !== 'unsent') return
    if (!chat.consented) {
      held = sending
      return needConsent(null)
    }
    const { text, context, values, lent } = sending
    const question: Question = { id: newId(), text, context, conversation: chat.conversation }
    masks = withValues(masks ?? (await kept.masks(chat.conversation)), values, context)
    if (lent) await kept.lend(question.id, question.conversation, lent)
    put(question)
    await kept.keepDraft('')
    await follow(question, false)
  }

  /** All that was said with the assistant is deleted. */
  async function forgotten() {
    masks = asking = held = null
    shared = new Map()
    await forgetAll(memory, device, assistant.id)
  }

  function fresh() {
    turn++
    if (chat.phase === 'answering') own.stop(chat.question).catch(() => {})
    hearing?.abort()
    kept.show(null)
    keepRunning(memory, device, assistant.id, null)
    masks = null
    asking = null
    shared = new Map()
    happen({ type: 'emptied', consented: chat.consented })
  }

  return {
    assistant,
    chat: (): OpenChat => chat,
    subscribe(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    begin,
    /** The assistant as it was fetched anew. */
    renew(found: OwnAssistant) {
      if (chat.phase !== 'ready') return
      become({ ...chat, assistant: shownAs(found), consented: found.consent.standing })
    },
    /** What was masked in the conversation that is shown, for the next masking and for restoring. */
    masks: async (): Promise<KeptMasks> => {
      masks ??= await kept.masks(chat.conversation)
      return masks
    },
    values: () => masks?.values ?? [],
    /** What of it may be shown to a page of an origin. */
    valuesFrom: (origin: string) => (masks ? valuesFrom(masks, origin) : []),
    lent: kept.lent,
    sharedWith: (question: string): Shared[] => shared.get(question) ?? [],
    type(draft: string) {
      happen({ type: 'typed', draft })
      kept.keepDraft(draft)
    },
    /** Sends words alone. */
    ask: (text: string) => send({ text, context: [], values: [], lent: null }),
    send,
    /** `remote`: whether a model outside the server may answer; left out where the notice does not ask. */
    async consent(remote?: boolean) {
      if (chat.phase !== 'consenting' || chat.recording) return
      const { hash, language } = chat.assistant.notice
      happen({ type: 'recording' })
      try {
        await own.consent(assistant.id, hash, language, remote)
        happen({ type: 'consented' })
        refresh().catch(() => {})
        const sending = held
        held = null
        if (!sending) return
        happen({ type: 'typed', draft: '' })
        await send(sending)
      } catch (error) {
        await needConsent(codeOf(error))
      }
    },
    refuse() {
      held = null
      happen({ type: 'refused' })
    },
    async withdraw(erase: boolean) {
      const held = await own.withdraw(assistant.id, erase)
      hearing?.abort()
      if (erase) await forgotten()
      happen({ type: 'emptied', consented: false })
      return held
    },
    /** What was shared of a site is deleted: nothing of it is restored, or goes along again. */
    forget(origin: string) {
      stale = turn
      masks &&= masksWithout(masks, origin)
      asking &&= { ...asking, context: contextWithout(asking.context, origin) }
      held &&= sendingWithout(held, origin)
      shared = new Map([...shared].map(([id, context]) => [id, contextWithout(context, origin)]))
    },
    /** Sends the question again that did not arrive: the same id, so it counts once. */
    async again() {
      if (chat.phase !== 'unsent' || !asking) return
      happen({ type: 'again' })
      await follow(asking, false)
    },
    /**
     * Asks anew what was answered badly. Words alone are sent; with what went along nothing is: that is given back, to
     * be shown on the share sheet first.
     */
    async retry(question: string): Promise<Again | null> {
      if (chat.phase !== 'ready') return null
      const lent = await kept.lent(question)
      const [text, context] = [textOf(chat, question), lent?.context ?? shared.get(question) ?? []]
      if (context.length > 0) return { text, context, lent, masks: masks ?? (await kept.masks(null)) }
      await send({ text, context: [], values: [], lent: null })
      return null
    },
    async stop() {
      if (chat.phase !== 'answering' || chat.stopping) return
      const { question } = chat
      happen({ type: 'stopping' })
      // Out of reach or never arrived: nothing more is shown either way.
      await own.stop(question).catch(() => {
        hearing?.abort()
        happen({ type: 'heard', heard: { type: 'stopped' }, at: at() })
        return keepRunning(memory, device, assistant.id, null)
      })
    },
    open,
    /** Puts the conversation aside and begins a new one; an answer on its way is stopped. */
    fresh,
    /** The answer goes on at the server. */
    close: () => hearing?.abort(),
  }
}

/** The consent is gone, or its wording. */
const overCodes = new Set<Code>(['consent_required', 'consent_outdated'])
