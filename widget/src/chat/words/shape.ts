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
  /** The count as it is written. */
  left(count: string): string
  tooLong(count: string): string
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
    /** Stem, end for one, end for more: `Passw|ort|örter`. The count stands before it, or where `#` is. */
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
    /** So many messages; `told` is the count as it is written. */
    erased(count: number, told: string): string
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

/** Words that only the privacy room needs; they are fetched with it. */
export interface RoomWords {
  code: string
  consent: string
  zip: string
  zipHint: string
  /** `told`: the number of conversations as it is written. */
  held(count: number, told: string): string
  choices: string
  choicesHint: string
  receipt: string
  object: string
  objectHint: string
  counted: string
  countedHint: string
  objected: string
  agreed: string
  wrong: string
  wrongHint: string
  wrongAsk: string
  send: string
  sent(due: string): string
  page: string
  pageHint: string
  trust: string
  trustHint: string
  ask: string
  askHint: string
}
