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
  const main = languages.find(one => one === language.split('-')[0]) ?? 'en'
  const asked = (text: string) => restored(text, values, main)
  const answered = (text: string, open: boolean) => {
    const { push, end } = restorer(values, main)
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
