import type { MaskedKind, SpecialCategory, Whereabouts } from '@atavus/contract/events'
import type { Code } from '../../client/problem.ts'

/** Everything the chat says, in one language. What the server says (greeting, notice) comes from the server. */
export interface Words {
  language: string
  chat: string
  assistant: string
  machine: string
  preview: string
  you: string
  conversation: string
  suggestions: string
  ask: string
  placeholder: string
  send: string
  stop: string
  close: string
  back: string
  fresh: string
  privacy: string
  latest: string
  left(count: number): string
  tooLong(count: number): string
  thinking: string
  opening: string
  tryAgain: string
  sources: string
  copy: string
  copied: string
  good: string
  bad: string
  retry: string
  rephrase: string
  notSent: string
  notSentYet: string
  offline: string
  waiting: string
  whereabouts: {
    quote: string
    server: string
    remote(model: string): string
    because: Record<NonNullable<Whereabouts['because']>, string>
    deleted(date: string): string
  }
  sent: {
    title(recipient: string): string
    recipient: string
    words: string
    masked: string
    nothing: string
    special: string
    passages: string
    /** Stem, end for one, end for more: `Passw|ort|örter`. */
    kinds: Record<MaskedKind, string>
    categories: Record<SpecialCategory, string>
  }
  ends: { truncated: string; refused: string; stopped: string }
  codes: Partial<Record<Code, string>> & { other: string }
  policy: string
  /** Under Global Privacy Control; `yes` is what the button says that lets words leave all the same. */
  gpc(yes: string): string
  rights: {
    intro(days: number): string
    none: string
    words: string
    receipt: string
    receiptHint: string
    receiptOf: {
      given: string
      until: string
      site: string
      controller: string
      processor: string
      yes: string
      no: string
      all: string
    }
    save: string
    download: string
    downloadHint: string
    erase: string
    eraseHint: string
    eraseAsk: string
    eraseYes: string
    erased(count: number): string
    withdraw: string
    withdrawHint: string
    withdrawAsk: string
    withdrawErase: string
    withdrawYes: string
    withdrawn: string
    cancel: string
    history: string
    historyOn: string
    historyOff: string
    historyStop: string
    failed: string
    saved: string
  }
}
