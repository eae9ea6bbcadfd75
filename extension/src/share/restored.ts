import { languages } from '@atavus/anonymizer/kinds'
import { type MaskedValue, restorer } from '@atavus/anonymizer/restore'
import type { Message } from '@atavus/contract/chat'

/**
 * Puts values back into messages as they are drawn; the server's own words stay as they are. Of a placeholder whose
 * value is gone, since the browser was ended, neutral words are made. The same message gives the same object.
 */
export function restoring(values: readonly MaskedValue[], language: string): (message: Message) => Message {
  const drawn = new WeakMap<Message, Message>()
  const main = languages.find(one => one === language.split('-')[0]) ?? 'en'
  const whole = (text: string, open: boolean) => {
    const { push, end } = restorer(values, main)
    return push(text) + (open ? '' : end())
  }
  return message => {
    const before = drawn.get(message)
    if (before) return before
    const open = message.role === 'assistant' && message.end === null
    const sources = message.sources.map(source => ({ ...source, title: whole(source.title, false) }))
    const after = { ...message, text: whole(message.text, open), sources }
    drawn.set(message, after)
    return after
  }
}
