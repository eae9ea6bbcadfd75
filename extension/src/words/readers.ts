import { isolated } from '../lib/isolated.ts'
import type { Sharing } from '../own/checked.ts'
import type { Words } from './shape.ts'

/** What is said where one writes in a conversation that is shared. */
export const sharedWith = (words: Words, sharing: Sharing) =>
  `${words.sheet.shared} ${readersOf(words, sharing)}`

/** By whom a conversation can be read once it is shared, in a sentence. */
export function readersOf({ language, history }: Words, { readers, servers }: Sharing): string {
  const names = readers.map(({ username, role }) => `${isolated(username)} (${history.roles[role] ?? role})`)
  return history.readers(new Intl.ListFormat(language).format(names), servers)
}
