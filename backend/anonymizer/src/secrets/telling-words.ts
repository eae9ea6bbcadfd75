import { withoutTail } from '../tail.ts'
import { isPasswordLike } from './password-lively.ts'

export interface Word {
  start: number
  end: number
  value: string
}

/** A sign that words have none of: a digit, a mark, a capital behind a small letter. */
const telling = /[\d!@#$%^*+=~§€_]|[a-zß-ÿ][A-Z]/g
const space = /\s/
const longest = 72

/** All words of a text that may be passwords by their looks, without what a sentence adds to them. */
export function tellingWords(text: string): Word[] {
  const words: Word[] = []
  let last = 0
  for (const { index } of text.matchAll(telling)) {
    if (index < last) continue
    let start = index
    while (start > last && index - start < longest && !space.test(text.charAt(start - 1))) start--
    last = index + 1
    while (last < text.length && last - index < longest && !space.test(text.charAt(last))) last++
    const word = wordAt(text, start, last)
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
