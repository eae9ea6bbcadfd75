import type { Shared } from '@atavus/contract/own'
import { newId } from '@atavus/widget/client/ids.ts'
import { codeOf } from '@atavus/widget/client/problem.ts'
import { textOf } from '@atavus/widget/client/state.ts'
import type { Shelf } from '../lib/shelf.ts'
import type { OwnAssistant, Whole } from '../own/checked.ts'
import type { Own, Question } from '../own/own.ts'
import { createConsent, overCodes } from './consent.ts'
import { createDraft } from './draft.ts'
import { contextWithout, forgetAll, forgetConversation, masksWithout } from './forget.ts'
import { joined, type Kept, type KeptMasks, valuesFrom, withValues } from './kept.ts'
import { opened } from './opened.ts'
import { saidBefore } from './said.ts'
import type { Again, Sending } from './sending.ts'
import { createState } from './state.ts'

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

export type Talk = ReturnType<typeof openTalk>

/** One's own conversations with one assistant: the state of the one that is shown, and everything that can be done. */
export function openTalk({ own, assistant, refresh, device, memory, kept, now = () => new Date() }: Setup) {
  const state = createState(opened(assistant))
  const { chat, happen, subscribe } = state
  const draft = createDraft(state, kept)
  const consent = createConsent({ own, assistant, refresh }, state)
  let masks: KeptMasks | null = null
  let hearing: AbortController | null = null
  let asking: Question | null = null
  /** Whether what is heard was asked in this window. */
  let ours = true
  /** While a question is made ready: pressed twice it is one. */
  let going = false
  /** What was shared of pages, by the question. */
  let shared: Whole['shared'] = new Map()
  /** Counts which conversation is shown: what was fetched for one is not shown in the next. */
  let turn = 0
  /** Something of it was deleted at the server: it may say more than is still there. */
  let stale = false

  subscribe(({ phase, conversation, messages }, before) => {
    if (phase === 'ready' && conversation && messages !== before.messages && !stale)
      kept.keepSaid(conversation, messages).catch(() => {})
  })
  const at = () => now().toISOString()
  const keepRunning = (question: Question | null) => kept.keepRunning(ours ? question : null)

  /** Shows what was shown before, with the draft, and goes on hearing an answer that is on its way. */
  async function begin() {
    const running = await kept.running()
    await draft.begin(running)
    const shown = running ? running.conversation : await kept.shown()
    masks = await kept.masks(shown)
    if (shown) {
      // To be read until the server shows what it has, and for as long as it is out of reach.
      const conversation = saidBefore(shown, await kept.said(shown), running?.id, at())
      happen({ type: 'remembered', found: { conversation, running: null } })
      await open(shown)
    } else await resume(running)
  }

  function put(question: Question) {
    const { id, text, context } = question
    shared = new Map([...shared, [id, context]])
    happen({ type: 'asked', id, text, at: at(), draft: draft.asked(question) })
  }

  async function resume(question: Question | null) {
    if (!question || chat().phase !== 'ready') return
    put(question)
    await follow(question, true)
  }

  /** Where it cannot be fetched, what is shown goes on; `fetched`: as it was just now. */
  async function open(conversation: string, fetched?: Whole) {
    const mine = ++turn
    try {
      const found = fetched ?? (await own.conversation(conversation))
      const [running, known] = await Promise.all([kept.running(), kept.masks(conversation)])
      if (mine !== turn) return
      const { messages } = found.conversation
      for (const { id } of messages) draft.gone(id)
      draft.takeBack()
      const before = chat().conversation === conversation ? masks : null
      empty()
      masks = before ? joined(before, known) : known
      shared = found.shared
      happen({ type: 'remembered', found })
      await kept.show(conversation)
      if (found.running) {
        const text = messages.find(({ id }) => id === found.running)?.text ?? ''
        const question = { id: found.running, text, conversation, context: [] }
        return await follow(question, true, running?.id === found.running)
      }
      if (running?.conversation === conversation && messages.every(({ id }) => id !== running.id))
        unsent(running)
      else await kept.keepRunning(null)
    } catch (error) {
      const isShown = mine === turn && chat().conversation === conversation
      const isGone = codeOf(error) === 'not_found'
      if (isGone) await forgetConversation(memory, device, conversation)
      if (!isShown) return
      if (isGone) fresh()
      else await resume(await kept.running())
    }
  }

  /** A question that was on its way when the panel was closed, and never arrived: it waits to be sent. */
  function unsent(question: Question) {
    asking = question
    put(question)
    happen({ type: 'failed', code: 'unreachable' })
  }

  async function follow(question: Question, asked: boolean, isOurs = true) {
    asking = question
    ours = isOurs
    hearing = new AbortController()
    const { signal } = hearing
    await keepRunning(question)
    try {
      for await (const heard of own.hear(assistant.id, question, asked, signal)) {
        if (signal.aborted) return
        if (heard.type === 'start') draft.gone()
        if (heard.type === 'stopped') draft.takeBack()
        happen({ type: 'heard', heard, at: at() })
        if (heard.type === 'start') await begun(question, heard.conversation, signal)
      }
      await keepRunning(null)
    } catch (error) {
      if (!signal.aborted) await turnedAway(question, error, asked)
    }
  }

  async function begun(question: Question, conversation: string, signal: AbortSignal) {
    const known = masks && (await kept.keepMasks(conversation, masks))
    await kept.lentIn(question.id, conversation)
    if (signal.aborted) return
    masks = known
    await Promise.all([kept.show(conversation), keepRunning({ ...question, typed: undefined, conversation })])
  }

  async function turnedAway(question: Question, error: unknown, asked: boolean) {
    const code = codeOf(error)
    if (code === 'not_found' && asked) return happen({ type: 'failed', code: 'unreachable' })
    if (code === 'not_found' && question.conversation !== null)
      return follow({ ...question, conversation: null }, false)
    if (!overCodes.has(code)) return happen({ type: 'failed', code })
    await keepRunning(null)
    const { id, text, context, typed } = question
    // What was masked in it stands in `masks` already, by the pages that it is from.
    hold({ text, context, values: [], lent: await kept.lent(id), typed })
    await consent.need(code)
  }

  /** Has something wait for the yes: what was held before stands where it was typed. */
  function hold(sending: Sending) {
    consent.hold(sending)
    draft.takeBack(consent.held())
  }

  async function send(sending: Sending) {
    const { phase, consented } = chat()
    if (phase === 'consenting') return hold(sending)
    if (going || (phase !== 'ready' && phase !== 'unsent')) return
    if (!consented) {
      hold(sending)
      return consent.need(null)
    }
    const { text, context, values, lent, typed = text } = sending
    const id = newId()
    going = true
    try {
      if (lent) await kept.lend(id, chat().conversation, lent)
      masks = withValues(masks ?? (await kept.masks(chat().conversation)), values, context)
    } finally {
      going = false
    }
    const question: Question = { id, text, context, conversation: chat().conversation, typed }
    put(question)
    await follow(question, false)
  }

  /** Nothing is shown any more. */
  function empty(consented = chat().consented) {
    hearing?.abort()
    masks = asking = null
    shared = new Map()
    stale = false
    happen({ type: 'emptied', consented })
  }

  function fresh() {
    turn++
    draft.takeBack()
    const here = chat()
    if (here.phase === 'answering' && ours) own.stop(here.question).catch(() => {})
    kept.show(null)
    kept.keepRunning(null)
    empty()
  }

  return {
    assistant,
    chat,
    subscribe,
    begin,
    /** The assistant as it was fetched anew. */
    renew: state.renew,
    /** What was masked in the conversation that is shown, for the next masking and for restoring. */
    masks: async (): Promise<KeptMasks> => {
      const known = await kept.masks(chat().conversation)
      masks = masks ? joined(masks, known) : known
      return masks
    },
    values: () => masks?.values ?? [],
    /** What of it may be shown to a page of an origin. */
    valuesFrom: (origin: string) => (masks ? valuesFrom(masks, origin) : []),
    lent: kept.lent,
    sharedWith: (question: string): Shared[] => shared.get(question) ?? [],
    type: (draft: string) => happen({ type: 'typed', draft }),
    /** Sends words alone; `typed`: as they were written, where they were written otherwise. */
    ask: (text: string, typed = text) => send({ text, context: [], values: [], lent: null, typed }),
    send,
    /** The words that wait for the yes. */
    held: consent.held,
    /** Gives a question back to be put in other words: as it was sent, so what was masked in it stays so. */
    rephrase: (question: string) => happen({ type: 'rephrasing', question }),
    /** `remote`: whether a model outside the server may answer; left out where the notice does not ask. */
    consent: (remote?: boolean) => consent.give(send, remote),
    refuse() {
      consent.hold(null)
      happen({ type: 'refused' })
    },
    async withdraw(erase: boolean) {
      const held = await own.withdraw(assistant.id, erase)
      if (erase) {
        draft.gone()
        consent.hold(null)
        await forgetAll(memory, device, assistant.id)
      } else draft.takeBack()
      empty(false)
      return held
    },
    /** What was shared of a site is deleted: nothing of it is restored, or goes along again. */
    forget(origin: string) {
      stale = true
      masks &&= masksWithout(masks, origin)
      asking &&= { ...asking, context: contextWithout(asking.context, origin) }
      consent.forget(origin)
      shared = new Map([...shared].map(([id, context]) => [id, contextWithout(context, origin)]))
    },
    /** Sends the question again that did not arrive: the same id, so it counts once. */
    async again() {
      if (chat().phase !== 'unsent' || !asking) return
      happen({ type: 'again' })
      await follow(asking, false)
    },
    /**
     * Asks anew what was answered badly. Words alone are sent; with what went along nothing is: that is given back, to
     * be shown on the share sheet first.
     */
    async retry(question: string): Promise<Again | null> {
      if (chat().phase !== 'ready') return null
      const lent = await kept.lent(question)
      const [text, context] = [textOf(chat(), question), lent?.context ?? shared.get(question) ?? []]
      if (context.length > 0) return { text, context, lent, masks: masks ?? (await kept.masks(null)) }
      await send({ text, context: [], values: [], lent: null })
      return null
    },
    async stop() {
      const here = chat()
      if (here.phase !== 'answering' || here.stopping) return
      const { question } = here
      happen({ type: 'stopping' })
      // Out of reach or never arrived: nothing more is shown either way.
      await own.stop(question).catch(() => {
        hearing?.abort()
        draft.takeBack()
        happen({ type: 'heard', heard: { type: 'stopped' }, at: at() })
        return keepRunning(null)
      })
    },
    open,
    /** Puts the conversation aside and begins a new one; an answer on its way is stopped. */
    fresh,
    /** The answer goes on at the server. */
    close: () => hearing?.abort(),
  }
}
