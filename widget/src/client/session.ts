import type { Message } from '@atavus/contract/chat'
import type { Client, Question } from './client.ts'
import { newId } from './ids.ts'
import { type Code, codeOf, Problem } from './problem.ts'
import { type Chat, type Happening, isOpen, next, type OpenChat, textOf } from './state.ts'

/** What the page around may hear of; never what was said. */
export type Told =
  | { event: 'message'; role: Message['role'] }
  | { event: 'consent' }
  | { event: 'withdrawn' }
  | { event: 'error'; code: Code }

export interface SessionOptions {
  client: Client
  /** BCP 47, what the notice should be written in. */
  language: string
  now?: () => Date
  tell?: ((told: Told) => void) | undefined
  /** The request for the assistant, if it is under way. */
  early?: Promise<Response> | undefined
}

type Listener = (now: Chat, before: Chat) => void

export type Session = ReturnType<typeof openSession>

/** A visitor's chat: its state, and everything that a visitor can do. Begins at once. */
export function openSession({
  client,
  language,
  now = () => new Date(),
  tell = () => {},
  early,
}: SessionOptions) {
  let chat: Chat = { phase: 'opening' }
  const listeners = new Set<Listener>()
  let hearing: AbortController | null = null
  let asking: Question | null = null
  /** Counts who was here: what was asked for one is not shown to the next. */
  let turn = 0

  function happen(happening: Happening) {
    const before = chat
    chat = next(chat, happening)
    if (chat !== before) for (const listener of listeners) listener(chat, before)
  }
  const open = (): OpenChat | null => (isOpen(chat) ? chat : null)

  async function begin() {
    try {
      const assistant = await client.assistant(language, early)
      early = undefined
      happen({ type: 'opened', assistant, consented: client.memory.visitor() !== null })
    } catch (error) {
      early = undefined
      tell({ event: 'error', code: codeOf(error) })
      return happen({ type: 'unavailable', code: codeOf(error) })
    }
    await recall()
  }

  /** Fetches the visitor's conversation, and follows an answer that is still being made. */
  async function recall() {
    const visitor = client.memory.visitor()
    if (!visitor || chat.phase !== 'ready') return
    const mine = turn
    try {
      const found = await client.conversation()
      if (chat.phase !== 'ready' || mine !== turn) return
      const aside = found.conversation !== null && found.conversation.id === visitor.aside && !found.running
      if (aside) return
      happen({ type: 'remembered', found })
      const question = found.conversation?.messages.find(message => message.id === found.running)
      if (found.running)
        await follow({ id: found.running, text: question?.text ?? '', conversation: null }, true)
    } catch (error) {
      if (mine === turn) forgetIfOver(error)
    }
  }

  /** The next visit begins without this conversation. */
  function putAside(conversation: string | null) {
    const visitor = client.memory.visitor()
    if (visitor) client.memory.keep({ ...visitor, aside: conversation })
  }

  /** A token that no longer counts is forgotten; the next question shows the notice. */
  function forgetIfOver(error: unknown) {
    if (!(error instanceof Problem) || !overCodes.has(error.code)) return
    client.memory.keep(null)
    happen({ type: 'emptied', consented: false })
  }

  async function follow(question: Question, asked: boolean) {
    asking = question
    hearing = new AbortController()
    const { signal } = hearing
    try {
      for await (const heard of client.hear(question, asked, signal)) {
        if (signal.aborted) return
        happen({ type: 'heard', heard, at: now().toISOString() })
        if (heard.type === 'done') tell({ event: 'message', role: 'assistant' })
        if (heard.type === 'error') tell({ event: 'error', code: heard.code })
      }
    } catch (error) {
      if (!signal.aborted) await turnedAway(question, error)
    }
  }

  async function turnedAway(question: Question, error: unknown) {
    const code = codeOf(error)
    tell({ event: 'error', code })
    if (code === 'not_found' && question.conversation !== null)
      return follow({ ...question, conversation: null }, false)
    if (!overCodes.has(code)) return happen({ type: 'failed', code })
    // With another notice the visitor stays who they are, and the token says so when they agree anew.
    if (code !== 'consent_outdated') client.memory.keep(null)
    await needConsent(code)
  }

  async function needConsent(code: Code | null) {
    const assistant = code ? await client.assistant(language).catch(() => null) : null
    happen({ type: 'consent-needed', code, ...(assistant ? { assistant } : {}) })
  }

  async function ask() {
    const here = open()
    const text = here?.draft.trim()
    if (!here || !text || (here.phase !== 'ready' && here.phase !== 'unsent')) return
    if (!here.consented) return needConsent(null)
    const question = { id: newId(), text, conversation: here.conversation }
    happen({ type: 'asked', id: question.id, text, at: now().toISOString() })
    tell({ event: 'message', role: 'visitor' })
    await follow(question, false)
  }

  return {
    chat: () => chat,
    subscribe(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Tries again after the assistant could not be fetched. */
    begin,
    recall,
    type: (draft: string) => happen({ type: 'typed', draft }),
    /** Sends the draft, or shows the notice if there is no consent yet. */
    ask,
    /** `remote`: whether a model outside the server may answer; left out where the notice does not ask. */
    async consent(history: boolean, remote?: boolean) {
      const here = open()
      if (here?.phase !== 'consenting' || here.recording) return
      const { hash, language } = here.assistant.notice
      happen({ type: 'recording' })
      try {
        const purposes = { chat: true as const, history, ...(remote !== undefined && { remote }) }
        await client.consent({ notice: hash, language, adult: true, purposes })
        client.memory.open(true)
        happen({ type: 'consented' })
        tell({ event: 'consent' })
        // Whom the page named may have been talking on another device.
        if (client.memory.visitor()?.person) await recall()
        await ask()
      } catch (error) {
        const code = codeOf(error)
        tell({ event: 'error', code })
        await needConsent(code)
      }
    },
    /** Shows the notice again, for other choices; who refuses keeps to those they have. */
    async reconsider() {
      const assistant = await client.assistant(language)
      if (chat.phase === 'ready' && chat.consented)
        happen({ type: 'consent-needed', code: null, assistant, standing: true })
    },
    refuse: () => happen({ type: 'refused' }),
    /** Sends the question again that did not arrive: the same id, so it counts once. */
    async again() {
      if (chat.phase !== 'unsent' || !asking) return
      happen({ type: 'again' })
      await follow(asking, false)
    },
    /** Asks anew what was answered badly: a new question with the same words. */
    async retry(question: string) {
      const here = open()
      if (here?.phase !== 'ready') return
      const { draft } = here
      happen({ type: 'typed', draft: textOf(here, question) })
      const asked = ask()
      happen({ type: 'typed', draft })
      await asked
    },
    /** Gives a question back to be put in other words. */
    rephrase: (question: string) => happen({ type: 'rephrasing', question }),
    async stop() {
      if (chat.phase !== 'answering' || chat.stopping) return
      const { question } = chat
      happen({ type: 'stopping' })
      // Out of reach or never arrived: nothing more is shown either way.
      await client.stop(question).catch(() => {
        hearing?.abort()
        happen({ type: 'heard', heard: { type: 'stopped' }, at: now().toISOString() })
      })
    },
    async rate(question: string, thumb: Message['thumb']) {
      const before = open()?.messages.find(message => message.answers === question)?.thumb ?? null
      happen({ type: 'rated', question, thumb })
      await client.rate(question, thumb).catch(() => happen({ type: 'rated', question, thumb: before }))
    },
    /** Puts the conversation aside and begins a new one; an answer on its way is stopped. */
    fresh() {
      const here = open()
      if (!here) return
      if (here.phase === 'answering') client.stop(here.question).catch(() => {})
      hearing?.abort()
      putAside(here.conversation)
      happen({ type: 'emptied', consented: here.consented })
    },
    async erase() {
      const gone = await client.erase()
      hearing?.abort()
      // What a hold keeps yet goes with it one day, and all that would be said in it.
      if (gone.held)
        await client.conversation().then(
          found => putAside(found.conversation?.id ?? null),
          () => {},
        )
      happen({ type: 'emptied', consented: client.memory.visitor() !== null })
      return gone
    },
    async withdraw(erase: boolean) {
      const done = await client.withdraw(erase)
      hearing?.abort()
      happen({ type: 'emptied', consented: false })
      tell({ event: 'withdrawn' })
      return done
    },
    /** Who is here, in the words of the page's server; someone else begins anew, which it says. */
    identify(identity: string | null): boolean {
      const other = client.identify(identity)
      if (!other) return false
      turn++
      hearing?.abort()
      const here = open()
      if (here) happen({ type: 'opened', assistant: here.assistant, consented: false })
      return true
    },
    /** No longer remember beyond this tab. */
    forgetDevice() {
      const visitor = client.memory.visitor()
      if (visitor) client.memory.keep({ ...visitor, history: false })
    },
    read: client.read,
    /** A page of the server, where rights are exercised without this chat. */
    page: (path: '/your-data') => client.server + path,
    object: client.object,
    correct: client.correct,
    visitor: () => client.memory.visitor(),
    close: () => hearing?.abort(),
  }
}

/** The consent that the token stands for is gone, or its wording; or the token itself. */
const overCodes = new Set<Code>(['consent_required', 'consent_outdated', 'unauthenticated', 'token_expired'])
