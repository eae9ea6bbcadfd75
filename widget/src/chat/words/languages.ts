import type { RoomWords, Words } from './shape.ts'

/** A file each; only what is spoken is loaded. */
const chat: Record<string, () => Promise<{ words: Words }>> = {
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  it: () => import('./it.ts'),
  nl: () => import('./nl.ts'),
  ar: () => import('./ar.ts'),
}
const room: Record<string, () => Promise<{ room: RoomWords }>> = {
  en: () => import('./room.en.ts'),
  de: () => import('./room.de.ts'),
  es: () => import('./room.es.ts'),
  fr: () => import('./room.fr.ts'),
  it: () => import('./room.it.ts'),
  nl: () => import('./room.nl.ts'),
  ar: () => import('./room.ar.ts'),
}

export const languages = Object.keys(chat)

/** The words for a language tag such as `de-AT`; English where we have none. */
export async function loadWords(tag: string): Promise<Words> {
  const main = tag.toLowerCase().split('-', 1)[0] ?? ''
  return (await (Object.hasOwn(chat, main) ? chat[main]! : chat.en!)()).words
}

/** The words of the privacy room, in the language of the other words. */
export async function loadRoomWords(language: string): Promise<RoomWords> {
  return (await room[language]!()).room
}
