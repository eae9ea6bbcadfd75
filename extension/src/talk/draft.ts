import type { Question } from '../own/own.ts'
import type { Kept } from './kept.ts'
import { wordsOf } from './sending.ts'
import type { State } from './state.ts'

/**
 * What was written lies on the disk until an answer to it begins. A question that does not get through goes back to where
 * it was typed, unless something else stands there by then.
 */
export function createDraft({ chat, happen, subscribe }: State, kept: Kept) {
  /** As it lies on the disk. */
  let draft = ''
  /** A question of which nothing has come from the server yet. */
  let waiting: Question | null = null
  subscribe(({ draft: typed }) => {
    const words = typed || (waiting ? wordsOf(waiting) : '')
    if (words !== draft) kept.keepDraft(words)
    draft = words
  })
  return {
    /** Shows the draft, but not the words of a question that is on its way: those are shown as one. */
    async begin(running: Question | null) {
      draft = await kept.draft()
      if (running?.typed !== undefined) waiting = running
      if (draft && !chat().draft && draft !== running?.typed) happen({ type: 'typed', draft })
    },
    /** A question is asked; gives what stands then where it is typed: only its own words go. */
    asked(question: Question): string {
      const words = wordsOf(question).trim()
      const unsent = waiting ? wordsOf(waiting) : ''
      waiting = question
      return [chat().draft, unsent].find(one => one.trim() && one.trim() !== words) ?? ''
    },
    /** A question has got through, or is not wanted any more. */
    gone(id = waiting?.id) {
      if (waiting?.id === id) waiting = null
    },
    takeBack(words = waiting && wordsOf(waiting)) {
      waiting = null
      if (words !== null) happen({ type: 'typed', draft: chat().draft || words })
    },
  }
}
