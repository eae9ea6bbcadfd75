import type { Passage } from '../knowledge/passage.ts'

export type ModelName = 'quote' | 'ollama' | 'deepseek'

/** What one answer is made from. Nothing else reaches a model. */
export interface Prompt {
  /** Told to the model, never shown: who it is, what it may say. */
  instructions: string
  /** BCP 47 tag of the language that the reader chose, e.g. `de`. */
  language: string
  /** Earlier turns of the same conversation, oldest first. */
  history: { role: 'visitor' | 'assistant'; text: string }[]
  question: string
  /** Best first; a model cites the n-th (from 1) as `[n]`. */
  passages: Passage[]
  /** The most tokens that the answer may take; the budget has reserved them. */
  maxTokens: number
  /** On whose behalf, for the ledger of what leaves; it is sent to nobody. */
  workspace?: string | undefined
}

export type ModelEvent =
  | { type: 'text'; text: string }
  /** A passage that the answer rests on, said by models that know it (`quote`); others cite as `[n]` in their text. */
  | { type: 'source'; passage: Passage }
  /** The model's own count of tokens; when it never comes, ours stands in, marked as estimated. */
  | { type: 'usage'; input: number; output: number }
  /** Always the last one. `refused`: nothing fits, or the model's provider filtered the answer. */
  | { type: 'end'; end: 'complete' | 'truncated' | 'refused' }

/** What a chat model is told. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** Of a message's content: a part that has a sense of its own, or words of ours between parts. */
export type Piece = string | { part: string }

/** What a chat model is told, in the parts that it is made from. */
export interface PartedMessage {
  role: ChatMessage['role']
  pieces: readonly Piece[]
}

declare const masked: unique symbol

/**
 * What may leave our server for one answer: the anonymizer has gone over every word of it. `remote/outgoing.ts` alone
 * makes one, which a law of the house holds.
 */
export interface Outgoing {
  readonly [masked]: true
  messages: ChatMessage[]
  maxTokens: number
  /** As a prompt's. */
  workspace?: string | undefined
  /**
   * To be awaited with the request's whole body before its first byte goes: keeps what leaves. Asked again with the same
   * body it answers at once; another one must not go, and throws.
   */
  leaving(body: string): Promise<void>
}

interface AnyModel<P> {
  readonly name: ModelName
  /** Whether an answer costs tokens, so that a budget must reserve them. */
  readonly metered: boolean
  /**
   * Streams one answer. Ends with exactly one `end`, or throws a `ModelFault`.
   * `signal` belongs to the reply: when it aborts, the upstream call is cut and the iterator throws the signal's reason.
   */
  stream(prompt: P, signal: AbortSignal): AsyncIterable<ModelEvent>
}

/** A model on our own server. */
export interface LocalModel extends AnyModel<Prompt> {
  readonly leaves: false
}

/** A model outside our server: it takes nothing but what the anonymizer has gone over. */
export interface RemoteModel extends AnyModel<Outgoing> {
  readonly leaves: true
  readonly recipient: Recipient
}

export type Model = LocalModel | RemoteModel

/** Who gets the words. */
export interface Recipient {
  name: string
  /** ISO 3166-1 alpha-2. */
  country: string
}

/** Our own words for what went wrong upstream; nothing of what the upstream said is kept. */
export type ModelFaultCode =
  | 'model_unavailable' // unreachable, 5xx, broken protocol
  | 'model_busy' // 429, 503: try later
  | 'model_unpaid' // 402 or a rejected key: the operator's matter
  | 'model_slow' // no first byte, a silence too long, or the total limit reached

export class ModelFault extends Error {
  readonly code: ModelFaultCode
  /** Whether any text had come before the fault. */
  readonly begun: boolean

  constructor(code: ModelFaultCode, begun = false) {
    super(code)
    this.name = 'ModelFault'
    this.code = code
    this.begun = begun
  }
}
