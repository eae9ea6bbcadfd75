import { matches } from '../matches.ts'
/** A word that is too long to be one: what keys, hashes and encoded texts are written in. */
export interface Run {
  start: number
  text: string
}

const run = /[\w\-./+=:~%$]{16,}/g

/** All words of sixteen signs or more, in which keys are then looked for. */
export function longRuns(text: string): Run[] {
  const found: Run[] = []
  for (const { index, 0: word } of matches(text, run)) found.push({ start: index, text: word })
  return found
}
