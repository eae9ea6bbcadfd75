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
  newTab: string
  copy: string
  copied: string
  good: string
  bad: string
  retry: string
  notSent: string
  notSentYet: string
  offline: string
  waiting: string
  whereabouts: {
    quote: string
    server: string
    remote(model: string): string
    fallback: string
    deleted(date: string): string
  }
  ends: { truncated: string; refused: string; stopped: string }
  codes: Partial<Record<Code, string>> & { other: string }
  policy: string
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
