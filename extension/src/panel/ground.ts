import type { Words as ChatWords } from '@atavus/widget/chat/words/shape.ts'
import type { House } from '../house/house.ts'
import type { Words } from '../words/shape.ts'

/** What every part of the panel stands on. */
export interface Ground {
  house: House
  words: Words
  /** What the chat's own pieces say. */
  chat: ChatWords
  /** The browser window that the panel belongs to. */
  window: number
  /** Takes an assistant's accent as the colour of the panel. */
  paint(accent: string): void
}
