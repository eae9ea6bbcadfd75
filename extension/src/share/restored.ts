import { languages } from '@atavus/anonymizer/kinds'
import { type MaskedValue, restored, restorer } from '@atavus/anonymizer/restore'
import type { Message } from '@atavus/contract/chat'

/**
 * Puts values back into messages as they are drawn; the server's own words stay as they are. Of a placeholder whose
 * value is gone, since the browser was ended, neutral words are made, and so in every address of an answer. The same
 * message gives the same object.
 */
export function restoring(values: readonly MaskedValue[], language: string): (message: Message) => Message {
  const drawn = new WeakMap<Message, Message>()
  const asked = (text: string) => restored(text, values, mainOf(language))
  const answered = (text: string, open: boolean) => {
    const { push, end } = restorer(values, mainOf(language))
    return push(text) + (open ? '' : end())
  }
  return message => {
    const before = drawn.get(message)
    if (before) return before
    const sources = message.sources.map(source => ({ ...source, title: asked(source.title) }))
    const text =
      message.role === 'assistant' ? answered(message.text, message.end === null) : asked(message.text)
    const after = { ...message, text, sources }
    drawn.set(message, after)
    return after
  }
}

/** Puts values back into a whole answer; neutral words stand where a value is not among them, and in addresses. */
export function restoredWith(values: readonly MaskedValue[], text: string, language: string): string {
  const { push, end } = restorer(values, mainOf(language))
  return push(text) + end()
}

/** The same with the file of a conversation, in which a value is no Markdown and no end of a string. */
export function restoredFile(
  values: readonly MaskedValue[],
  file: string,
  as: 'markdown' | 'json',
  language: string,
): string {
  if (as === 'markdown')
    return restoredWith(
      values.map(one => ({ ...one, value: one.value.replace(/[\\`[\]<]/g, '\\$&') })),
      file,
      language,
    )
  const before = (_: string, found: unknown) =>
    typeof found === 'string' ? restoredWith(values, found, language) : found
  return JSON.stringify(JSON.parse(file, before), null, 2)
}

export const mainOf = (language: string) => languages.find(one => one === language.split('-')[0]) ?? 'en'
