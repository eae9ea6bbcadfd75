import type { Message, PublicAssistant } from '@atavus/contract/chat'
import type { Heard } from './answer.ts'
import type { Remembered } from './checked.ts'
import type { Code } from './problem.ts'

/** Everything the chat can be. What the visitor is typing belongs to it, so that no step can lose it. */
export type Chat = { phase: 'opening' } | { phase: 'unavailable'; code: Code } | OpenChat

export type OpenChat = Common &
  (
    | { phase: 'ready' }
    /** The notice stands where the composer was; the draft waits. `code`: why it is shown (again). */
    | { phase: 'consenting'; recording: boolean; code: Code | null }
    | {
        phase: 'answering'
        question: string
        line: 'sending' | 'live' | 'waiting' | 'offline'
        stopping: boolean
      }
    /** The question did not arrive; sent again under the same id it counts once. */
    | { phase: 'unsent'; question: string; code: Code }
  )

export function isOpen(chat: Chat): chat is OpenChat {
  return chat.phase !== 'opening' && chat.phase !== 'unavailable'
}

interface Common {
  assistant: PublicAssistant
  /** A consent stands, as far as this browser knows. */
  consented: boolean
  draft: string
  conversation: string | null
  messages: Message[]
}

export type Happening =
  | { type: 'opened'; assistant: PublicAssistant; consented: boolean }
  | { type: 'unavailable'; code: Code }
  | { type: 'typed'; draft: string }
  /** The server's view of the conversation. */
  | { type: 'remembered'; found: Remembered }
  /** `standing`: there is a consent, which goes on if the visitor keeps to it. */
  | { type: 'consent-needed'; code: Code | null; assistant?: PublicAssistant; standing?: boolean }
  | { type: 'recording' }
  | { type: 'consented' }
  | { type: 'refused' }
  /** `draft`: what stays where it is typed. */
  | { type: 'asked'; id: string; text: string; at: string; draft?: string }
  | { type: 'again' }
  | { type: 'heard'; heard: Heard; at: string }
  | { type: 'failed'; code: Code }
  | { type: 'stopping' }
  /** A question goes back to where it was typed, to be put in other words. */
  | { type: 'rephrasing'; question: string }
  | { type: 'rated'; question: string; thumb: Message['thumb'] }
  /** A new conversation, an erasure, or a withdrawal: the screen is empty again. */
  | { type: 'emptied'; consented: boolean }

/** Moves the chat on by one happening; what cannot happen in a phase changes nothing. */
export function next(chat: Chat, happening: Happening): Chat {
  if (happening.type === 'unavailable')
    return isOpen(chat) ? chat : { phase: 'unavailable', code: happening.code }
  if (happening.type === 'opened') {
    const { assistant, consented } = happening
    return { phase: 'ready', assistant, consented, draft: '', conversation: null, messages: [] }
  }
  return isOpen(chat) ? move(chat, happening) : chat
}

function move(chat: OpenChat, happening: Exclude<Happening, { type: 'opened' | 'unavailable' }>): Chat {
  switch (happening.type) {
    case 'typed':
      return { ...chat, draft: happening.draft }
    case 'remembered':
      return remembered(chat, happening.found)
    case 'consent-needed':
      return consentNeeded(chat, happening)
    case 'recording':
      return chat.phase === 'consenting' ? { ...chat, recording: true, code: null } : chat
    case 'consented':
      return ready({ ...chat, consented: true })
    case 'refused':
      return chat.phase === 'consenting' ? ready(chat) : chat
    case 'asked':
      return asked(chat, happening)
    case 'again':
      return chat.phase === 'unsent' ? answering(chat, chat.question, 'sending') : chat
    case 'heard':
      return chat.phase === 'answering' ? heard(chat, happening.heard, happening.at) : chat
    case 'failed':
      return chat.phase === 'answering' ? failed(chat, happening) : chat
    case 'stopping':
      return chat.phase === 'answering' ? { ...chat, stopping: true } : chat
    case 'rephrasing':
      return { ...chat, draft: chat.draft || textOf(chat, happening.question) }
    case 'rated':
      return {
        ...chat,
        messages: change(chat.messages, happening.question, { thumb: happening.thumb }),
      }
    case 'emptied':
      return ready({ ...chat, consented: happening.consented, conversation: null, messages: [] })
  }
}

type Answering = Extract<OpenChat, { phase: 'answering' }>

function common({ assistant, consented, draft, conversation, messages }: OpenChat): Common {
  return { assistant, consented, draft, conversation, messages }
}

function ready(chat: OpenChat): OpenChat {
  return { ...common(chat), phase: 'ready' }
}

function answering(chat: OpenChat, question: string, line: Answering['line']): OpenChat {
  return { ...common(chat), phase: 'answering', question, line, stopping: false }
}

function remembered(chat: OpenChat, { conversation, running }: Remembered): OpenChat {
  if (chat.phase === 'answering' || chat.phase === 'unsent') return chat
  const known = { ...chat, conversation: conversation?.id ?? null, messages: conversation?.messages ?? [] }
  return running ? answering(known, running, 'waiting') : known
}

/** A question that was turned away for want of consent goes back to where it was typed. */
function consentNeeded(
  chat: OpenChat,
  { code, assistant, standing = false }: Extract<Happening, { type: 'consent-needed' }>,
) {
  const turnedAway = chat.phase === 'answering' ? chat.question : null
  return {
    ...common(chat),
    phase: 'consenting' as const,
    recording: false,
    code,
    assistant: assistant ?? chat.assistant,
    consented: standing,
    draft: chat.draft || textOf(chat, turnedAway),
    messages: turnedAway
      ? chat.messages.filter(message => message.id !== turnedAway && message.answers !== turnedAway)
      : chat.messages,
  }
}

function asked(
  chat: OpenChat,
  { id, text, at, draft = '' }: Extract<Happening, { type: 'asked' }>,
): OpenChat {
  if (chat.phase !== 'ready' && chat.phase !== 'unsent') return chat
  const unsent = chat.phase === 'unsent' ? chat.question : null
  const messages = chat.messages.filter(message => message.id !== unsent)
  const question = said({ id, role: 'visitor', text, at })
  return answering({ ...chat, draft, messages: [...messages, question] }, id, 'sending')
}

function heard(chat: Answering, heard: Heard, at: string): OpenChat {
  switch (heard.type) {
    case 'line':
      return { ...chat, line: heard.line }
    case 'start': {
      const { message, reply, conversation, deletedAt } = heard
      const answer = said({ id: reply, role: 'assistant', text: '', at, answers: message, deletedAt })
      const others = chat.messages.filter(one => one.answers !== message)
      const messages = others.flatMap(one => (one.id === message ? [{ ...one, deletedAt }, answer] : [one]))
      return { ...chat, line: 'live', conversation, messages }
    }
    case 'text':
      return withAnswer(chat, answer => ({ text: answer.text + heard.text }))
    case 'source':
      return withAnswer(chat, answer => ({ sources: [...answer.sources, heard.source] }))
    case 'notice':
      return withAnswer(chat, () => ({ whereabouts: heard.notice }))
    case 'done':
      return ready(withAnswer(chat, () => ({ end: heard.end })))
    case 'stopped':
      return stopped(chat)
    case 'error':
      return ready(withAnswer(chat, () => ({ end: 'error', code: heard.code })))
  }
}

/** What was shown is kept; a question that had no answer yet goes back to where it was typed. */
function stopped(chat: Answering): OpenChat {
  if (chat.messages.some(message => message.answers === chat.question))
    return ready(withAnswer(chat, () => ({ end: 'stopped' })))
  const messages = chat.messages.filter(message => message.id !== chat.question)
  return ready({ ...chat, messages, draft: chat.draft || textOf(chat, chat.question) })
}

/** Out of reach: if the answer had begun, what came is kept as interrupted; else the question waits to be sent. */
function failed(chat: Answering, { code }: { code: Code }): OpenChat {
  const begun = chat.messages.some(message => message.answers === chat.question)
  if (begun) return ready(withAnswer(chat, () => ({ end: 'error', code: 'interrupted' })))
  return { ...common(chat), phase: 'unsent', question: chat.question, code }
}

/** What a message says; '' where there is none. */
export function textOf({ messages }: OpenChat, id: string | null): string {
  return messages.find(message => message.id === id)?.text ?? ''
}

function withAnswer<C extends Answering>(chat: C, changes: (answer: Message) => Partial<Message>): C {
  const answer = chat.messages.find(message => message.answers === chat.question)
  return answer ? { ...chat, messages: change(chat.messages, chat.question, changes(answer)) } : chat
}

/** Changes the answer to a question; the other messages stay the same objects. */
function change(messages: Message[], question: string, changes: Partial<Message>): Message[] {
  return messages.map(message => (message.answers === question ? { ...message, ...changes } : message))
}

function said(message: Pick<Message, 'id' | 'role' | 'text' | 'at'> & Partial<Message>): Message {
  const nothing = {
    answers: null,
    deletedAt: '',
    sources: [],
    whereabouts: null,
    end: null,
    code: null,
    thumb: null,
  }
  return { ...nothing, ...message }
}
