import { withoutTail } from '../tail.ts'
import { isPasswordLike } from './password-lively.ts'

export interface Word {
  start: number
  end: number
  value: string
}

/** Words that hold more than letters, or letters that change their size. */
const telling = /(?<!\S)(?=\S{0,40}(?:\d|[a-zß-ÿ][A-Z]|[!@#$%^*+=~§€_]))\S{4,72}/g

/** All words of a text that may be passwords by their looks, without what a sentence adds to them. */
export function tellingWords(text: string): Word[] {
  const words: Word[] = []
  for (const { index, 0: run } of text.matchAll(telling)) {
    const word = wordAt(text, index, index + run.length)
    if (word && isPasswordLike(word.value)) words.push(word)
  }
  return words
}

/** The word at a place, without marks around it. */
export function wordAt(text: string, from: number, to: number): Word | undefined {
  const slice = text.slice(from, to)
  const opened = /^[\s"'`*_(<>[|]{0,6}/.exec(slice)?.[0].length ?? 0
  const run = /^[^\s|<]{1,72}/.exec(slice.slice(opened))?.[0] ?? ''
  const value = withoutTail(run, '.,;:?"\'`)]}*')
  return value ? { start: from + opened, end: from + opened + value.length, value } : undefined
}
