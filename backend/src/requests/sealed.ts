import type { Master } from '../lib/master.ts'

/** Who asks, as far as there is an address to answer to, and what they wrote. */
export interface Asked {
  contact: string | null
  words: string
  language: 'en' | 'de'
}

export const sealAsked = (master: Master, id: string, asked: Asked): Buffer =>
  master.seal('request', [id], Buffer.from(JSON.stringify(asked)))

export const openAsked = (master: Master, id: string, sealed: Uint8Array): Asked =>
  JSON.parse(master.open('request', [id], sealed).toString()) as Asked

export const sealAnswer = (master: Master, id: string, words: string): Buffer =>
  master.seal('reply', [id], Buffer.from(words))

export const openAnswer = (master: Master, id: string, sealed: Uint8Array): string =>
  master.open('reply', [id], sealed).toString()
